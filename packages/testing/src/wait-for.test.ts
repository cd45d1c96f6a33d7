import { expect, test } from 'vitest';
import { waitFor } from './wait-for.ts';

test('gives what the condition answers once it holds', async () => {
  let asked = 0;
  expect(await waitFor(() => { asked += 1; return asked === 3 && 'third'; })).toBe('third');
  expect(asked).toBe(3);
});

test('zero and the empty text hold', async () => {
  expect(await waitFor(() => 0)).toBe(0);
  expect(await waitFor(() => '')).toBe('');
});

test('a condition that throws does not hold yet', async () => {
  let asked = 0;
  await waitFor(() => {
    asked += 1;
    if (asked < 3) throw new Error('not yet');
    return true;
  });
  expect(asked).toBe(3);
});

test('time is up: says what was waited for, and why not', async () => {
  const attempt = waitFor(() => { throw new Error('not even close'); }, { timeoutMs: 30, what: 'the moon' });
  await expect(attempt).rejects.toMatchObject({ message: 'the moon did not come true within 30 ms', cause: new Error('not even close') });
});
