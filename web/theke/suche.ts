// Finds services by the words that people use: every word must appear, in the title, a keyword or the sentence
// about it. "ä" and "ae" are the same, so are upper and lower case. Pure.
import type { Service } from '../motor/typen';

export const fold = (text: string): string =>
  text.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '');

type Found = Pick<Service, 'id' | 'title' | 'brief' | 'keywords'>;

export function find<S extends Found>(services: readonly S[], query: string): S[] {
  const words = fold(query).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (!words.length) return [];
  const rated = services.map((service) => ({ service, score: Math.min(...words.map((word) => rate(service, word))) }));
  return rated.filter((r) => r.score > 0).sort((a, b) => b.score - a.score || a.service.title.localeCompare(b.service.title, 'de')).map((r) => r.service);
}

function rate({ title, brief, keywords = [] }: Found, word: string): number {
  const name = fold(title);
  if (name.startsWith(word)) return 4;
  if (name.includes(word)) return 3;
  if (keywords.some((k) => fold(k).includes(word))) return 2;
  return fold(brief).includes(word) ? 1 : 0;
}
