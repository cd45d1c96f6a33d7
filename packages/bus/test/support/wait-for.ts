import { setTimeout as delay } from 'node:timers/promises';

/** Looks until the condition holds; says what it saw last when it never does. */
export async function waitFor<T>(look: () => T | Promise<T>, holds: (value: T) => boolean, timeoutMs = 10_000): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (performance.now() > deadline) throw new Error(`waited in vain, last saw ${JSON.stringify(value)}`);
    await delay(5);
  }
}

/** Long enough for what must not happen to have happened: several polls of everything under test. */
export const settleDown = (): Promise<void> => delay(150);
