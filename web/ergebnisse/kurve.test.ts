// What remains of a wage, computed by hand from invented points.
import { expect, it } from 'vitest';
import type { Curve, Effect, Match } from '../motor/typen';
import { cliffs, fixedCosts, kept, line, reach, turns } from './kurve';

const amount = (n: number) => ({ min: String(n), max: String(n), per: 'month' as const });
const point = (at: number, net: number, total: number, fee: number) => ({
  at: String(at), total: amount(total), rules: [amount(net), amount(50)],
  results: [
    { service: 'spielgeld', for: 'mia', verdict: total ? 'yes' as const : 'no' as const, amount: amount(total) },
    { service: 'beitrag', for: 'mia', verdict: 'yes' as const, amount: amount(fee) },
  ],
});
const curve: Curve = {
  entity: 'anna', fact: 'Lohn', rules: [{ rule: 'Netto', entity: 'anna' }, { rule: 'Netto', entity: 'fern' }],
  points: [point(1000, 800, 300, 0), point(1100, 870, 300, 10), point(1200, 940, 0, 20)],
};
const effects = new Map<string, Effect>([['spielgeld', 'payment'], ['beitrag', 'cost']]);

it('adds net wage and benefits and takes off costs', () => {
  const points = line(curve, ['anna'], effects);
  expect(points.map((p) => p.rest.min)).toEqual([1100, 1160, 920]);
  expect(points[0]!.net).toEqual({ min: 800, max: 800 });
  expect(kept(points, 1000)).toEqual({ more: 100, rest: 60 });
  expect(kept(points, 1050)).toBeNull();
  expect(cliffs(points)).toEqual([{ from: 1100, to: 1200, less: 240 }]);
});

it('does not mind an amount that is open but the same everywhere', () => {
  const open = { ...curve, points: curve.points.map((p) => ({ ...p, total: { ...p.total, max: String(Number(p.total.max) + 200) } })) };
  const points = line(open, ['anna'], effects);
  expect(kept(points, 1000)).toEqual({ more: 100, rest: 60 });
  const vague = { ...curve, points: curve.points.map((p) => ({ ...p, results: p.results.map((r) => ({ ...r, verdict: 'open' as const })) })) };
  expect(kept(line(vague, ['anna'], effects), 1000)).toBeNull();
});

it('says where a benefit ends', () => {
  expect(turns(curve, effects).map((s) => [s.service, s.from, s.before, s.after])).toEqual([
    ['beitrag', 1000, 'no', 'yes'], ['spielgeld', 1100, 'yes', 'no'],
  ]);
});

it('counts costs that do not vary once', () => {
  const match = { results: [
    { service: 'fest', for: 'mia', effect: 'cost', verdict: 'yes', amount: amount(30) },
    { service: 'beitrag', for: 'mia', effect: 'cost', verdict: 'yes', amount: amount(10) },
  ] } as unknown as Match;
  expect(fixedCosts(match, curve)).toEqual({ min: 30, max: 30 });
});

it('reaches from nothing beyond the present wage and meets it', () => {
  expect(reach(null, 50_000)).toEqual({ from: 0, to: 4000, points: 41 });
  expect(reach(2450, 50_000)).toEqual({ from: 50, to: 4850, points: 49 });
  const far = reach(9000, 50_000);
  expect(far.points).toBeLessThanOrEqual(61);
  expect((9000 - far.from) % ((far.to - far.from) / (far.points - 1))).toBe(0);
});
