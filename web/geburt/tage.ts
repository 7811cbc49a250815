// Days as ISO strings: adding days, weeks' worth of days and months. A month that has no such day ends earlier.
import { addMonths, lastDay, pad, splitMonth } from '../familie/alter';

const MS_PER_DAY = 86_400_000;

export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * MS_PER_DAY).toISOString().slice(0, 10);
}
export const daysBetween = (a: string, b: string): number => Math.round((Date.parse(b) - Date.parse(a)) / MS_PER_DAY);
/** 31 January + 1 month = 28 February. */
export function addMonthsToDay(day: string, n: number): string {
  const month = addMonths(day.slice(0, 7), n);
  const [y, m] = splitMonth(month);
  return `${month}-${pad(Math.min(Number(day.slice(8, 10)), lastDay(y, m)))}`;
}
export const monthOf = (day: string): string => day.slice(0, 7);
export const earlier = (a: string, b: string): string => (a < b ? a : b);
