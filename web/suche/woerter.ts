// Words as a search compares them: without case, accents and umlauts, "ae" like "ä", and cut down to the stem that
// their forms share. The same as on the server (src/catalogue/search.cpp), so that both find alike. Pure.
import silentWords from '../../src/catalogue/silent_words.txt?raw';

/** Letters that NFKD leaves whole. */
const LETTERS: Record<string, string> = { ß: 'ss', ł: 'l', ı: 'i', æ: 'a', œ: 'o', ø: 'o', ـ: '' };
const plain = (text: string): string =>
  text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/[ßłıæœøـ]/g, (c) => LETTERS[c]!);
/** "ae", "oe", "ue" as one writes without umlauts. Both sides of every comparison go through this, so "neue" loses nothing. */
const withoutDigraphs = (word: string): string => word.replace(/([aou])e/g, '$1');

/** "Übergang für Söhne!" -> ["ubergang", "fur", "sohne"]; "hartz4" is two words, "u7" is one. */
export const words = (text: string): string[] =>
  (plain(text).match(/[\p{L}\p{Nd}]+/gu) ?? []).flatMap((word) => word.replace(/(\p{L}{3})(\p{Nd})/gu, '$1 $2').split(' ')).map(withoutDigraphs);

/** Words that say nothing about what somebody looks for: the German ones on every page, and those of its language. */
export function silent(language: string): Set<string> {
  const lines = silentWords.split('\n').map((line) => line.split(':'));
  return new Set(lines.filter(([code]) => code === 'de' || code === language).flatMap(([, list]) => words(list ?? '')));
}
/** The words of a text without the silent ones; all of them where there are only such. */
export function speaking(text: string, quiet: Set<string>): string[] {
  const all = words(text);
  const loud = all.filter((word) => !quiet.has(word));
  return loud.length ? loud : all;
}

export function stem(word: string): string {
  if (/^[\u0600-\u06ff]/.test(word)) return arabic(word);
  return /^[a-z]/.test(word) ? latin(word) : word;
}

/** Endings of German words, and with them most of English and Romanian: after Weißweiler and Fraser, CISTEM (2017). */
function latin(word: string): string {
  let out = word;
  while (out.length > 3) {
    if (out.length > 5 && /(em|er|nd)$/.test(out)) out = out.slice(0, -2);
    else if (/[tesn]$/.test(out)) out = out.slice(0, -1);
    else break;
  }
  return out;
}

/** Article, particles, and the commonest endings: after Larkey, light10 (2007). */
function arabic(word: string): string {
  let out = word.replace(/[آأإٱ]/g, 'ا').replace(/ى/g, 'ي');
  const article = /^(وال|بال|كال|فال|ال|لل|و)/.exec(out)?.[0] ?? '';
  if (out.length - article.length >= 3) out = out.slice(article.length);
  for (;;) {
    const shorter = out.replace(/(ها|ان|ات|ون|ين|يه|ية|ه|ة|ي)$/, '');
    if (shorter === out || shorter.length < 3) return out;
    out = shorter;
  }
}

/** Slips of the finger between two words up to `limit` (then limit + 1): a letter wrong, missing, too many, or two swapped. */
export function slips(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      let n = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) n = Math.min(n, before[j - 2]! + 1);
      row.push(n);
      if (n < best) best = n;
    }
    if (best > limit) return limit + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length]!, limit + 1);
}
