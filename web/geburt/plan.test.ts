// Dates decide where a step stands; the family decides whose steps there are; what lies ahead joins what is known.
import { expect, it } from 'vitest';
import type { Family } from '../familie/typen';
import type { Event, Match, Result, Service } from '../motor/typen';
import { ahead } from './ausblick';
import { arrival, concerned } from './kind';
import { bounds, monthsOf, plan } from './plan';
import { addDays, addMonthsToDay } from './tage';

const family: Family = {
  households: { haus: {} },
  persons: { ich: { 'lives-in': 'haus' }, ole: { 'lives-in': 'haus', Geburtsmutter: true }, mia: { due: '2027-02-10', parents: ['ich', 'ole'] }, ben: { Geburtstag: '2020-01-01', parents: ['ich'] } },
};
const about = arrival(family, '2026-11')!;
const result = (service: string, who: string, more: Partial<Result> = {}): Result => ({ service, title: service, for: who, verdict: 'yes', received: false, effect: 'help', missing: [], because: [], deadlines: [], documents: [], offices: [], level: 'bund', ...more });
const match = (month: string, ...results: Result[]): Match => ({ month, results, questions: [], enough: true, total: { min: '0', max: '0' }, relevant: {}, offered: {}, projected: false, capped: false });
const on = (day: string) => ({ from: day, to: day });
const due = (text: string, day: string) => ({ text, until: on(day), certain: true, missed: false });
const services: Service[] = [
  { id: 'a', title: 'A', brief: '', phase: 'Schwangerschaft & Geburt' },
  { id: 'b', title: 'B', brief: '', phase: 'Baby & Kleinkind' },
  { id: 'c', title: 'C', brief: '', phase: 'Kita' },
  { id: 'd', title: 'D', brief: '', phase: 'Baby & Kleinkind', part_of: 'b' },
];
const none = { moving: new Set<string>(), bySameBirth: new Set<string>() };
const who = concerned(family, about);
const where = (months: Match[], more = none) => Object.fromEntries(plan({ months, ...more }, about, who, services).stages.map((s) => [s.stage, s.tasks.map((one) => one.service)]));

it('adds days and months', () => {
  expect([addDays('2027-02-10', 56), addDays('2027-01-01', -1), addMonthsToDay('2027-01-31', 1), addMonthsToDay('2027-02-10', -8)]).toEqual(['2027-04-07', '2026-12-31', '2027-02-28', '2026-06-10']);
});
it('is about the youngest child, puts who bears it first, and knows twins', () => {
  expect(about).toEqual({ children: ['mia'], parents: ['ole', 'ich'], from: '2027-02-10', to: '2027-02-10', born: false, came: false, vague: false });
  const twins = { ...family, persons: { ...family.persons, tom: { due: '2027-02-10', parents: ['ich'] } } };
  expect(arrival(twins, '2026-11')!.children).toEqual(['mia', 'tom']);
  expect(arrival({ ...family, persons: { ich: {}, ben: { Geburtstag: '2020-01-01' } } }, '2026-11')).toBeUndefined();
  expect(arrival({ ...family, persons: { ich: {}, x: { due: { from: '2026-11-01', to: '2027-08-28' } } } }, '2026-11')!.vague).toBe(true);
  expect([...who].sort()).toEqual(['familie', 'haus', 'ich', 'mia', 'ole']);
});
it('leaves out who was born to others, unless the day a child came counts like a birth', () => {
  const taken: Family = { ...family, persons: { ich: {}, mia: { Geburtstag: '2026-10-05', parents: ['ich'], Kindschaft: 'Pflegekind' }, tom: { Geburtstag: '2021-01-01', parents: ['ich'], Kindschaft: 'angenommen', 'aufgenommen-am': '2026-09' } } };
  expect(arrival(taken, '2026-11')).toBeUndefined();
  expect(arrival(taken, '2026-11', 6, true)).toEqual({ children: ['tom'], parents: ['ich'], from: '2026-09-01', to: '2026-09-30', born: true, came: true, vague: false });
});
it('looks at the months from pregnancy to six months, where rules are known', () => {
  expect([monthsOf(about, '2024-01').at(0), monthsOf(about, '2026-12').at(0), monthsOf(about, '2024-01').at(-1)]).toEqual(['2026-06', '2026-12', '2027-08']);
  expect(bounds(about).week).toEqual({ from: '2027-02-10', to: '2027-02-17' });
});
it('places a step by its deadline, else soon after it becomes possible', () => {
  const months = [match('2026-06', result('a', 'mia', { deadlines: [due('x', '2027-02-17')], verdict: 'no' })), match('2027-01', result('a', 'mia', { deadlines: [{ ...due('x', '2027-02-17'), from: on('2027-02-10') }] })), match('2027-02', result('b', 'ich'))];
  expect(where(months)).toEqual({ pregnant: [], weeks: [], week: ['a'], three: ['b'], six: [] });
});
it('lets other services in only with a deadline that the birth sets, and leaves parts and strangers out', () => {
  const months = [match('2027-02', result('c', 'mia', { deadlines: [due('k', '2027-08-10')] }), result('d', 'ich'), result('a', 'ben'))];
  expect(where(months).three).toEqual([]);
  expect(where(months, { ...none, bySameBirth: new Set(['k']) }).three).toEqual(['c']);
});
it('says why something is not for this family, and who may perhaps', () => {
  const months = [match('2027-02', result('a', 'ich', { verdict: 'no', because: [{ text: 'nicht verheiratet', value: 'no' }] }), result('b', 'ich'), result('b', 'ole', { verdict: 'open' }))];
  const made = plan({ months, ...none }, about, who, services);
  expect(made.not).toEqual([{ service: 'a', title: 'A', reason: 'nicht verheiratet' }]);
  const [b] = made.stages.flatMap((s) => s.tasks);
  expect([b!.verdict, b!.for, b!.perhaps]).toEqual(['yes', ['ich'], ['ole']]);
});
it('keeps the words of a deadline that moves every month, not its day', () => {
  const made = plan({ months: [match('2027-02', result('b', 'ich', { deadlines: [due('jeden Monat', '2027-02-28')] }))], moving: new Set(['jeden Monat']), bySameBirth: new Set() }, about, who, services);
  expect(made.stages.flatMap((s) => s.tasks)[0]!.deadlines.map((d) => [d.text, d.until])).toEqual([['jeden Monat', undefined]]);
});
it('turns what the timeline tells into answers, with the words of the same service', () => {
  const event = (what: Event['what'], month: string, more: Partial<Event>): Event => ({ what, month, service: 'b', title: 'B', for: 'ich', text: '', after: { verdict: 'yes' }, projected: false, ...more });
  const words = [result('b', 'ich', { documents: [{ text: 'Ausweis', certain: true }], deadlines: [{ ...due('f', '2026-12-01'), if_missed: 'schade' }] })];
  const told = ahead([event('begins', '2027-02', {}), event('deadline', '2027-05', { text: 'f', day: on('2027-05-09') }), event('ends', '2027-06', { after: { verdict: 'no' } }), event('deadline', '2027-05', { text: 'm', day: on('2027-05-31') })], words, new Set(['m']));
  expect(told.map((m) => [m.month, m.results[0]!.documents.length, m.results[0]!.deadlines])).toEqual([
    ['2027-02', 1, []],
    ['2027-05', 1, [{ text: 'f', until: on('2027-05-09'), certain: true, missed: false, if_missed: 'schade' }]],
  ]);
});
