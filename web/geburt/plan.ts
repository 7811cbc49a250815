// The plan around a birth, made of the engine's answers for each month from pregnancy until the child is six
// months old. A step is a service of the catalogue in one stage; its dates are the service's own deadlines. No law
// here: only which part of life a service belongs to, and where on the way a date stands.
import { addMonths } from '../familie/alter';
import type { Id } from '../familie/typen';
import type { Days, Deadline, Document, FactRef, Match, Result, Service, Verdict } from '../motor/typen';
import type { Outlook } from './ausblick';
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
  /** Those for whom it is still open while it is certain for others. */
  perhaps: Id[];
  /** Whether an earlier stage has a step of the same service: then what to do was said there. */
  again: boolean;
  /** The day it is sorted by. */
  at: string;
  deadlines: Due[];
  documents: Document[];
  missing: FactRef[];
  offices: string[];
}
/** Help and open questions without a deadline wait: on paper the plan keeps to one page and says so. */
export const waits = (task: Pick<Task, 'deadlines' | 'verdict'>, service: Pick<Service, 'effect'> | undefined): boolean =>
  task.deadlines.length === 0 && (service?.effect === 'help' || task.verdict === 'open');

export interface NotFor {
  service: string;
  title: string;
  reason: string;
}
export interface Plan {
  stages: { stage: Stage; from: string; to: string; tasks: Task[] }[];
  not: NotFor[];
}

export const lastMonth = (about: Arrival): string => addMonths(monthOf(about.to), PLAN_MONTHS);
/** The months that the plan looks at, within what the rulebook knows from. */
export function monthsOf(about: Arrival, first: string): string[] {
  const out: string[] = [];
  const end = lastMonth(about);
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

export function plan({ months: matches, moving, bySameBirth }: Outlook, about: Arrival, who: Set<Id>, services: Service[]): Plan {
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
    const dated = deadlines(some, moving).flatMap((due) => {
      const start = due.from?.from ?? opens;
      const at = earlier(due.until?.from ?? due.until?.to ?? '9999', addMonthsToDay(start, SOON_MONTHS));
      // A deadline after the plan's end is another story; one that moves every month belongs where the step is.
      const within = due.until && (due.until.from ?? due.until.to ?? '') <= limits.six.to;
      return within || !due.until ? [{ due, at, fixed: due.until !== undefined }] : [];
    });
    const fixed = dated.filter((d) => d.fixed && (own || bySameBirth.has(d.due.text)));
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
    const loose = dated.filter((d) => !d.fixed).map((d) => d.due);
    const [first, ...rest] = [...places].sort(([, a], [, b]) => a.at.localeCompare(b.at));
    const results = some.map((s) => s.result);
    for (const [stage, { at, dues }] of first ? [first, ...rest] : [])
      tasks.push(task(service, stage, at, [...dues.sort(byDay), ...(stage === first![0] ? loose : [])], results, about, stage !== first![0]));
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

/** Each deadline once; without a day if it moves on with every month. */
function deadlines(some: Seen[], moving: Set<string>): Due[] {
  const all = new Map<string, Due>();
  for (const { result } of some)
    for (const { until, ...rest } of result.deadlines) {
      const due: Due = moving.has(rest.text) ? rest : { ...rest, until };
      const key = JSON.stringify([due.text, due.until]);
      if (!all.has(key)) all.set(key, due);
    }
  return [...all.values()];
}

function task(service: Service, stage: Stage, at: string, dues: Due[], results: Result[], about: Arrival, again: boolean): Task {
  const once = <T>(all: T[], key: (one: T) => string): T[] => [...new Map(all.map((one) => [key(one), one])).values()];
  const yes = results.some((r) => r.verdict === 'yes');
  const people = new Set(results.filter((r) => !yes || r.verdict === 'yes').map((r) => r.for));
  return {
    key: `${about.children.join('+')} ${service.id} ${stage}`,
    service: service.id,
    title: service.title,
    stage,
    verdict: yes ? 'yes' : 'open',
    received: results.every((r) => r.received),
    for: [...people],
    perhaps: yes ? [...new Set(results.map((r) => r.for))].filter((id) => !people.has(id)) : [],
    again,
    at,
    deadlines: dues,
    documents: once(results.flatMap((r) => r.documents), (d) => d.text),
    missing: yes ? [] : once(results.flatMap((r) => r.missing), (m) => `${m.entity}.${m.fact}`),
    offices: [...new Set(results.flatMap((r) => r.offices))],
  };
}

const byDay = (a: Due, b: Due) => (a.until?.from ?? '').localeCompare(b.until?.from ?? '');
const reason = (r: Result): string => (r.because?.find((b) => b.value === 'no') ?? r.because?.[0])?.text ?? '';
