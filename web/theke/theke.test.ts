// The counter forgets when nobody is there.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GRACE_MS, QUIET_MS, Rest } from './ruhe';

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
