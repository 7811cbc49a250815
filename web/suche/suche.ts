// Search over the services on the device itself: what is typed never leaves it. It finds by title, the words that
// families use, and the sentences about a service, in German and in the language of the page; with slips of the finger,
// from the beginning of a word, and by the parts of German compounds. Ranks as the server does (src/catalogue/search.cpp):
// a rare word counts more than a common one, a title more than a sentence, and whoever fits all words comes first. Pure.
import type { ServiceWords } from '../motor/laden';
import type { Service } from '../motor/typen';
import { silent, slips, speaking, stem, words } from './woerter';

export type Findable = Pick<Service, 'id' | 'title' | 'brief' | 'keywords' | 'audience' | 'phase' | 'needs' | 'next_step' | 'cost'>;
export interface Hit<S> {
  service: S;
  score: number;
}

/** Where a word stands (the first word of a title says what the service is), and how much that says. */
const WEIGHT = { head: 1, title: 0.85, keyword: 0.9, brief: 0.5, rest: 0.25 };
type Where = keyof typeof WEIGHT;
/** A word that stands in a second place, too, says a little more. */
const AGAIN = 0.1;
/** How sure it is that a word of the catalogue is the word that was typed. */
const FIT = { same: 1, form: 0.85, begins: 0.8, part: 0.6, whole: 0.7 };
/** A slip is the more certain the longer the word; each further one costs. */
const slipped = (n: number, length: number) => Math.min(0.85, 0.55 + 0.025 * (length - 4)) - (n === 1 ? 0 : 0.15);
const SHORTEST_PART = 4;
const MOST_WORDS = 12;
/** How near the best a service must come to count as one that fits; and a digit alone says little. */
const ABOUT_AS_WELL = 0.7;
const ONE_SIGN = 0.5;
/** Hits far below the best are noise. */
const WORTH_SHOWING = 0.22;

type Places = Partial<Record<Where, number>>;

/** The words of one title or keyword: whoever types all of them means it. */
type Phrase = string[];
interface Entry<S> {
  service: S;
  phrases: Phrase[];
}

export class Search<S extends Findable> {
  #entries: Entry<S>[] = [];
  /** stem -> service -> how well it stands there, by place */
  #index = new Map<string, Map<number, Places>>();
  /** Whole words of titles and keywords: what compounds are made of. */
  #parts = new Set<string>();
  #known: { word: string; stem: string }[] = [];
  #foreign: boolean;
  #silent: Set<string>;
  #fits = new Map<string, Map<number, number>>();

  constructor(services: readonly S[], translated: Record<string, ServiceWords> = {}, language = 'de') {
    for (const s of services) for (const text of [s.title, s.audience ?? '', ...(s.keywords ?? [])]) for (const word of words(text)) if (word.length >= 3) this.#parts.add(word);
    this.#silent = silent(language);
    this.#foreign = language !== 'de' && language !== 'leicht';
    const seen = new Set<string>();
    services.forEach((service, at) => {
      const own = language === 'de' ? {} : (translated[service.id] ?? {});
      const phrases: Phrase[] = [];
      const add = (text: string | undefined, where: Where) => {
        if (!text) return;
        const all = speaking(text, this.#silent);
        if (where === 'head' || where === 'keyword') phrases.push(all.map(stem));
        all.forEach((word, i) => {
          const here = where === 'head' && i > 0 ? 'title' : where;
          this.#enter(word, at, here, 1, seen);
          for (const part of this.#split(word)) this.#enter(part, at, here, FIT.part, seen);
        });
      };
      // "Kindergeld (child benefit)" is two names.
      for (const title of [service.title, own.title ?? '']) for (const name of title.split(/[()]/)) add(name, 'head');
      for (const keyword of [...(service.keywords ?? []), ...(own.keywords ?? [])]) add(keyword, 'keyword');
      for (const brief of [service.brief, own.brief]) add(brief, 'brief');
      for (const text of [service.audience, service.phase, service.needs?.join(' '), service.next_step, own.next, own.cost, ...documents(own)]) add(text, 'rest');
      this.#entries.push({ service, phrases });
    });
  }

  #enter(word: string, at: number, where: Where, share: number, seen: Set<string>): void {
    const key = stem(word);
    if (!seen.has(word)) {
      seen.add(word);
      this.#known.push({ word, stem: key });
    }
    const services = this.#index.get(key) ?? new Map<number, Places>();
    const places = services.get(at) ?? {};
    places[where] = Math.max(share * WEIGHT[where], places[where] ?? 0);
    this.#index.set(key, services.set(at, places));
  }

  /** "kitabeitrag" -> ["kita", "beitrag"]; a joining s, n, en, es may stand between. */
  #split(word: string): string[] {
    for (let i = word.length - SHORTEST_PART; i >= SHORTEST_PART - 1; i--) {
      if (!this.#parts.has(word.slice(i))) continue;
      for (const joint of ['', 's', 'n', 'en', 'es']) {
        const head = word.slice(0, i - joint.length);
        if (head.length >= 3 && word.startsWith(joint, i - joint.length) && this.#parts.has(head)) return [head, word.slice(i)];
      }
    }
    return [];
  }

  /** Words of the catalogue that may be the typed one, each with how well it fits. */
  #alike(typed: string): Map<string, number> {
    const out = new Map<string, number>();
    const note = (key: string, fit: number) => out.set(key, Math.max(fit, out.get(key) ?? 0));
    const key = stem(typed);
    if (this.#index.has(key)) note(key, FIT.same);
    for (const known of this.#known) {
      const fit = fits(typed, key, known.word, known.stem, this.#foreign);
      if (fit > 0) note(known.stem, fit);
    }
    if (out.size === 0 || Math.max(...out.values()) < FIT.part) {
      const most = typed.length >= 9 ? 2 : typed.length >= 4 ? 1 : 0;
      for (let n = 1; n <= most; n++) {
        // Two slips make another word out of many; at least it begins alike.
        const near = this.#known.filter(({ word, stem }) => (n === 1 || word[0] === typed[0]) && (slips(typed, word, n) <= n || (stem.length >= 4 && slips(key, stem, n) <= n)));
        for (const { stem } of near) note(stem, slipped(n, typed.length));
        if (near.length) break;
      }
    }
    return out;
  }

  /** How well each service fits one typed word. */
  #fit(typed: string): Map<number, number> {
    const known = this.#fits.get(typed);
    if (known) return known;
    const best = new Map<number, Places>();
    for (const [key, fit] of this.#alike(typed))
      for (const [at, places] of this.#index.get(key)!) {
        const own = best.get(at) ?? {};
        for (const where of Object.keys(places) as Where[]) own[where] = Math.max(fit * places[where]!, own[where] ?? 0);
        best.set(at, own);
      }
    const out = new Map([...best].map(([at, places]) => [at, together(places)]));
    const [head, tail] = this.#split(typed);
    if (head && tail) {
      const [a, b] = [this.#fit(head), this.#fit(tail)];
      for (const [at, fit] of a) if (b.has(at)) out.set(at, Math.max(FIT.whole * Math.min(fit, b.get(at)!), out.get(at) ?? 0));
    }
    this.#fits.set(typed, out);
    return out;
  }

  find(query: string): Hit<S>[] {
    const typed = [...new Set(speaking(query, this.#silent))].slice(0, MOST_WORDS);
    const asked = typed.map((word) => {
      const fit = this.#fit(word);
      return { stem: stem(word), fit, weight: fit.size ? says(word, fit, this.#entries.length) : 0 };
    });
    const all = asked.reduce((sum, word) => sum + word.weight, 0);
    if (all === 0) return [];
    const hits = this.#entries.flatMap(({ service, phrases }, at) => {
      let [score, matched] = [0, 0];
      for (const { fit, weight } of asked) {
        const n = fit.get(at) ?? 0;
        score += n * weight;
        if (n > 0) matched += weight;
      }
      if (score === 0) return [];
      return [{ service, score: score * (0.4 + 0.6 * (matched / all)) + this.#meant(phrases, asked) }];
    });
    hits.sort((a, b) => b.score - a.score || a.service.title.localeCompare(b.service.title, 'de'));
    const best = hits[0]?.score ?? 0;
    return hits.filter((hit) => hit.score >= best * WORTH_SHOWING);
  }

  /** More for a title or keyword of which every word was typed. */
  #meant(phrases: Phrase[], asked: { stem: string; weight: number }[]): number {
    let best = 0;
    for (const phrase of phrases) {
      if (!phrase.length) continue;
      const hit = asked.filter((word) => phrase.includes(word.stem));
      if (new Set(hit.map((word) => word.stem)).size < new Set(phrase).size) continue;
      best = Math.max(best, hit.reduce((sum, word) => sum + word.weight, 0));
    }
    return 0.5 * best;
  }
}

/** How much it says that a service fits this word: the more, the fewer fit it about as well as the best does. */
function says(word: string, fit: Map<number, number>, all: number): number {
  const best = Math.max(...fit.values());
  const found = [...fit.values()].filter((n) => n >= ABOUT_AS_WELL * best).length;
  return Math.log(1 + (all - found + 0.5) / (found + 0.5)) * (word.length === 1 ? ONE_SIGN : 1);
}
function together(places: Places): number {
  const [first = 0, second = 0] = Object.values(places).sort((a, b) => b - a);
  return first + AGAIN * second;
}
const documents = (own: ServiceWords) => Object.values(own.documents ?? {}).map((d) => d.text);

/** How well a word of the catalogue fits the typed one; 0: not at all. */
function fits(typed: string, key: string, word: string, wordKey: string, foreign: boolean): number {
  if (key === wordKey) return FIT.same;
  if (typed.length >= 3 && word.startsWith(typed)) return FIT.begins * (0.6 + (0.4 * typed.length) / word.length);
  if (key.length >= 4 && word.startsWith(key)) return FIT.begins * (0.5 + (0.4 * key.length) / word.length);
  if (wordKey.length >= 4 && typed.startsWith(wordKey)) return FIT.begins * (0.3 + (0.6 * wordKey.length) / typed.length);
  if (key.length >= 4 && wordKey.endsWith(key)) return FIT.part * (0.4 + (0.6 * key.length) / wordKey.length);
  if (wordKey.length >= 5 && key.endsWith(wordKey)) return FIT.part * (0.3 + (0.6 * wordKey.length) / key.length);
  return foreign ? forms(typed, word) : 0;
}

/** Languages without a stemmer here: what shares its beginning and differs only in a short ending. */
function forms(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  const longer = Math.max(a.length, b.length);
  return n >= 4 && longer - n <= 3 && n / longer >= 0.6 ? FIT.form * (n / longer) : 0;
}
