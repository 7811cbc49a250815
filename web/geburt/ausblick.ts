// The engine answers fully only for months whose law is checked; beyond, its timeline says what begins and until
// when. Here both become one row of months for the plan. The words (documents, what a missed deadline means) come
// from the same family with the child already born in the last checked months; of those answers no date is used.
import { addMonths } from '../familie/alter';
import type { Family } from '../familie/typen';
import { failed, type Event, type Match, type Motor, type Result } from '../motor/typen';
import type { Arrival } from './kind';
import { lastMonth, monthsOf } from './plan';
import { addDays, daysBetween } from './tage';

export interface Outlook {
  months: Match[];
  /** Deadlines that move on with every month, and those that move with the birth. */
  moving: Set<string>;
  bySameBirth: Set<string>;
}

/** `until`: the first month whose law is not checked. */
export function outlook(motor: Motor, family: Family, about: Arrival, from: string, until: string): Outlook | undefined {
  const checked = addMonths(until, -1);
  const match = (month: string, birth?: string): Match[] => {
    const asked = { ...(birth ? bornOn(family, about, birth) : family), month };
    const answer = motor.answer('match', { family: asked, ask: false });
    return failed(answer) ? [] : [answer];
  };
  const known = monthsOf(about, from).filter((month) => month < until).flatMap((month) => match(month));
  if (!known.length) return undefined;
  const before = addMonths(checked, -1);
  const [early, now, later] = [match(before, `${before}-01`), match(checked, `${before}-01`), match(checked, `${checked}-01`)];
  const words = [...now, ...later, ...known].flatMap((m) => m.results);
  const start = known.at(-1)!.month;
  const span = monthsBetween(start, lastMonth(about)) + 1;
  const answer = span > 1 ? motor.answer('timeline', { family: { ...family, month: start }, months: span }) : { events: [] };
  const events = failed(answer) ? [] : answer.events.filter((e) => e.month > start);
  const moving = new Set([...known.slice(1).flatMap((m, i) => differing([known[i]!], [m])), ...differing(early, now)]);
  return { months: [...known, ...ahead(events, words, moving)], moving, bySameBirth: new Set(differing(now, later)) };
}

const monthsBetween = (a: string, b: string): number =>
  (Number(b.slice(0, 4)) - Number(a.slice(0, 4))) * 12 + Number(b.slice(5, 7)) - Number(a.slice(5, 7));

function bornOn(family: Family, about: Arrival, birth: string): Family {
  const persons = { ...family.persons };
  for (const id of about.children) {
    const { due: _, ...person } = persons[id]!;
    persons[id] = { ...person, Geburtstag: birth };
  }
  return { ...family, persons };
}

/** Texts of deadlines whose day is not the same in both answers. */
function differing(a: Match[], b: Match[]): string[] {
  const day = (all: Match[]) =>
    new Map(all.flatMap((m) => m.results.flatMap((r) => r.deadlines.map((d) => [`${r.service} ${r.for} ${d.text}`, d] as const))));
  const [first, second] = [day(a), day(b)];
  return [...first].flatMap(([key, d]) => {
    const other = second.get(key);
    return other && JSON.stringify(other.until) !== JSON.stringify(d.until) ? [d.text] : [];
  });
}

/** What the timeline tells, in the shape of answers for its months. */
export function ahead(events: Event[], words: Result[], moving: Set<string>): Match[] {
  const out = new Map<string, Map<string, Result>>();
  for (const e of events) {
    const verdict = e.after?.verdict ?? 'open';
    const deadline = e.what === 'deadline';
    if (verdict === 'no' || (deadline && (!e.day || moving.has(e.text)))) continue;
    const model = words.find((r) => r.service === e.service && r.for === e.for && r.verdict !== 'no') ?? words.find((r) => r.service === e.service && r.for === e.for);
    if (!model) continue;
    const month = out.get(e.month) ?? new Map<string, Result>();
    out.set(e.month, month);
    const key = `${e.service} ${e.for}`;
    const result = month.get(key) ?? { ...model, verdict, deadlines: [] };
    month.set(key, result);
    if (!deadline) continue;
    const said = words.filter((r) => r.service === e.service).flatMap((r) => r.deadlines).find((d) => d.text === e.text);
    const { from, cost: _, ...same } = said ?? { text: e.text, from: undefined };
    const length = from?.from && said?.until.from ? daysBetween(said.until.from, from.from) : undefined;
    // The day it opens only places the step; it is never shown.
    const opens = length !== undefined && e.day!.from ? { from: { from: addDays(e.day!.from, length) } } : {};
    result.deadlines.push({ ...same, ...opens, until: e.day!, certain: verdict === 'yes', missed: false });
  }
  return [...out].map(([month, results]): Match => ({ month, results: [...results.values()], questions: [], enough: false, total: { min: '0', max: '0' }, relevant: {}, offered: {}, projected: true, capped: false }));
}
