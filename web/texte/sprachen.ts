// The languages of the interface. German is always there; another one is fetched when somebody chooses it, so
// that nobody loads eight languages for the one they read. Each is a folder with the files of `de/`.
export const LANGUAGES = [
  { code: 'de', name: 'Deutsch', tag: 'de-DE', dir: 'ltr' },
  { code: 'leicht', name: 'Leichte Sprache', tag: 'de-simple', dir: 'ltr' },
  { code: 'en', name: 'English', tag: 'en-GB', dir: 'ltr' },
  { code: 'tr', name: 'Türkçe', tag: 'tr-TR', dir: 'ltr' },
  { code: 'uk', name: 'Українська', tag: 'uk-UA', dir: 'ltr' },
  { code: 'ar', name: 'العربية', tag: 'ar-u-nu-latn', dir: 'rtl' },
  { code: 'pl', name: 'Polski', tag: 'pl-PL', dir: 'ltr' },
  { code: 'ro', name: 'Română', tag: 'ro-RO', dir: 'ltr' },
  { code: 'ru', name: 'Русский', tag: 'ru-RU', dir: 'ltr' },
] as const;
export type Language = (typeof LANGUAGES)[number]['code'];
/** The language of a page by its `lang` attribute; German if we do not speak it. */
export const spoken = (lang: string): Language =>
  (LANGUAGES.find((l) => l.tag === lang) ?? LANGUAGES.find((l) => lang.startsWith(l.code)))?.code ?? 'de';
export const language = (code: string) => LANGUAGES.find((l) => l.code === code);

const files = import.meta.glob<Record<string, string>>(['./*/*.json', '!./de/*.json'], { import: 'default' });

export async function messagesOf(code: Language): Promise<Record<string, string>> {
  const own = Object.entries(files).filter(([path]) => path.startsWith(`./${code}/`));
  return Object.assign({}, ...(await Promise.all(own.map(([, load]) => load()))));
}
