// Which other answer "What if …?" starts with, and how far its slider goes. Pure; knows types, no fact names.
import type { Value } from '../familie/typen';
import { isRange } from '../karten/werte';
import type { Fact } from '../motor/typen';

/** One number for a stated value: a range counts by its middle. */
export function middle(value: Value): number {
  if (typeof value === 'number') return value;
  if (!isRange(value)) return 0;
  const [from, to] = [Number(value.from ?? value.to ?? 0), Number(value.to ?? value.from ?? 0)];
  return Math.round((from + to) / 2);
}

/** The first answer to try: the other yes or no, the next choice, the same number as a place to start from. */
export function otherAnswer(fact: Fact, value: Value): Value {
  if (fact.type === 'yes-no') return value !== true;
  if (fact.type !== 'choice') return middle(value);
  const all = (fact.choices ?? []).map((c) => c.value);
  return all[(all.indexOf(String(value)) + 1) % all.length] ?? null;
}

/** A slider that reaches twice what was said, in steps that a thumb can hit. */
export function slide(fact: Fact, value: Value): { min: number; max: number; step: number } {
  const [low, high] = [Number(fact.range?.from ?? 0), Number(fact.range?.to ?? Infinity)];
  const now = middle(value);
  if (fact.type === 'share') return { min: Math.max(0, low), max: Math.min(100, high), step: 5 };
  if (fact.type !== 'money') return { min: low, max: Math.min(high, Math.max(2 * now, 10)), step: 1 };
  const max = Math.min(high, Math.max(2 * now, fact.per === 'year' ? 12_000 : 1_000));
  const step = max > 20_000 ? 500 : max > 2_000 ? 50 : 10;
  return { min: low, max: Math.ceil(max / step) * step, step };
}
