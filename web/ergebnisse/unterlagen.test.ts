// One list of papers: each once, with all its services, the most useful first.
import { expect, it } from 'vitest';
import type { Match, Result } from '../motor/typen';
import { grouped, papers } from './unterlagen';

const result = (service: string, who: string, verdict: Result['verdict'], documents: Result['documents'], received = false): Result => ({
  service, title: service.toUpperCase(), for: who, verdict, received, effect: 'payment', missing: [], because: [], deadlines: [], documents, offices: [], level: 'bund',
});
const paper = (text: string, certain = true, where?: string) => ({ text, certain, ...(where ? { where } : {}) });
const match = { results: [
  result('a', 'mia', 'yes', [paper('Ausweis'), paper('Urkunde')]),
  result('a', 'ben', 'yes', [paper('Urkunde', true, 'Standesamt')]),
  result('b', 'mia', 'open', [paper('Urkunde'), paper('Lohn')]),
  result('c', 'mia', 'no', [paper('Zeugnis')]),
  result('d', 'mia', 'yes', [paper('Bescheid')], true),
] } as unknown as Match;

it('lists each paper once, with what it is good for and for whom', () => {
  const all = papers(match);
  expect(all.map((p) => p.text)).toEqual(['Urkunde', 'Ausweis', 'Lohn']);
  expect(all[0]).toEqual({ text: 'Urkunde', where: 'Standesamt', certain: true, services: [{ id: 'a', title: 'A' }, { id: 'b', title: 'B' }], for: ['mia', 'ben'] });
  expect(all.map((p) => p.certain)).toEqual([true, true, false]);
});
it('groups by how much a paper settles', () => {
  const { several, one } = grouped(papers(match));
  expect([several.length, one.length]).toEqual([1, 2]);
});
