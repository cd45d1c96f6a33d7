import { expect, it } from 'vitest';
import { backoffMs, MAX_ATTEMPTS } from './backoff.ts';

it('doubles from one second to two minutes', () => {
  const delays = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => backoffMs(index + 1) / 1_000);
  expect(delays).toEqual([1, 2, 4, 8, 16, 32, 64, 120, 120]);
});
