// The engine's results in the order in which people need them: certain, possible, urgent, besides money,
// received, not. Results of one service with one verdict become one card ("für Mia und Ben"). Pure.
import type { Amount, Deadline, Match, Per, Result } from '../motor/typen';

export interface Card {
  service: string;
  title: string;
  key: string;
  results: Result[];
  amount?: Amount;
}
export interface Due extends Deadline {
  service: string;
  title: string;
  for: string[];
}
export interface Groups {
  certain: Card[];
  likely: Card[];
  deadlines: Due[];
  besides: Card[];
  received: Card[];
  no: Card[];
}

const money = (r: Result) => r.effect === 'payment' || r.effect === 'saving' || r.effect === 'cost';

/** Several views show one answer in these groups; it is put in order once. */
const known = new WeakMap<Match, Groups>();
export function groups(match: Match): Groups {
  const before = known.get(match);
  if (before) return before;
  const all = inGroups(match);
  known.set(match, all);
  return all;
}

function inGroups(match: Match): Groups {
  const of = cards(match.results);
  // A part says nothing of its own as long as the whole is open: it stands behind everything else.
  const open = new Set(match.results.filter((r) => r.verdict === 'open').map((r) => r.service));
  const part = (c: Card) => Number(open.has(c.results[0]!.part_of ?? ''));
  return {
    certain: of.certain.sort(byWorth),
    likely: of.likely.sort((a, b) => part(a) - part(b) || byWorth(a, b)),
    deadlines: deadlines(match.results),
    besides: of.besides.sort((a, b) => Number(b.results[0]!.verdict === 'yes') - Number(a.results[0]!.verdict === 'yes')),
    received: of.received,
    no: of.no,
  };
}

/** Phases of life in the order of a life, with the key of their word. What the catalogue invents comes last. */
const PHASES: readonly [string, string][] = [
  ['Schwangerschaft & Geburt', 'birth'], ['Baby & Kleinkind', 'baby'], ['Kita', 'kita'], ['Schule', 'school'], ['Jugend & Beruf', 'youth'], ['Geld & Wohnen', 'money'],
  ['Gesundheit & Pflege', 'health'], ['Trennung & Krise', 'crisis'], ['Ankommen', 'arrival'], ['Freizeit & Beteiligung', 'leisure'],
];
export interface Part {
  phase: string;
  key: string;
  cards: Card[];
}
export function byPhase(all: Card[], phaseOf: (card: Card) => string): Part[] {
  const known = PHASES.map(([phase, key]) => ({ phase, key, cards: all.filter((c) => phaseOf(c) === phase) }));
  const rest = { phase: '', key: 'more', cards: all.filter((c) => !PHASES.some(([phase]) => phase === phaseOf(c))) };
  return [...known, rest].filter((part) => part.cards.length > 0);
}

type Place = Exclude<keyof Groups, 'deadlines'>;
function placeOf(r: Result): Place {
  if (r.received) return 'received';
  if (r.verdict === 'no') return 'no';
  if (!money(r)) return 'besides';
  return r.verdict === 'yes' ? 'certain' : 'likely';
}

/** All cards in one walk: a large family has a thousand results, and nearly all of them say no and have no sum. */
function cards(results: Result[]): Record<Place, Card[]> {
  const out: Record<Place, Card[]> = { certain: [], likely: [], besides: [], received: [], no: [] };
  const known = new Map<string, Card[]>();
  for (const r of results) {
    const own = known.get(r.service) ?? [];
    if (!own.length) known.set(r.service, own);
    const same = own.find(({ results: [first] }) => first!.verdict === r.verdict && first!.received === r.received);
    if (same) {
      same.results.push(r);
      continue;
    }
    const card: Card = { service: r.service, title: r.title, key: `${r.service} ${r.verdict} ${r.received}`, results: [r] };
    own.push(card);
    out[placeOf(r)].push(card);
  }
  for (const place of ['certain', 'likely', 'besides', 'received'] as const)
    for (const card of out[place]) card.amount = total(card.results);
  return out;
}

/** The amounts of one service added up, exactly; none if one of them has none or the units differ. */
export function total(results: Result[]): Amount | undefined {
  const amounts = results.map((r) => r.amount);
  const first = amounts[0];
  if (!first || amounts.some((a) => !a || a.per !== first.per)) return undefined;
  const all = amounts as Amount[];
  return { min: add(all.map((a) => a.min)), max: add(all.map((a) => a.max)), per: first.per };
}

const SCALE = 10;
/** Adds decimal strings with integers, as the engine does. */
export function add(values: string[]): string {
  const sum = values.reduce((n, text) => n + units(text), 0n);
  const sign = sum < 0n ? '-' : '';
  const digits = (sum < 0n ? -sum : sum).toString().padStart(SCALE + 1, '0');
  const part = digits.slice(-SCALE).replace(/0+$/, '');
  return sign + digits.slice(0, -SCALE) + (part ? `.${part}` : '');
}
function units(text: string): bigint {
  const [, sign, whole, part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return 0n;
  const n = BigInt(whole + part.slice(0, SCALE).padEnd(SCALE, '0'));
  return sign ? -n : n;
}

/** How much an amount weighs when cards are put in order: by the month; what comes once counts as over three years. */
const WEIGHT: Record<Per, number> = { month: 1, year: 1 / 12, day: 1, once: 1 / 36 };

/** What one may get before what one may have to pay; then by amount, then by how little is missing. */
function byWorth(a: Card, b: Card): number {
  const cost = (c: Card) => Number(c.results[0]!.effect === 'cost');
  const worth = (c: Card) => Number(c.amount?.max ?? 0) * WEIGHT[c.amount?.per ?? 'month'];
  const few = (c: Card) => Math.min(...c.results.map((r) => r.missing.length));
  return cost(a) - cost(b) || worth(b) - worth(a) || few(a) - few(b);
}

function deadlines(results: Result[]): Due[] {
  const all = results
    .filter((r) => r.verdict !== 'no' && !r.received)
    .flatMap((r) => r.deadlines.map((d): Due => ({ ...d, service: r.service, title: r.title, for: [r.for] })));
  const out = new Map<string, Due>();
  for (const d of all.filter((one) => !one.missed)) {
    const key = JSON.stringify([d.service, d.text, d.until, d.certain]);
    const same = out.get(key);
    out.set(key, same ? together(same, d) : d);
  }
  const end = (d: Due) => d.until?.to ?? d.until?.from ?? '9999';
  return [...out.values()].sort((a, b) => end(a).localeCompare(end(b)));
}

/** The same deadline for two people: one entry, and waiting costs both amounts. */
function together(a: Due, b: Due): Due {
  const cost = a.cost && b.cost ? { ...a.cost, min: add([a.cost.min, b.cost.min]), max: add([a.cost.max, b.cost.max]) } : (a.cost ?? b.cost);
  return { ...a, for: [...a.for, ...b.for], ...(cost ? { cost } : {}) };
}

/** Missing facts of a card, each once, in order. */
export function missing(card: Card): { entity: string; fact: string }[] {
  const seen = new Set<string>();
  return card.results
    .flatMap((r) => r.missing)
    .filter(({ entity, fact }) => !seen.has(`${entity}.${fact}`) && seen.add(`${entity}.${fact}`));
}
