import { setTimeout as delay } from 'node:timers/promises';

interface WaitOptions {
  /** 5 s unless told. */
  timeoutMs?: number;
  /** What is waited for, for the message when it does not come. */
  what?: string;
}

const POLL_MS = 10;

/**
 * Asks until the condition holds (answers something other than undefined, null and false) and gives its answer. A
 * condition that throws does not hold yet; what it threw last is the cause of the error when time is up.
 */
export async function waitFor<T>(
  condition: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  { timeoutMs = 5_000, what = 'the condition' }: WaitOptions = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const { answer, error } = await ask(condition);
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (performance.now() > deadline) {
      throw new Error(`${what} did not come true within ${timeoutMs} ms`, error === undefined ? undefined : { cause: error });
    }
    await delay(POLL_MS);
  }
}

async function ask<T>(condition: () => T | Promise<T>): Promise<{ answer?: T; error?: unknown }> {
  try {
    return { answer: await condition() };
  } catch (error) {
    return { error };
  }
}
