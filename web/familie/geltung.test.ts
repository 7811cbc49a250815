// Stated facts of a role that somebody is no longer in do not count; everything comes back by itself.
import { expect, it } from 'vitest';
import type { Fact } from '../motor/typen';
import { resting, sayable, settle } from './geltung';
import type { Family } from './typen';

const facts = new Map<string, Pick<Fact, 'role' | 'unasked' | 'offered'>>([
  ['Kita', { role: 'child' }], ['Lohn', { role: 'adult' }], ['Stunden', { role: 'adult' }], ['Pass', { role: 'person' }], ['Plan', { role: 'person', unasked: true }], ['Miete', { role: 'household' }],
  ['aufgenommen', { role: 'child', unasked: true, offered: true }], ['verwitwet', { role: 'adult', unasked: true, offered: true }],
]);
/** Children are those with a mark; hours are asked only of those who earn. */
function engine(asked: Family[]) {
  return (family: Family) => {
    asked.push(family);
    const relevant: Record<string, string[]> = { haus: ['Miete'] };
    for (const [id, p] of Object.entries(family.persons)) relevant[id] = p.parents ? ['Kita'] : ['Lohn', ...(p.Lohn === 0 ? [] : ['Stunden'])];
    return relevant;
  };
}
const family = (more: object): Family => ({ households: { haus: { Miete: 5 } }, persons: { ich: {}, kind: { parents: ['ich'] }, ...more } });

it('asks once where everything counts', () => {
  const asked: Family[] = [];
  const whole = family({ kind: { parents: ['ich'], Kita: true } });
  expect(settle(whole, facts, engine(asked), (r) => r).family).toBe(whole);
  expect(asked).toHaveLength(1);
});

it('holds back what was stated of a role that somebody is not in, and asks once more', () => {
  const asked: Family[] = [];
  const whole = family({ ich: { Kita: true, Lohn: 0, Stunden: 9, Plan: 2 }, kind: { parents: ['ich'], Lohn: 3, Pass: true } });
  const before = structuredClone(whole);
  const settled = settle(whole, facts, engine(asked), (r) => r);
  // Stunden stays in: the person is in the role, and the engine reads it as its condition says, month by month.
  expect(settled.family.persons).toEqual({ ich: { Lohn: 0, Stunden: 9, Plan: 2 }, kind: { parents: ['ich'], Pass: true } });
  expect(whole).toEqual(before);
  expect(asked).toHaveLength(2);
  expect(resting(whole, facts, settled.answer).map((r) => `${r.entity}.${r.fact}`)).toEqual(['ich.Kita', 'ich.Stunden', 'kind.Lohn', 'kind.Pass']);
});

it('lets what the card holds ready rest like an answer, and a plan never', () => {
  const said = { relevant: { ich: ['Lohn'], kind: ['Kita'], haus: ['Miete'] }, offered: { ich: ['verwitwet'], kind: ['aufgenommen'] } };
  expect(sayable(said)).toEqual({ ich: ['Lohn', 'verwitwet'], kind: ['Kita', 'aufgenommen'], haus: ['Miete'] });
  const whole = family({ ich: { aufgenommen: true, verwitwet: true, Plan: 2 }, kind: { parents: ['ich'], aufgenommen: true, verwitwet: true } });
  const settled = settle(whole, facts, () => said, sayable);
  expect(settled.family.persons).toEqual({ ich: { verwitwet: true, Plan: 2 }, kind: { parents: ['ich'], aufgenommen: true } });
  expect(resting(whole, facts, sayable(said)).map((r) => `${r.entity}.${r.fact}`)).toEqual(['ich.aufgenommen', 'kind.verwitwet']);
});

it('ends where the engine never agrees with itself, and where it has no answer', () => {
  let turn = 0;
  const asked: Family[] = [];
  settle(family({ ich: { Lohn: 1 } }), facts, (f) => (asked.push(f), turn++ % 2 ? { ich: ['Lohn'] } : {}), (r) => r as Record<string, string[]>);
  expect(asked.length).toBeLessThanOrEqual(4);
  const whole = family({ ich: { Kita: true } });
  expect(settle(whole, facts, () => null, () => null)).toEqual({ family: whole, answer: null });
});
