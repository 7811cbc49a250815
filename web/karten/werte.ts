// From what somebody types or picks to a value of the family file and back. Pure; knows types, no fact names.
import type { Range, Value } from '../familie/typen';
import type { Fact } from '../motor/typen';

export type NumberRange = Range<number>;
export const isRange = (v: Value | undefined): v is Range<number> | Range<string> =>
  typeof v === 'object' && v !== null && !Array.isArray(v);

/** Limits of the bands offered for an amount; chosen by its unit and size, the last band is open. */
export function bands(fact: Pick<Fact, 'type' | 'per' | 'range'>): NumberRange[] {
  if (fact.type !== 'money') return [];
  const top = Number(fact.range?.to ?? Infinity);
  const bottom = Number(fact.range?.from ?? 0);
  const limits =
    fact.per === 'year'
      ? [15000, 25000, 37000, 49000, 61000, 73000]
      : top > 12000
        ? [600, 1500, 2500, 4000]
        : [300, 500, 700, 1000];
  const fit = limits.filter((limit) => limit > bottom && limit < top);
  if (fit.length < 2) return [];
  const out: NumberRange[] = [{ from: bottom, to: fit[0]! }];
  fit.slice(1).forEach((limit, i) => out.push({ from: fit[i]!, to: limit }));
  const last = fit.at(-1)!;
  out.push(Number.isFinite(top) ? { from: last, to: top } : { from: last });
  return out;
}

const nice = (n: number): number => {
  const ten = 10 ** Math.floor(Math.log10(n));
  return [1, 2.5, 5, 10].map((k) => k * ten).find((step) => step >= n * 0.999)!;
};

/** Stops of a slider for amounts: small steps below, larger ones above, always round; about forty in all. */
export function stops(fact: Pick<Fact, 'type' | 'per' | 'range'>): number[] {
  if (fact.type !== 'money') return [];
  const from = Number(fact.range?.from ?? 0);
  const to = Number(fact.range?.to ?? (fact.per === 'year' ? 120_000 : 6_000));
  const out = [from];
  for (let at = from; at < to; ) {
    const step = nice(Math.max((at - from) * 0.06, (to - from) / 200));
    at = Math.min(to, Math.floor(at / step + 1) * step);
    out.push(at);
  }
  return out;
}
export const nearestStop = (all: number[], n: number): number =>
  all.reduce((best, stop, i) => (Math.abs(stop - n) < Math.abs(all[best]! - n) ? i : best), 0);

export type Picture = 'either' | 'choice' | 'coins' | 'rent' | 'paper' | 'savings' | 'day' | 'month' | 'time' | 'share' | 'count' | 'measure';

/** The picture beside a fact, from the kind of its answer, its unit and whom it is about. */
export function pictureOf(fact: Pick<Fact, 'type' | 'per' | 'role'>): Picture {
  if (fact.type === 'money') {
    if (fact.per === 'year') return 'paper';
    if (!fact.per || fact.per === 'once') return 'savings';
    return fact.role === 'household' ? 'rent' : 'coins';
  }
  const pictures: Record<Exclude<Fact['type'], 'money'>, Picture> = {
    'yes-no': 'either', choice: 'choice', day: 'day', month: 'month', duration: 'time', share: 'share', count: 'count', number: 'measure',
  };
  return pictures[fact.type];
}

export const sameValue = (a: Value | undefined, b: Value): boolean => JSON.stringify(a ?? null) === JSON.stringify(b);

export type NumberProblem = 'number.invalid' | 'number.tooSmall' | 'number.tooLarge' | 'number.whole' | 'number.order';

export function checkNumber(n: number | null, fact: Pick<Fact, 'type' | 'range'>): NumberProblem | null {
  if (n === null) return 'number.invalid';
  if ((fact.type === 'count' || fact.type === 'duration') && !Number.isInteger(n)) return 'number.whole';
  if (fact.range?.from !== undefined && n < Number(fact.range.from)) return 'number.tooSmall';
  if (fact.range?.to !== undefined && n > Number(fact.range.to)) return 'number.tooLarge';
  return null;
}
