// The picture of the coming years as positions: what runs today (match) and what happens then (events) become
// bands with bars, markers and entries. Positions are whole months counted from the first. Pure: no words, no law.
import { days } from '../familie/alter';
import type { Family, Id } from '../familie/typen';
import type { Amount, Effect, Event, Match, Result, Service, Verdict } from '../motor/typen';

export interface Bar {
  from: number;
  until: number;
  verdict: Exclude<Verdict, 'no'>;
  amount?: Amount;
  /** Where its amount is written: inside, beside it where nothing else stands, or nowhere. */
  label: 'in' | 'after' | 'before' | 'none';
}
/** One line of bars, for everybody for whom they are the same. */
export interface Lane {
  for: Id[];
  received: boolean;
  bars: Bar[];
  /** The bar on which their names stand: the first one with room, or the longest. */
  named: number;
}
export type Group = 'certain' | 'possible' | 'help';
export interface Flag {
  at: number;
  certain: boolean;
}
export interface Band {
  service: string;
  title: string;
  effect: Effect;
  group: Group;
  lanes: Lane[];
  flags: Flag[];
  /** Does anything begin, end, change or fall due? */
  moves: boolean;
}
/** What happens in a month, once for everybody whom it concerns in the same way. */
export type Entry = Omit<Event, 'for'> & { key: string; for: Id[]; effect: Effect; certain: boolean };
export interface Marker {
  at: number;
  person: Id;
  /** 0 is the birth. */
  years: number;
}
export interface Plan {
  months: string[];
  /** The first month under law that nobody has enacted yet. */
  projected: number;
  bands: Band[];
  markers: Marker[];
  entries: Entry[];
}
export interface Given {
  family: Family;
  match: Match;
  events: Event[];
  services: Service[];
  from: string;
  count: number;
  /** The first month after the checked law. */
  until: string;
  /** Only what concerns this one. */
  only?: Id | null;
}

/** So many months a written amount needs. */
export const LABEL_MONTHS = 7;
const GROUPS: Group[] = ['certain', 'possible', 'help'];
const isMoney = (effect: Effect) => effect === 'payment' || effect === 'saving' || effect === 'cost';

const index = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const monthAt = (n: number): string => `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`;

export function layout(given: Given): Plan {
  const first = index(given.from);
  const effects = new Map(given.services.map((s) => [s.id, s.effect ?? 'help']));
  for (const r of given.match.results) effects.set(r.service, r.effect);
  const concerns = (id: Id) => !given.only || id === given.only;
  const results = given.match.results.filter((r) => concerns(r.for));
  const received = new Set(results.filter((r) => r.received).map((r) => `${r.service} ${r.for}`));
  // Who receives it already need not be reminded to apply; the results beside the drawing say the same.
  const events = given.events.filter((e) => concerns(e.for) && !(e.what === 'deadline' && received.has(`${e.service} ${e.for}`)));
  const entries = merged(events, effects);
  return {
    months: Array.from({ length: given.count }, (_, i) => monthAt(first + i)),
    projected: Math.min(given.count, Math.max(0, index(given.until) - first)),
    bands: bands(results, events, effects, first, given.count),
    markers: markers(given.family, first, given.count).filter((m) => concerns(m.person)),
    entries,
  };
}

interface Course {
  service: string;
  title: string;
  for: Id;
  received: boolean;
  bars: Bar[];
}

/** What each service does for each entity over all months. */
function courses(results: Result[], events: Event[], first: number, count: number): Course[] {
  const all = new Map<string, Course>();
  const course = (service: string, title: string, of: Id, received = false): Course => {
    const key = `${service} ${of}`;
    if (!all.has(key)) all.set(key, { service, title, for: of, received, bars: [] });
    return all.get(key)!;
  };
  const turn = (c: Course, at: number, now?: { verdict: Verdict; amount?: Amount }) => {
    const last = c.bars.at(-1);
    if (last && last.until > at) last.until = at;
    if (last && last.from === last.until) c.bars.pop();
    if (now && now.verdict !== 'no' && at < count) c.bars.push({ from: at, until: count, verdict: now.verdict, amount: worth(now.amount), label: 'none' });
  };
  for (const r of results) if (r.verdict !== 'no') turn(course(r.service, r.title, r.for, r.received), 0, r);
  for (const e of events) if (e.what !== 'deadline') turn(course(e.service, e.title, e.for), index(e.month) - first, e.after);
  return [...all.values()].filter((c) => c.bars.length);
}
/** An amount worth writing; what may lie below nothing is shown from nothing on, as in the sum of the results. */
export const worth = (amount?: Amount): Amount | undefined =>
  amount && Number(amount.max) > 0 ? (Number(amount.min) < 0 ? { ...amount, min: '0' } : amount) : undefined;

function bands(results: Result[], events: Event[], effects: Map<string, Effect>, first: number, count: number): Band[] {
  const all = new Map<string, Band>();
  for (const c of courses(results, events, first, count)) {
    const effect = effects.get(c.service) ?? 'help';
    const band = all.get(c.service) ?? { service: c.service, title: c.title, effect, group: 'help', lanes: [], flags: [], moves: false };
    all.set(c.service, band);
    const same = band.lanes.find((lane) => lane.received === c.received && JSON.stringify(lane.bars) === JSON.stringify(c.bars));
    if (same) same.for.push(c.for);
    else band.lanes.push({ for: [c.for], received: c.received, bars: c.bars, named: named(c.bars) });
  }
  for (const e of events) if (e.what === 'deadline') flag(all.get(e.service), index(e.month) - first, e);
  for (const band of all.values()) finish(band, count);
  return [...all.values()].sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || Number(most(b) > 0) - Number(most(a) > 0) || Number(b.moves) - Number(a.moves) || start(a) - start(b) || most(b) - most(a));
}
function named(bars: Bar[]): number {
  const length = (bar: Bar) => bar.until - bar.from;
  const roomy = bars.findIndex((bar) => length(bar) >= 2 * LABEL_MONTHS);
  return roomy >= 0 ? roomy : bars.findIndex((bar) => length(bar) === Math.max(...bars.map(length)));
}
const start = (band: Band) => Math.min(...band.lanes.map((lane) => lane.bars[0]!.from));
const most = (band: Band) => Math.max(...band.lanes.flatMap((lane) => lane.bars.map((bar) => Number(bar.amount?.max ?? 0))));

function flag(band: Band | undefined, at: number, event: Event): void {
  if (!band) return;
  const certain = event.after?.verdict === 'yes';
  const there = band.flags.find((f) => f.at === at);
  if (there) there.certain ||= certain;
  else band.flags.push({ at, certain });
}

function finish(band: Band, count: number): void {
  const bars = band.lanes.flatMap((lane) => lane.bars);
  const yes = bars.some((bar) => bar.verdict === 'yes');
  band.group = !isMoney(band.effect) ? 'help' : yes ? 'certain' : 'possible';
  band.moves = band.flags.length > 0 || bars.some((bar) => bar.from > 0 || bar.until < count);
  for (const lane of band.lanes) for (const [i, bar] of lane.bars.entries()) bar.label = labelOf(bar, lane.bars[i - 1], lane.bars[i + 1], count);
}

function labelOf(bar: Bar, before: Bar | undefined, after: Bar | undefined, count: number): Bar['label'] {
  if (!bar.amount) return 'none';
  if (bar.until - bar.from >= LABEL_MONTHS) return 'in';
  if ((after ? after.from : count) - bar.until >= LABEL_MONTHS) return 'after';
  return bar.from - (before?.until ?? 0) >= LABEL_MONTHS ? 'before' : 'none';
}

/** The same event of several people becomes one entry; within a month what has a day and what is certain comes first. */
function merged(events: Event[], effects: Map<string, Effect>): Entry[] {
  const all = new Map<string, Entry>();
  for (const e of events) {
    const { for: of, text, ...rest } = e;
    // The engine's own sentence names the person; of a deadline it is the deadline's name.
    const key = JSON.stringify([rest, e.what === 'deadline' ? text : '']);
    const same = all.get(key);
    if (same) same.for.push(of);
    else all.set(key, { ...rest, text, key, for: [of], effect: effects.get(e.service) ?? 'help', certain: isCertain(e) });
  }
  const rank = (e: Entry) => (e.what === 'deadline' ? 0 : 1);
  const end = (e: Entry) => e.day?.from ?? e.day?.to ?? '';
  return [...all.values()].sort(
    (a, b) => a.month.localeCompare(b.month) || Number(b.certain) - Number(a.certain) || rank(a) - rank(b) || end(a).localeCompare(end(b)),
  );
}
function isCertain(e: Event): boolean {
  return e.after?.verdict === 'yes' || (e.what !== 'deadline' && e.before?.verdict === 'yes');
}

const GROWN = 18;

/** Birthdays of the children, and births, if they are known to the month. */
function markers(family: Family, first: number, count: number): Marker[] {
  const found: Marker[] = [];
  for (const [person, { parents, due, Geburtstag }] of Object.entries(family.persons)) {
    const { from, to } = days(due ?? Geburtstag);
    if (!parents?.length || !from || from.slice(0, 7) !== to?.slice(0, 7)) continue;
    const born = index(from);
    for (let at = 0; at < count; at++) {
      const months = first + at - born;
      if (months >= 0 && months % 12 === 0 && months / 12 <= GROWN) found.push({ at, person, years: months / 12 });
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

/** Markers in as few rows as their words need; near the end the words stand before the mark. */
export function stacked(markers: Marker[], count: number, width: number): (Marker & { row: number; before: boolean })[] {
  const ends: number[] = [];
  return markers.map((m) => {
    const before = m.at + width > count;
    const from = before ? m.at + 1 - width : m.at;
    const free = ends.findIndex((end) => end <= from);
    const row = free < 0 ? ends.length : free;
    ends[row] = from + width;
    return { ...m, row, before };
  });
}

/** Months in which something happens, with what happens; the first one is always there. */
export function byMonth(plan: Plan): { month: string; at: number; entries: Entry[]; markers: Marker[] }[] {
  return plan.months
    .map((month, at) => ({ month, at, entries: plan.entries.filter((e) => e.month === month), markers: plan.markers.filter((m) => m.at === at) }))
    .filter((m) => m.at === 0 || m.entries.length || m.markers.length);
}

export interface Running {
  key: string;
  band: Band;
  for: Id[];
  received: boolean;
  amount?: Amount;
}
/** The money that runs for certain in a month, once for everybody who gets the same. */
export function running(plan: Plan, at: number): Running[] {
  const all = new Map<string, Running>();
  for (const band of plan.bands.filter((b) => isMoney(b.effect)))
    for (const { for: of, received, bars } of band.lanes) {
      const bar = bars.find((b) => b.from <= at && at < b.until);
      if (bar?.verdict !== 'yes') continue;
      const key = JSON.stringify([band.service, received, bar.amount]);
      const same = all.get(key);
      if (same) same.for.push(...of);
      else all.set(key, { key, band, for: [...of], received, amount: bar.amount });
    }
  return [...all.values()];
}

/** Everybody whom anything concerns: persons first, in the order of the drawing. */
export function concerned(family: Family, match: Match, events: Event[]): Id[] {
  const all = new Set([...match.results.filter((r) => r.verdict !== 'no').map((r) => r.for), ...events.map((e) => e.for)]);
  const order = [...Object.keys(family.persons), ...Object.keys(family.households)];
  const place = (id: Id) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...all].sort((a, b) => place(a) - place(b));
}
