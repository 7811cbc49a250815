// The plan around a birth, made of the engine's answers for each month from pregnancy until the child is six
// months old. A step is a service of the catalogue in one stage; its dates are the service's own deadlines. No law
// here: only which part of life a service belongs to, and where on the way a date stands.
import { addMonths } from '../familie/alter';
import type { Id } from '../familie/typen';
import type { Days, Deadline, Document, FactRef, Match, Result, Service, Verdict } from '../motor/typen';
import { PLAN_MONTHS, type Arrival } from './kind';
import { addDays, addMonthsToDay, earlier, monthOf } from './tage';

export const STAGES = ['pregnant', 'weeks', 'week', 'three', 'six'] as const;
export type Stage = (typeof STAGES)[number];

/** Parts of life (`Lebenslage`) whose services are the way; others join with a deadline that the birth sets. */
const PHASES = new Set(['Schwangerschaft & Geburt', 'Baby & Kleinkind']);
const MONTHS_BEFORE = 8;
const LAST_WEEKS_DAYS = 56;
const FIRST_WEEK_DAYS = 7;
/** What has no near deadline is best done within this time after it becomes possible. */
const SOON_MONTHS = 2;

export interface Due extends Omit<Deadline, 'until'> {
  /** Absent where the deadline moves with every month: then only its words count. */
  until?: Days;
}
export interface Task {
  key: string;
  service: string;
  title: string;
  stage: Stage;
  verdict: Exclude<Verdict, 'no'>;
  received: boolean;
  for: Id[];
  /** The day it is sorted by. */
  at: string;
  deadlines: Due[];
  documents: Document[];
  missing: FactRef[];
  offices: string[];
  limits: string;
}
export interface NotFor {
  service: string;
  title: string;
  reason: string;
}
export interface Plan {
  stages: { stage: Stage; from: string; to: string; tasks: Task[] }[];
  not: NotFor[];
}

/** The months that the plan looks at, within what the rulebook knows from. */
export function monthsOf(about: Arrival, first: string): string[] {
  const out: string[] = [];
  const end = addMonths(monthOf(about.to), PLAN_MONTHS);
  for (let m = addMonths(monthOf(about.from), -MONTHS_BEFORE); m <= end; m = addMonths(m, 1)) if (m >= first) out.push(m);
  return out;
}

/** First and last day of each stage, reckoned from the earliest day of the birth. */
export function bounds({ from: birth }: Arrival): Record<Stage, { from: string; to: string }> {
  const weeks = addDays(birth, -LAST_WEEKS_DAYS);
  const week = addDays(birth, FIRST_WEEK_DAYS);
  const three = addMonthsToDay(birth, 3);
  return {
    pregnant: { from: addMonthsToDay(birth, -MONTHS_BEFORE), to: addDays(weeks, -1) },
    weeks: { from: weeks, to: birth },
    week: { from: birth, to: week },
    three: { from: addDays(week, 1), to: three },
    six: { from: addDays(three, 1), to: addMonthsToDay(birth, PLAN_MONTHS) },
  };
}

export function plan(matches: Match[], about: Arrival, who: Set<Id>, services: Service[]): Plan {
  const limits = bounds(about);
  const stageOf = (day: string): Stage | undefined => STAGES.find((s) => day <= limits[s].to);
  const tasks: Task[] = [];
  const not: NotFor[] = [];
  for (const service of services) {
    if (service.part_of) continue;
    const own = PHASES.has(service.phase ?? '');
    const all = seen(matches, service.id, who);
    const some = all.filter((s) => s.result.verdict !== 'no');
    if (!some.length) {
      const last = all.at(-1)?.result;
      if (own && last) not.push({ service: service.id, title: service.title, reason: reason(last) });
      continue;
    }
    const opens = firstDay(some[0]!.month, matches[0]!.month, about);
    const dated = deadlines(some).flatMap((due) => {
      const start = due.from?.from ?? opens;
      const at = earlier(due.until?.from ?? due.until?.to ?? '9999', addMonthsToDay(start, SOON_MONTHS));
      // A deadline after the plan's end is another story; one that moves every month belongs where the step is.
      const within = due.until && (due.until.from ?? due.until.to ?? '') <= limits.six.to;
      return within || !due.until ? [{ due, at, fixed: due.until !== undefined }] : [];
    });
    const fixed = dated.filter((d) => d.fixed);
    const child = some.some((s) => about.children.includes(s.result.for));
    if (!own && !(child && fixed.length)) continue;
    const places = new Map<Stage, { at: string; dues: Due[] }>();
    const put = (at: string, due?: Due): void => {
      const stage = stageOf(at);
      if (!stage) return;
      const place = places.get(stage) ?? { at, dues: [] };
      places.set(stage, { at: earlier(place.at, at), dues: due ? [...place.dues, due] : place.dues });
    };
    for (const { due, at } of fixed) put(at, due);
    if (!places.size) put(addMonthsToDay(opens, SOON_MONTHS));
    const moving = dated.filter((d) => !d.fixed).map((d) => d.due);
    for (const [stage, { at, dues }] of places)
      tasks.push(task(service, stage, at, [...dues, ...moving], some.map((s) => s.result), about));
  }
  const stages = STAGES.map((stage) => ({
    stage,
    ...limits[stage],
    tasks: tasks.filter((one) => one.stage === stage).sort((a, b) => a.at.localeCompare(b.at)),
  }));
  return { stages, not };
}

interface Seen {
  month: string;
  result: Result;
}
const seen = (matches: Match[], service: string, who: Set<Id>): Seen[] =>
  matches.flatMap(({ month, results }) =>
    results.filter((r) => r.service === service && who.has(r.for)).map((result) => ({ month, result })),
  );

/** A month's first day; in the month of the birth, the birth. */
function firstDay(month: string, first: string, about: Arrival): string {
  if (month === monthOf(about.from) && month !== first) return about.from;
  return `${month}-01`;
}

/** Each deadline once, with the earliest day it was given; without a day if it moves from month to month. */
function deadlines(some: Seen[]): Due[] {
  const out: Due[] = [];
  for (const text of new Set(some.flatMap((s) => s.result.deadlines.map((d) => d.text)))) {
    const given = some.flatMap(({ month, result }) => result.deadlines.filter((d) => d.text === text).map((d) => ({ month, d })));
    const months = new Set(given.map((g) => g.month)).size;
    const kinds = new Map(given.map(({ d }) => [JSON.stringify(d.until), d]));
    const perMonth = Math.max(...[...new Set(given.map((g) => g.month))].map((m) => new Set(given.filter((g) => g.month === m).map((g) => JSON.stringify(g.d.until))).size));
    const moves = months > 1 && kinds.size > perMonth && kinds.size >= months * perMonth;
    if (moves) {
      const { until: _, ...rest } = given[0]!.d;
      out.push(rest);
    } else out.push(...kinds.values());
  }
  return out;
}

function task(service: Service, stage: Stage, at: string, dues: Due[], results: Result[], about: Arrival): Task {
  const once = <T>(all: T[], key: (one: T) => string): T[] => [...new Map(all.map((one) => [key(one), one])).values()];
  const yes = results.some((r) => r.verdict === 'yes');
  return {
    key: `${about.children.join('+')} ${service.id} ${stage}`,
    service: service.id,
    title: service.title,
    stage,
    verdict: yes ? 'yes' : 'open',
    received: results.every((r) => r.received),
    for: [...new Set(results.map((r) => r.for))],
    at,
    deadlines: dues,
    documents: once(results.flatMap((r) => r.documents), (d) => d.text),
    missing: yes ? [] : once(results.flatMap((r) => r.missing), (m) => `${m.entity}.${m.fact}`),
    offices: [...new Set(results.flatMap((r) => r.offices))],
    limits: results[0]!.limits,
  };
}

const reason = (r: Result): string => (r.because.find((b) => b.value === 'no') ?? r.because[0])?.text ?? '';
