// What a saved family keeps when the vocabulary has changed: everything that fits, and the rest by name.
import { describe, expect, it } from 'vitest';
import { failed, type Fact, type Vocabulary } from '../motor/typen';
import { toyMotor } from '../probe/spielmotor';
import { open, save, type Renames } from './ablage';
import { factsOf } from './fragen';
import { stated } from './geltung';
import { fit, fits, withoutRefused } from './passung';
import { start, type Situation, type Value } from './typen';
import { dice, pick, randomFamily, type Dice } from './zufall';

const answer = toyMotor().answer('vocabulary', {});
if (failed(answer)) throw new Error(answer.error.message);
const toy: Vocabulary = answer;
const FACTS = toy.facts.filter((f) => f.name !== 'Geburtstag');
const named = (facts: Fact[]) => new Map(facts.map((f) => [f.name, f]));

/** A later vocabulary: something renamed, removed, narrowed, of another type. Returns what must still fit, by hand. */
function change(roll: Dice) {
  const renames: Renames = { facts: {}, answers: {} };
  const kind = new Map<string, 'same' | 'renamed' | 'gone' | 'narrow' | 'fewer' | 'type'>();
  const facts = FACTS.flatMap((f): Fact[] => {
    const numeric = f.type === 'money' || f.type === 'count';
    const what = pick(roll, ['same', 'same', 'renamed', 'gone', ...(numeric ? (['narrow'] as const) : []), ...(f.type === 'choice' ? (['fewer'] as const) : []), 'type'] as const);
    kind.set(f.name, what);
    if (what === 'gone') return [];
    if (what === 'renamed') return (renames.facts![f.name] = `${f.name}-neu`), [{ ...f, name: `${f.name}-neu` }];
    if (what === 'narrow') return [{ ...f, range: { from: '10', to: '20' } }];
    if (what === 'fewer') return [{ ...f, choices: f.choices!.slice(1) }];
    if (what === 'type') return [{ ...f, type: f.type === 'yes-no' ? 'count' : 'yes-no', range: undefined, choices: undefined }];
    return [f];
  });
  const keeps = (f: Fact, value: Value): boolean => {
    const what = kind.get(f.name);
    if (what === 'gone' || what === 'type') return false;
    if (what === 'fewer') return ![value].flat().includes(f.choices![0]!.value);
    if (what !== 'narrow') return true;
    const ends = typeof value === 'object' && value !== null ? Object.values(value) : [value];
    return ends.every((n) => Number(n) >= 10 && Number(n) <= 20);
  };
  return { facts: facts, renames, keeps };
}

describe('a saved family', () => {
  it('keeps all that fits a changed vocabulary and names all that does not (300 families)', () => {
    let [kept, lost] = [0, 0];
    for (let seed = 1; seed <= 300; seed++) {
      const roll = dice(seed);
      const before = randomFamily(roll, FACTS, toy.services);
      const { facts, renames, keeps } = change(roll);
      const services = toy.services.filter(() => roll(5) > 0);
      const read = open(save(before), '', [renames]).situation;
      expect(read, `seed ${seed}`).not.toBeNull();
      const { situation, dropped } = fit(read!, { facts: named(facts), services });

      const expected: Record<string, Value> = {};
      const gone: string[] = [];
      for (const { entity, fact } of stated(before.family)) {
        const value = factsOf(before.family, entity)[fact]!;
        const now = renames.facts![fact] ?? fact;
        if (keeps(named(FACTS).get(fact)!, value)) expected[`${entity}.${now}`] = value;
        else gone.push(`${entity}.${now}`);
      }
      const found = Object.fromEntries(stated(situation.family).map(({ entity, fact }) => [`${entity}.${fact}`, factsOf(situation.family, entity)[fact]!]));
      expect(found, `seed ${seed}`).toEqual(expected);
      expect(dropped.flatMap((d) => (d.fact ? [`${d.entity}.${d.fact}`] : [])).sort(), `seed ${seed}`).toEqual(gone.sort());
      const received = Object.entries(before.family.receives ?? {}).flatMap(([entity, ids]) => ids.map((id) => ({ entity, service: id })));
      expect(dropped.filter((d) => d.service)).toEqual(received.filter((r) => !services.some((s) => s.id === r.service)));
      expect(situation.names).toEqual(before.names);
      expect(Object.keys(situation.family.persons)).toEqual(Object.keys(before.family.persons));
      kept += Object.keys(expected).length;
      lost += gone.length;
    }
    expect(kept).toBeGreaterThan(300);
    expect(lost).toBeGreaterThan(300);
  });

  it('carries renamed answers over, also in a list of possible ones', () => {
    const s = start({ Wohnort: 'a' });
    s.family.persons.ich!.Liste = ['x', 'y'];
    const steps: Renames[] = [{ facts: { Wohnort: 'Gemeinde' } }, { answers: { Gemeinde: { a: 'b' }, Liste: { x: 'z' } } }];
    const { situation } = open(save(s), '', steps);
    expect(situation!.family.households.haus).toEqual({ Gemeinde: 'b' });
    expect(situation!.family.persons.ich!.Liste).toEqual(['z', 'y']);
  });
});

describe('a family and its city', () => {
  const lives = (text: string, city: string) => open(text, city).situation!.family.households.haus!.Gemeinde;
  const old = (town: Value) => JSON.stringify({ format: 'familienrathaus-familie', version: 1, family: start({ Gemeinde: town }).family, names: {} });
  it.each<[Value, string, Value]>([
    ['Alt', 'Alt', 'diese-Stadt'], ['Alt', '', 'diese-Stadt'], ['Alt', 'Neu', 'andere-in-NRW'], ['andere-in-NRW', 'Alt', 'andere-in-NRW'], ['EU-Ausland', 'Neu', 'EU-Ausland'],
    [['Alt', 'andere-in-NRW'], 'Neu', ['andere-in-NRW']],
  ])('of the time when the city was called by its name: %o opened in %s', (town, city, now) => expect(lives(old(town), city)).toEqual(now));

  it('saved here lives here, elsewhere it lives in another town, and the page hears where from', () => {
    const text = save(start({ Gemeinde: 'diese-Stadt' }), 'Alt');
    expect(open(text, 'Alt')).toEqual({ situation: start({ Gemeinde: 'diese-Stadt' }), problems: [] });
    expect(open(text, 'Neu')).toEqual({ situation: start({ Gemeinde: 'andere-in-NRW' }), problems: [], from: 'Alt' });
    expect(lives(save(start({ Gemeinde: 'EU-Ausland' }), 'Alt'), 'Neu')).toBe('EU-Ausland');
  });
  it('of no known city stays as it is; a hostile name changes nothing', () => {
    expect(open(save(start({ Gemeinde: 'diese-Stadt' })), 'Neu').situation).toEqual(start({ Gemeinde: 'diese-Stadt' }));
    for (const city of [7, null, {}, []]) {
      const text = JSON.stringify({ ...JSON.parse(save(start({ Gemeinde: 'diese-Stadt' }))), city });
      expect(open(text, 'Neu')).toEqual({ situation: start({ Gemeinde: 'diese-Stadt' }), problems: [] });
    }
    const opened = open(save(start(), 'x'.repeat(5000)), 'Neu');
    expect(opened.situation && opened.from).toHaveLength(60);
  });
});

describe('a value', () => {
  const fact = (type: Fact['type'], more: Partial<Fact> = {}): Fact => ({ name: 'x', role: 'person', type, ...more });
  it.each<[boolean, Fact | undefined, Value]>([
    [false, undefined, true], [true, fact('yes-no'), false], [false, fact('yes-no'), 1], [true, fact('money'), null],
    [true, fact('count'), 3], [false, fact('count'), 3.5], [false, fact('count'), '3'], [false, fact('money'), []],
    [true, fact('money', { range: { to: '100' } }), { from: 5, to: 100 }], [false, fact('money', { range: { to: '100' } }), { from: 5, to: 101 }],
    [false, fact('money'), { from: 5, to: 4 }], [false, fact('money'), {}], [true, fact('day'), '2024-02'], [false, fact('day'), '2024-02-31'],
    [false, fact('month'), '2024-02-01'], [true, fact('day', { range: { from: '2000-01-01', to: '2030-12-31' } }), '2030-12'],
    [false, fact('day', { range: { from: '2000-01-01' } }), '1999-12-31'], [false, fact('choice', { choices: [{ value: 'a', label: 'A' }] }), ['a', 'b']],
  ])('fits: %s (%o, %o)', (expected, given, value) => expect(fits(given, value, 'person')).toBe(expected));
  it('of a house does not fit a person', () => expect(fits(fact('yes-no', { role: 'household' }), true, 'person')).toBe(false));
});

it('takes out what the engine refuses, if it is one value', () => {
  const s: Situation = start({ Miete: 5 });
  s.family.persons.ich!.Lohn = 7;
  const refused = (where: string) => withoutRefused(s, { what: '', message: '', where });
  expect(refused('persons.ich.Lohn.from')!.dropped).toEqual({ entity: 'ich', fact: 'Lohn' });
  expect(refused('households.haus.Miete')!.situation.family.households.haus).toEqual({});
  expect(refused('persons.ich.parents')).toBeNull();
  expect(refused('')).toBeNull();
});
