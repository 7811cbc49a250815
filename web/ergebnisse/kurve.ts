// "Is more work worth it?": what remains of a wage, from the engine's points. Pure: adds what the engine computed
// (net wage, benefits, costs), finds where a benefit begins or ends and where more wage leaves less.
import type { Id } from '../familie/typen';
import type { Amount, Curve, CurveResult, Effect, Match, Verdict } from '../motor/typen';

export interface Ends {
  min: number;
  max: number;
}
export interface Point {
  at: number;
  /** net wages of the household; null if the catalogue knows no such rule */
  net: Ends | null;
  benefits: Ends;
  costs: Ends;
  rest: Ends;
  /** all that varies with the wage is known; what is still open is the same everywhere */
  settled: boolean;
}
export interface Turn {
  /** the wage up to which it was as before, and the one from which it is otherwise */
  from: number;
  to: number;
  service: string;
  for: Id;
  before: Verdict;
  after: Verdict;
}
export interface Cliff {
  from: number;
  to: number;
  less: number;
}

const ends = (a: Pick<Amount, 'min' | 'max'>): Ends => ({ min: Number(a.min), max: Number(a.max) });
const plus = (a: Ends, b: Ends): Ends => ({ min: a.min + b.min, max: a.max + b.max });
const NOTHING: Ends = { min: 0, max: 0 };
const key = (r: Pick<CurveResult, 'service' | 'for'>) => `${r.service} ${r.for}`;

/** What the family pays every month, whatever the wage: costs that do not vary along the curve. */
export function fixedCosts(match: Match, curve: Curve): Ends {
  const varying = new Set(curve.points[0]?.results.map(key));
  return match.results
    .filter((r) => r.effect === 'cost' && r.verdict !== 'no' && r.amount?.per === 'month' && !varying.has(key(r)))
    .reduce((sum, r) => plus(sum, ends(r.amount!)), NOTHING);
}

export function line(curve: Curve, household: readonly Id[], effects: ReadonlyMap<string, Effect | undefined>, fixed = NOTHING): Point[] {
  return curve.points.map((p) => {
    const wages = p.rules.filter((_, i) => household.includes(curve.rules[i]?.entity ?? '')).map(ends);
    const net = curve.rules.length ? wages.reduce(plus, NOTHING) : null;
    const costs = p.results
      .filter((r) => effects.get(r.service) === 'cost' && r.verdict !== 'no' && r.amount?.per === 'month')
      .reduce((sum, r) => plus(sum, ends(r.amount!)), fixed);
    const benefits = ends(p.total);
    const { min, max } = plus(net ?? NOTHING, benefits);
    const settled = [...wages, ...p.results.flatMap((r) => (r.amount ? [ends(r.amount)] : []))].every((e) => e.min === e.max) && p.results.every((r) => r.verdict !== 'open');
    return { at: Number(p.at), net, benefits, costs, rest: { min: min - costs.max, max: max - costs.min }, settled };
  });
}

/** Where a service begins or ends along the curve; only what pays, saves or costs. */
export function turns(curve: Curve, effects: ReadonlyMap<string, Effect | undefined>): Turn[] {
  const counts = (r: CurveResult) => ['payment', 'saving', 'cost'].includes(effects.get(r.service) ?? '');
  return curve.points.slice(1).flatMap((p, i) => {
    const old = new Map(curve.points[i]!.results.map((r) => [key(r), r]));
    return p.results.filter(counts).flatMap((r) => {
      const before = standing(old.get(key(r))), after = standing(r);
      return before === after ? [] : [{ from: Number(curve.points[i]!.at), to: Number(p.at), service: r.service, for: r.for, before, after }];
    });
  });
}

/** A yes to nothing is a no: 0 € begin and end nothing. */
const standing = (r: CurveResult | undefined): Verdict => (!r || (r.amount && Number(r.amount.max) === 0) ? 'no' : r.verdict);

/** Where more wage certainly leaves less: neighbouring falls are one cliff. */
export function cliffs(points: readonly Point[]): Cliff[] {
  const found: Cliff[] = [];
  points.slice(1).forEach((p, i) => {
    const old = points[i]!;
    const less = old.settled && p.settled ? -gain(old, p) : old.rest.min - p.rest.max;
    if (less < 0.01) return;
    const last = found.at(-1);
    if (last && last.to === old.at) Object.assign(last, { to: p.at, less: last.less + less });
    else found.push({ from: old.at, to: p.at, less });
  });
  return found;
}

/** What a step leaves where everything that varies is settled: the lower ends hold the same open amounts. */
const gain = (a: Point, b: Point): number => b.rest.min - a.rest.min;

/** What remains of the next step of wage, if it is known exactly. */
export function kept(points: readonly Point[], now: number): { more: number; rest: number } | null {
  const i = points.findIndex((p) => p.at === now);
  const [a, b] = [points[i], points[i + 1]];
  if (i < 0 || !a?.settled || !b?.settled) return null;
  return { more: b.at - a.at, rest: Math.round(gain(a, b) * 100) / 100 };
}

/** From 0 to well above the present wage, so that the present wage is one of the points. */
export function reach(now: number | null, top: number): { from: number; to: number; points: number } {
  const STEP = 100, LEAST = 4_000, MOST = 60;
  const from = Math.round(((now ?? 0) % STEP) * 100) / 100;
  const wanted = Math.min(Math.max(LEAST, 2 * (now ?? 0)), top);
  const coarse = Math.max(1, Math.ceil((wanted - from) / STEP / MOST)) * STEP;
  const first = coarse === STEP ? from : (now ?? 0) % coarse;
  const steps = Math.max(1, Math.floor((wanted - first) / coarse));
  return { from: first, to: first + steps * coarse, points: steps + 1 };
}
