// Positions of bars, flags and markers; every expected number counted by hand from November 2026 = 0.
import { expect, it } from 'vitest';
import type { Family } from '../familie/typen';
import type { Event, Match, Result, Verdict } from '../motor/typen';
import { byMonth, concerned, layout, running, stacked, type Given } from './anordnung';

const euro = (min: string, max = min) => ({ min, max, per: 'month' as const });
const result = (more: Partial<Result>): Result => ({
  service: 'spielgeld', title: 'Spielgeld', for: 'mia', verdict: 'yes', received: false, effect: 'payment', amount: euro('50'),
  missing: [], because: [], deadlines: [], documents: [], offices: [], level: 'bund', ...more,
});
const event = (what: Event['what'], month: string, more: Partial<Event> = {}): Event => ({
  what, month, service: 'spielgeld', title: 'Spielgeld', for: 'mia', text: '', projected: false, ...more,
});
const state = (verdict: Verdict, min = '0', max = min) => ({ verdict, amount: euro(min, max) });
const family: Family = {
  households: { haus: {} },
  persons: {
    ich: { 'lives-in': 'haus', Geburtstag: '1990-01-01' },
    mia: { 'lives-in': 'haus', parents: ['ich'], Geburtstag: '2020-01-31' },
    ben: { 'lives-in': 'haus', parents: ['ich'], Geburtstag: { from: '2019-01-01', to: '2019-12-31' } },
    baby: { 'lives-in': 'haus', parents: ['ich'], due: '2027-02' },
  },
};
const plan = (results: Result[], events: Event[], more: Partial<Given> = {}) => {
  const match: Match = { month: '2026-11', results, questions: [], enough: true, total: { min: '0', max: '0' }, relevant: {}, offered: {}, projected: false, capped: false };
  return layout({ family, match, events, services: [], from: '2026-11', count: 36, until: '2027-02', ...more });
};

it('counts months over the turn of the year', () => {
  const { months, projected } = plan([], []);
  expect([months[0], months[1], months[2], months[35]]).toEqual(['2026-11', '2026-12', '2027-01', '2029-10']);
  expect(projected).toBe(3);
});

it('draws what runs today until it ends, with a new bar where the amount changes', () => {
  const { bands } = plan([result({})], [
    event('changes', '2027-01', { before: state('yes', '50'), after: state('yes', '50', '60') }),
    event('ends', '2028-11', { before: state('yes', '50', '60'), after: state('no') }),
  ]);
  expect(bands).toHaveLength(1);
  expect(bands[0]).toMatchObject({ group: 'certain', moves: true });
  expect(bands[0]!.lanes[0]!.bars.map((b) => [b.from, b.until, b.verdict, b.amount?.max, b.label])).toEqual([
    [0, 2, 'yes', '50', 'none'],
    [2, 24, 'yes', '60', 'in'],
  ]);
});

it('writes the amount beside a short bar where there is room', () => {
  const begins = event('begins', '2028-11', { before: state('no'), after: state('open', '0', '90') });
  const ends = (month: string) => event('ends', month, { before: state('open', '0', '90'), after: state('no') });
  const label = (...events: Event[]) => plan([], events).bands[0]!.lanes[0]!.bars[0]!;
  expect(label(begins, ends('2029-01'))).toMatchObject({ from: 24, until: 26, verdict: 'open', label: 'after' });
  expect(label({ ...begins, month: '2029-08' })).toMatchObject({ from: 33, until: 36, label: 'before' });
});

it('puts people with the same course on one line, others on a line of their own', () => {
  const ends = event('ends', '2028-02', { before: state('yes', '50'), after: state('no') });
  const { bands } = plan([result({}), result({ for: 'ben' }), result({ for: 'ich' })], [ends, { ...ends, for: 'ben' }]);
  expect(bands[0]!.lanes.map((lane) => lane.for)).toEqual([['mia', 'ben'], ['ich']]);
});

it('sorts into certain money, possible money, and help; what moves comes first', () => {
  const { bands } = plan(
    [
      result({ service: 'rat', effect: 'help', amount: undefined }), result({ service: 'vielleicht', verdict: 'open' }),
      result({ service: 'immer' }), result({ service: 'nie', verdict: 'no' }), result({}),
    ],
    [event('ends', '2027-03', { before: state('yes', '50'), after: state('no') })],
  );
  expect(bands.map((b) => `${b.service} ${b.group}`)).toEqual(['spielgeld certain', 'immer certain', 'vielleicht possible', 'rat help']);
});

it('flags deadlines once a month and merges them for several people; not for who receives it already', () => {
  const due = event('deadline', '2027-01', { text: 'Beantragen', day: { from: '2027-01-31', to: '2027-01-31' }, after: state('open') });
  const { bands, entries } = plan(
    [result({ verdict: 'open' }), result({ for: 'ben', verdict: 'open' }), result({ for: 'ich', received: true })],
    [due, { ...due, for: 'ben' }, { ...due, for: 'ich' }],
  );
  expect(bands[0]!.flags).toEqual([{ at: 2, certain: false }]);
  expect(entries.map((e) => [e.text, e.for, e.certain])).toEqual([['Beantragen', ['mia', 'ben'], false]]);
});

it('marks birthdays of children and births that are known to the month', () => {
  expect(plan([], []).markers).toEqual([
    { at: 2, person: 'mia', years: 7 }, { at: 3, person: 'baby', years: 0 }, { at: 14, person: 'mia', years: 8 },
    { at: 15, person: 'baby', years: 1 }, { at: 26, person: 'mia', years: 9 }, { at: 27, person: 'baby', years: 2 },
  ]);
});

it('stacks markers whose words would touch, and turns them round at the end', () => {
  const at = (n: number) => ({ at: n, person: 'mia', years: 1 });
  const found = stacked([at(0), at(2), at(6), at(33)], 36, 6).map((m) => [m.row, m.before]);
  expect(found).toEqual([[0, false], [1, false], [0, false], [0, true]]);
});

it('shows one person only', () => {
  const found = plan([result({}), result({ for: 'ben' })], [event('ends', '2027-03', { for: 'ben', after: state('no') })], { only: 'mia' });
  expect(found.bands[0]!.lanes.map((lane) => lane.for)).toEqual([['mia']]);
  expect(found.entries).toEqual([]);
  expect(found.markers.every((m) => m.person === 'mia')).toBe(true);
});

it('lists months in which something happens, and what runs in one', () => {
  const found = plan([result({})], [event('ends', '2027-04', { before: state('yes', '50'), after: state('no') })], { only: 'mia' });
  expect(byMonth(found).map((m) => m.month)).toEqual(['2026-11', '2027-01', '2027-04', '2028-01', '2029-01']);
  expect(running(found, 4).map((r) => [r.band.service, r.for])).toEqual([['spielgeld', ['mia']]]);
  expect(running(found, 5)).toEqual([]);
});

it('knows whom anything concerns, in the order of the drawing', () => {
  const match = { results: [result({ for: 'haus' }), result({ for: 'mia' }), result({ for: 'ben', verdict: 'no' })] } as Match;
  expect(concerned(family, match, [event('begins', '2027-01', { for: 'baby' })])).toEqual(['mia', 'baby', 'haus']);
});

it('names people on the first bar with room, and lists who gets the same once', () => {
  const change = event('changes', '2027-01', { before: state('yes', '50'), after: state('yes', '60') });
  const ends = event('ends', '2029-01', { for: 'ben', before: state('yes', '60'), after: state('no') });
  const found = plan([result({}), result({ for: 'ben' })], [change, { ...change, for: 'ben' }, ends]);
  expect(found.bands[0]!.lanes.map((lane) => lane.named)).toEqual([1, 1]);
  expect(running(found, 3).map((r) => [r.for, r.amount?.max])).toEqual([[['mia', 'ben'], '60']]);
});

it('shows an amount that may lie below nothing from nothing on', () => {
  expect(plan([result({ amount: euro('-5', '90') })], []).bands[0]!.lanes[0]!.bars[0]!.amount).toEqual(euro('0', '90'));
});
