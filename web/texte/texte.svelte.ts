// Messages of the interface: flat keys, {param} places, plural by the suffixes of Intl.PluralRules (.one/.few/.many/.other).
// Texts of the engine are German; where the catalogue has a translation, `catalogue` supplies it.
import type { CatalogueTexts, ServiceWords } from '../motor/laden';
import type { Choice, Fact } from '../motor/typen';
import de from './de/index';
import { perLanguage } from './intl';
import { language, messagesOf, type Language } from './sprachen';

export { LANGUAGES, type Language } from './sprachen';
export type Key = keyof typeof de;

export const words = $state({
  language: 'de' as Language,
  messages: de as Record<string, string>,
  catalogue: {} as CatalogueTexts,
});
/** BCP 47 tag for Intl and writing direction of the language in use. */
export const tag = (): string => language(words.language)!.tag;
/** The same page in the language in use: every language but German has a folder of its own. */
export const to = (path: string): string => (words.language === 'de' ? path : `/${words.language}${path}`);
export const direction = (): 'ltr' | 'rtl' => language(words.language)!.dir;

let fetchTexts: (code: Language) => Promise<CatalogueTexts> = async () => ({});
/** Where the catalogue's translations come from; the page says it once, when it knows their addresses. */
export const catalogueFrom = (source: typeof fetchTexts): void => void (fetchTexts = source);

let plain: CatalogueTexts = {};
/** The short texts of all services in the language in use, as they came, for whoever reads them all at once. */
export const allServiceWords = (): Record<string, ServiceWords> => (void words.language, plain.services ?? {});

let latest = 0;
/** Switches as soon as all texts of the language are there; an older wish never overtakes a newer one. */
export async function speak(code: Language): Promise<void> {
  const mine = ++latest;
  const [messages, catalogue] = code === 'de' ? [de, {}] : await Promise.all([messagesOf(code), fetchTexts(code)]);
  if (mine !== latest) return;
  plain = catalogue;
  Object.assign(words, { language: code, messages: { ...de, ...messages }, catalogue });
}

type Params = Record<string, string | number>;

export function t(key: Key, params?: Params): string {
  return fill(words.messages[key] ?? key, params);
}
const plural = perLanguage((tag) => new Intl.PluralRules(tag));
/** Chooses the form of `key` for the number n, as the language counts. */
export function tn(key: string, n: number, params?: Params): string {
  const form = plural(tag()).select(n);
  const chosen = [`${key}.${form}`, `${key}.other`, `${key}.one`].find((k) => k in words.messages) ?? key;
  return t(chosen as Key, { n, ...params });
}
export const has = (key: string): key is Key => key in de;

function fill(text: string, params?: Params): string {
  return params ? text.replace(/\{(\w+)\}/g, (all, name: string) => String(params[name] ?? all)) : text;
}

const translated = (fact: string) => words.catalogue.facts?.[fact];
/** Whether the words of a fact are in the language in use. */
export const translatedFact = (fact: string): boolean => words.language === 'de' || translated(fact)?.brief !== undefined;

export function factTexts(fact: Fact): { brief: string; question: string; help: string } {
  const other = translated(fact.name);
  const brief = other?.brief ?? fact.brief ?? fact.name.replaceAll('-', ' ');
  return { brief, question: other?.question ?? fact.question ?? brief, help: other?.help ?? fact.help ?? '' };
}
export const choiceLabel = (fact: Fact, choice: Choice): string =>
  translated(fact.name)?.choices?.[choice.value] ?? choice.label ?? choice.value;
export const serviceTitle = (id: string, title: string): string =>
  words.catalogue.services?.[id]?.title ?? title;
export const serviceBrief = (id: string, brief: string): string =>
  words.catalogue.services?.[id]?.brief ?? brief;
/** A short text of a service in the language in use, or undefined where only the German one is there. */
export function catalogueWord(id: string, choose: (words: ServiceWords) => string | undefined): string | undefined {
  const own = words.catalogue.services?.[id];
  return own && choose(own);
}
export const serviceNext = (id: string) => catalogueWord(id, (w) => w.next);
export const serviceCost = (id: string) => catalogueWord(id, (w) => w.cost);
export const deadlineText = (id: string, german: string) => catalogueWord(id, (w) => w.deadlines?.[german]?.text);
export const deadlineMissed = (id: string, german: string) => catalogueWord(id, (w) => w.deadlines?.[german]?.missed);
export const documentText = (id: string, german: string) => catalogueWord(id, (w) => w.documents?.[german]?.text);
export const documentWhere = (id: string, german: string) => catalogueWord(id, (w) => w.documents?.[german]?.where);

const conjunction = perLanguage((tag) => new Intl.ListFormat(tag, { type: 'conjunction' }));
export const join = (parts: string[]): string => (parts.length > 1 ? conjunction(tag()).format(parts) : (parts[0] ?? ''));
