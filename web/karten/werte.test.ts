// Bands, slider stops and pictures come from a fact's type, unit and range alone.
import { expect, it } from 'vitest';
import type { Fact } from '../motor/typen';
import { bands, nearestStop, pictureOf, stops } from './werte';

const money = (to: string, per?: Fact['per']): Pick<Fact, 'type' | 'per' | 'range'> => ({ type: 'money', ...(per ? { per } : {}), range: { from: '0', to } });

it('offers round stops from end to end, close together where amounts are small', () => {
  for (const [to, per] of [['500', 'month'], ['3000', 'month'], ['20000', 'month'], ['500000', 'year']] as const) {
    const all = stops(money(to, per));
    expect([all[0], all.at(-1)]).toEqual([0, Number(to)]);
    expect(all.length).toBeGreaterThan(25);
    expect(all.length).toBeLessThan(60);
    const steps = all.slice(1).map((n, i) => n - all[i]!);
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(steps[0]).toBeLessThanOrEqual(Number(to) / 100);
  }
  expect(stops({ type: 'count' })).toEqual([]);
});

it('finds the stop nearest to an amount', () => {
  expect([0, 12, 13, 99].map((n) => nearestStop([0, 25, 50], n))).toEqual([0, 0, 1, 2]);
});

it('cuts an amount into bands without gap', () => {
  const all = bands(money('3000', 'month'));
  expect(all[0]!.from).toBe(0);
  all.slice(1).forEach((band, i) => expect(band.from).toBe(all[i]!.to));
});

it('has a picture for every kind of answer and knows no names', () => {
  const role = 'person';
  expect(pictureOf({ type: 'money', per: 'month', role })).toBe('coins');
  expect(pictureOf({ type: 'money', per: 'month', role: 'household' })).toBe('rent');
  expect(pictureOf({ type: 'money', per: 'year', role })).toBe('paper');
  expect(pictureOf({ type: 'money', role })).toBe('savings');
  for (const type of ['yes-no', 'choice', 'day', 'month', 'duration', 'share', 'count', 'number'] as const) expect(pictureOf({ type, role })).toBeTruthy();
});
