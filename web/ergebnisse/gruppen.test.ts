// Grouping and adding of results; sums by hand.
import { expect, it } from 'vitest';
import type { Match, Result } from '../motor/typen';
import { add, byPhase, groups } from './gruppen';

const result = (more: Partial<Result>): Result => ({
  service: 'spielgeld', title: 'Spielgeld', for: 'mia', verdict: 'yes', received: false, effect: 'payment',
  missing: [], because: [], deadlines: [], documents: [], offices: [], level: 'bund', ...more,
});
const match = (results: Result[]): Match => ({
  month: '2026-11', results, questions: [], enough: false, total: { min: '0', max: '0' }, relevant: {}, offered: {}, projected: false, capped: false,
});
const amount = (min: string, max = min) => ({ min, max, per: 'month' as const });

it('adds exactly', () => {
  expect(add(['0.1', '0.2'])).toBe('0.3');
  expect(add(['259', '259'])).toBe('518');
  expect(add(['-12.5', '2.25'])).toBe('-10.25');
  expect(add([])).toBe('0');
});

it('makes one card of one service with one verdict', () => {
  const g = groups(match([
    result({ amount: amount('259') }),
    result({ for: 'ben', amount: amount('0', '259') }),
    result({ for: 'cem', verdict: 'open', amount: amount('0', '259') }),
    result({ for: 'dan', verdict: 'no' }),
    result({ for: 'eva', received: true }),
    result({ service: 'rat', effect: 'help', verdict: 'open' }),
  ]));
  expect(g.certain).toHaveLength(1);
  expect(g.certain[0]!.results.map((r) => r.for)).toEqual(['mia', 'ben']);
  expect(g.certain[0]!.amount).toEqual(amount('259', '518'));
  expect([g.likely, g.no, g.received, g.besides].map((list) => list.length)).toEqual([1, 1, 1, 1]);
});

it('puts the parts of a service that is itself still open behind everything else', () => {
  const open = { verdict: 'open' as const };
  const g = groups(match([
    result({ service: 'ranzen', ...open, part_of: 'paket', amount: amount('0', '900') }),
    result({ service: 'kutsche', ...open, amount: amount('0', '5') }),
    result({ service: 'paket', ...open, effect: 'help' }),
  ]));
  expect(g.likely.map((card) => card.service)).toEqual(['kutsche', 'ranzen']);
  const settled = groups(match([
    result({ service: 'ranzen', ...open, part_of: 'paket', amount: amount('0', '900') }),
    result({ service: 'kutsche', ...open, amount: amount('0', '5') }),
    result({ service: 'paket', effect: 'help' }),
  ]));
  expect(settled.likely.map((card) => card.service)).toEqual(['ranzen', 'kutsche']);
});

it('sorts deadlines by their end and leaves out what is over or not open', () => {
  const until = (to: string, more = {}) => ({ text: to, until: { from: to, to }, certain: true, missed: false, ...more });
  const g = groups(match([
    result({ deadlines: [until('2027-05-01'), until('2026-12-01')] }),
    result({ verdict: 'no', deadlines: [until('2026-11-23')] }),
    result({ verdict: 'open', deadlines: [until('2026-10-01', { missed: true }), until('2027-01-31')] }),
  ]));
  expect(g.deadlines.map((d) => d.text)).toEqual(['2026-12-01', '2027-01-31', '2027-05-01']);
});

it('names a deadline of two people once and adds the price of waiting', () => {
  const deadline = { text: 'bald', until: { to: '2026-12-01' }, certain: true, missed: false, cost: amount('259') };
  const g = groups(match([result({ deadlines: [deadline] }), result({ for: 'ben', deadlines: [deadline] })]));
  expect(g.deadlines).toHaveLength(1);
  expect(g.deadlines[0]).toMatchObject({ for: ['mia', 'ben'], cost: { min: '518', max: '518' } });
});

it('sorts offers by phase of life and puts what the catalogue invents last', () => {
  const cards = groups(match(['a', 'b', 'c'].map((service) => result({ service, effect: 'help' })))).besides;
  const phases: Record<string, string> = { a: 'Schule', b: 'Raumfahrt', c: 'Kita' };
  expect(byPhase(cards, (c) => phases[c.service]!).map((p) => [p.key, p.cards.length])).toEqual([['kita', 1], ['school', 1], ['more', 1]]);
});
