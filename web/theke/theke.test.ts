// The counter: finding services by people's words, and forgetting when nobody is there.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GRACE_MS, QUIET_MS, Rest } from './ruhe';
import { find } from './suche';

const services = [
  { id: 'a', title: 'Spielgeld', brief: 'Geld für jedes Kind.', keywords: ['Kinderbonus', 'Grüße'] },
  { id: 'b', title: 'Geld für Schulsachen', brief: 'Zum Schulanfang.', keywords: [] },
  { id: 'c', title: 'Mietzuschuss', brief: 'Hilft bei der Miete.' },
];
const ids = (query: string) => find(services, query).map((s) => s.id);

it('finds by title first, then keyword, then sentence', () => {
  expect(ids('geld')).toEqual(['b', 'a']);
  expect(ids('bonus')).toEqual(['a']);
  expect(ids('MIETE')).toEqual(['c']);
  expect(ids('gruesse')).toEqual(['a']);
  expect(ids('kind geld')).toEqual(['a']);
  expect([ids(''), ids(' ,. '), ids('zebra')]).toEqual([[], [], []]);
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('asks after ten quiet minutes and forgets when nobody answers', () => {
  const [ask, end] = [vi.fn(), vi.fn()];
  const rest = new Rest(ask, end);
  vi.advanceTimersByTime(QUIET_MS - 1);
  rest.touch();
  vi.advanceTimersByTime(QUIET_MS - 1);
  expect(ask).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(ask).toHaveBeenCalledOnce();
  rest.touch();
  vi.advanceTimersByTime(GRACE_MS - 1);
  expect(end).not.toHaveBeenCalled();
  rest.goOn();
  vi.advanceTimersByTime(QUIET_MS + GRACE_MS);
  expect(ask).toHaveBeenCalledTimes(2);
  expect(end).toHaveBeenCalledOnce();
  rest.stop();
});

it('forgets at the first touch after a sleep', () => {
  const end = vi.fn();
  const rest = new Rest(() => undefined, end);
  vi.setSystemTime(Date.now() + QUIET_MS + GRACE_MS);
  rest.touch();
  expect(end).toHaveBeenCalledOnce();
  rest.stop();
});
