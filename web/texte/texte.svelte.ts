// Messages of the interface: flat keys, {param} places, plural by the suffixes .one/.other (Intl.PluralRules).
// Texts of the engine are German; where the catalogue has a translation, `catalogue` supplies it.
import type { CatalogueTexts } from '../motor/laden';
import type { Choice, Fact } from '../motor/typen';
import de from './de.json';
import en from './en.json';

export type Key = keyof typeof de;
export type Language = 'de' | 'en';
export const LANGUAGES: { code: Language; name: string }[] = [
  { code: 'de', name: 'Deutsch' },
  { code: 'en', name: 'English' },
];
const messages: Record<Language, Record<string, string>> = { de, en };

export const words = $state({
  language: 'de' as Language,
  catalogue: {} as Record<string, CatalogueTexts>,
});

type Params = Record<string, string | number>;

export function t(key: Key, params?: Params): string {
  return fill(messages[words.language][key] ?? messages.de[key] ?? key, params);
}
/** Chooses `key.one` or `key.other` by the number n. */
export function tn(key: string, n: number, params?: Params): string {
  const form = new Intl.PluralRules(words.language).select(n) === 'one' ? 'one' : 'other';
  return t(`${key}.${form}` as Key, { n, ...params });
}
export const has = (key: string): key is Key => key in messages.de;

function fill(text: string, params?: Params): string {
  return params ? text.replace(/\{(\w+)\}/g, (all, name: string) => String(params[name] ?? all)) : text;
}

const translated = (fact: string) => words.catalogue[words.language]?.facts?.[fact];

export function factTexts(fact: Fact): { brief: string; question: string; help: string } {
  const other = translated(fact.name);
  const brief = other?.brief ?? fact.brief ?? fact.name.replaceAll('-', ' ');
  return { brief, question: other?.question ?? fact.question ?? brief, help: other?.help ?? fact.help ?? '' };
}
export const choiceLabel = (fact: Fact, choice: Choice): string =>
  translated(fact.name)?.choices?.[choice.value] ?? choice.label ?? choice.value;
export const serviceTitle = (id: string, title: string): string =>
  words.catalogue[words.language]?.services?.[id]?.title ?? title;
export const serviceBrief = (id: string, brief: string): string =>
  words.catalogue[words.language]?.services?.[id]?.brief ?? brief;

export const join = (parts: string[]): string =>
  new Intl.ListFormat(words.language, { type: 'conjunction' }).format(parts);
