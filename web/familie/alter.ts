// Ages without a clock: a birth is a range of days, the month is given, an age is a range of whole years.
// Days are ISO strings, so comparing strings compares days.
import { children, generations, me, parents } from './fragen';
import type { Birth, Family, Id, Person, Range } from './typen';

export type Stage =
  | 'unborn'
  | 'baby'
  | 'toddler'
  | 'kindergarten'
  | 'school'
  | 'teen'
  | 'adult'
  | 'senior';

export const pad = (n: number, width = 2) => String(n).padStart(width, '0');
export const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

export function splitMonth(month: string): [number, number] {
  const [y, m] = month.split('-').map(Number);
  return [y ?? 0, m ?? 1];
}
export function addMonths(month: string, n: number): string {
  const [y, m] = splitMonth(month);
  const total = y * 12 + (m - 1) + n;
  return `${pad(Math.floor(total / 12), 4)}-${pad((total % 12) + 1)}`;
}

export const isDay = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && realDay(text);
export const isMonth = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

function realDay(text: string): boolean {
  const [y, m, d] = text.split('-').map(Number) as [number, number, number];
  return m >= 1 && m <= 12 && d >= 1 && d <= lastDay(y, m);
}

/** First and last possible day of a birth. */
export function days(birth: Birth | undefined): Range<string> {
  if (!birth) return {};
  if (typeof birth !== 'string') return birth;
  if (isMonth(birth)) {
    const [y, m] = splitMonth(birth);
    return { from: `${birth}-01`, to: `${birth}-${pad(lastDay(y, m))}` };
  }
  return { from: birth, to: birth };
}

/** Everybody who is `years` old on some day of `month`. */
export function bornAtAge(years: number, month: string): Range<string> {
  const [y, m] = splitMonth(month);
  // Somebody of `years` on the month's first day was born after the same day, years + 1 ago.
  const from = `${pad(y - years - 1, 4)}-${pad(m)}-02`;
  const to = `${pad(y - years, 4)}-${pad(m)}-${pad(lastDay(y - years, m))}`;
  return { from, to };
}

function yearsBetween(birth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return birth.slice(5) > day.slice(5) ? years - 1 : years;
}

/** Youngest and oldest possible age on the month's last day; undefined when nothing is known. */
export function age(person: Person, month: string): { min: number; max: number } | undefined {
  if (person.due !== undefined) return undefined;
  const { from, to } = days(person.Geburtstag);
  if (!from || !to) return undefined;
  const [y, m] = splitMonth(month);
  const today = `${month}-${pad(lastDay(y, m))}`;
  return { min: yearsBetween(to, today), max: yearsBetween(from, today) };
}

/** The approximate age that somebody stated, read back from the range it became. */
export function statedAge(birth: Birth | undefined, month: string): number | undefined {
  if (!birth || typeof birth === 'string') return undefined;
  const { from, to } = birth;
  if (!from || !to) return undefined;
  const years = yearsBetween(to, `${month}-31`);
  return years >= 0 ? years : undefined;
}

/** How somebody is drawn. Where no birth is known, the place in the family decides. */
export function stage(family: Family, id: Id, month: string): Stage {
  const person = family.persons[id] ?? {};
  if (person.due !== undefined) return 'unborn';
  const known = age(person, month);
  if (known) return stageOfAge(statedAge(person.Geburtstag, month) ?? known.min);
  const grand = children(family, id).some((child) => children(family, child).length > 0);
  if (grand) return 'senior';
  const leaf = parents(family, id).length > 0 && children(family, id).length === 0;
  return leaf && (generations(family).get(id) ?? 0) > (generations(family).get(me(family)) ?? 0) ? 'school' : 'adult';
}

/**
 * The family as it is drawn: who stands there as a grown-up of unknown age is at least 18. Without this the
 * engine would have to allow for a baby where the picture shows a mother.
 */
export function asDrawn(family: Family, month: string): Family {
  const persons = Object.entries(family.persons).map(([id, person]): [Id, Person] => {
    const unknown = person.due === undefined && person.Geburtstag === undefined;
    const grown = unknown && ['adult', 'senior'].includes(stage(family, id, month));
    return [id, grown ? { ...person, Geburtstag: { to: bornAtAge(18, month).to! } } : person];
  });
  return { ...family, persons: Object.fromEntries(persons) };
}

export function stageOfAge(years: number): Stage {
  if (years < 1) return 'baby';
  if (years < 3) return 'toddler';
  if (years < 6) return 'kindergarten';
  if (years < 13) return 'school';
  if (years < 18) return 'teen';
  return years < 66 ? 'adult' : 'senior';
}
