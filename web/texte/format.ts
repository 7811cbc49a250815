// Numbers, money and days in the reader's language. Input are the engine's decimal strings and ISO days.
import type { Amount, Days, Per } from '../motor/typen';
import { perLanguage } from './intl';
import { t, tag as locale, words, type Key } from './texte.svelte';

const money = (digits: number) =>
  perLanguage((tag) => new Intl.NumberFormat(tag, { style: 'currency', currency: 'EUR', minimumFractionDigits: digits, maximumFractionDigits: digits }));
const wholeEuros = money(0);
const eurosAndCents = money(2);
const decimal = perLanguage((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 2 }));
const dated = (options: Intl.DateTimeFormatOptions) => perLanguage((tag) => new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' }));
const fullDay = dated({ day: 'numeric', month: 'long', year: 'numeric' });
const fullMonth = dated({ month: 'long', year: 'numeric' });
const nameOfMonth = dated({ month: 'long' });

export function euro(value: string | number): string {
  const n = Number(value);
  return (Number.isInteger(n) ? wholeEuros : eurosAndCents)(locale()).format(n);
}
export const plain = (value: string | number): string => decimal(locale()).format(Number(value));

/** "518 €" or "518 bis 813 €"; an amount that starts at nothing is "bis zu 813 €". */
export function span(amount: Pick<Amount, 'min' | 'max'>): string {
  const [min, max] = [Number(amount.min), Number(amount.max)];
  if (min === max) return euro(max);
  if (min === 0) return t('money.upTo', { max: euro(max) });
  return t('money.range', { min: words.language === 'de' ? euro(min).replace(/\s?€/, '') : euro(min), max: euro(max) });
}
export const per = (unit: Per | undefined): string => (unit && unit !== 'once' ? t(`per.${unit}` as Key) : '');
export const amountText = (amount: Amount): string => [span(amount), per(amount.per)].filter(Boolean).join(' ');

const utc = (iso: string) => new Date(`${iso.length === 7 ? `${iso}-01` : iso}T00:00:00Z`);
export const day = (iso: string): string => fullDay(locale()).format(utc(iso));
export const month = (iso: string): string => fullMonth(locale()).format(utc(iso));
export const monthName = (n: number): string => nameOfMonth(locale()).format(new Date(Date.UTC(2024, n - 1, 1)));

export function days({ from, to }: Days): string {
  if (from && to && from !== to) return t('days.between', { from: day(from), to: day(to) });
  return from || to ? day((to ?? from)!) : t('days.unknown');
}

/** Reads "1.234,50", "1234.5" or "1 234" as a number; null if it is none. */
export function readNumber(text: string): number | null {
  const trimmed = text.replace(/[\s€%]/g, '');
  if (!trimmed) return null;
  const german = /^\d{1,3}(\.\d{3})+(,\d+)?$|^\d+(,\d+)?$/.test(trimmed);
  const english = /^\d{1,3}(,\d{3})+(\.\d+)?$|^\d+(\.\d+)?$/.test(trimmed);
  if (german) return Number(trimmed.replaceAll('.', '').replace(',', '.'));
  return english ? Number(trimmed.replaceAll(',', '')) : null;
}
