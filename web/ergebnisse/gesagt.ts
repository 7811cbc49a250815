// What somebody said of a fact, in words: "ja", "1.500 bis 2.000 €", "zur Miete". Pure.
import type { Value } from '../familie/typen';
import { isRange } from '../karten/werte';
import type { Fact } from '../motor/typen';
import { shown } from '../texte/saetze';

export function stated(fact: Fact, value: Value): string {
  const type = { text: '', type: fact.type, ...(fact.per ? { per: fact.per } : {}) };
  if (value === null) return shown({ ...type, type: 'yes-no', min: '0', max: '1' });
  if (typeof value === 'boolean') return shown({ ...type, min: value ? '1' : '0', max: value ? '1' : '0' });
  if (fact.type === 'choice') return shown({ ...type, members: Array.isArray(value) ? value : [String(value)] }, fact);
  const [from, to] = isRange(value) ? [value.from ?? fact.range?.from ?? 0, value.to ?? fact.range?.to ?? 0] : [value, value];
  return shown({ ...type, min: String(from), max: String(to) });
}
