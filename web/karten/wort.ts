// A value as people say it: "Ja", "620 €", "500 bis 700 €", "Hamm", "3. April 2024".
import { days, euro, plain, span } from '../texte/format';
import { choiceLabel, join, t } from '../texte/texte.svelte';
import type { Range, Value } from '../familie/typen';
import type { Fact } from '../motor/typen';
import { isRange } from './werte';

export function valueWords(fact: Fact, value: Value): string {
  if (value === null) return t('answer.unknown');
  if (typeof value === 'boolean') return t(value ? 'answer.yes' : 'answer.no');
  if (Array.isArray(value) || fact.type === 'choice') return join([value].flat().map((one) => answer(fact, String(one))));
  if (fact.type === 'day' || fact.type === 'month') return days(isRange(value) ? (value as Range<string>) : { from: String(value), to: String(value) });
  if (!isRange(value)) return number(fact, Number(value));
  const { from, to } = value as Range<number>;
  if (from !== undefined && to !== undefined && fact.type === 'money') return span({ min: String(from), max: String(to) });
  return [from === undefined ? '' : `${t('range.from')} ${number(fact, from)}`, to === undefined ? '' : `${t('range.to')} ${number(fact, to)}`].filter(Boolean).join(' ');
}

const answer = (fact: Fact, value: string) => {
  const choice = fact.choices?.find((c) => c.value === value);
  return choice ? choiceLabel(fact, choice) : value;
};
const number = (fact: Fact, n: number) => (fact.type === 'money' ? euro(n) : fact.type === 'share' ? `${plain(n)} %` : plain(n));
