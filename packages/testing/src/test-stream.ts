import type { ExecutionResult } from 'graphql';
import { setTimeout as delay } from 'node:timers/promises';
import { dataOf } from './test-results.ts';

export interface TestStream<Data> {
  /** The next event; fails the test when it brings errors, when the stream ends, or when none comes in time (5 s unless told). */
  next(timeoutMs?: number): Promise<Data>;
  /** The next `count` events. */
  take(count: number): Promise<Data[]>;
  /** Waits for the end and gives the result that came last, if any came: a stream that fails ends with its error. */
  end(timeoutMs?: number): Promise<ExecutionResult | undefined>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 5_000;

export function createTestStream<Data>(events: AsyncIterableIterator<ExecutionResult>): TestStream<Data> {
  async function next(timeoutMs = TIMEOUT_MS): Promise<Data> {
    const event = await within(timeoutMs, events.next(), 'the next event');
    if (event.done === true) throw new Error('the stream has ended');
    return dataOf<Data>(event.value);
  }
  return {
    next,
    take: async (count) => {
      const taken: Data[] = [];
      while (taken.length < count) taken.push(await next());
      return taken;
    },
    end: async (timeoutMs = TIMEOUT_MS) => {
      let last: ExecutionResult | undefined;
      for (;;) {
        const event = await within(timeoutMs, events.next(), 'the end of the stream');
        if (event.done === true) return last;
        last = event.value;
      }
    },
    close: async () => {
      await events.return?.();
    },
  };
}

async function within<T>(timeoutMs: number, promise: Promise<T>, what: string): Promise<T> {
  const settled = new AbortController();
  const late = delay(timeoutMs, undefined, { signal: settled.signal }).then(
    () => {
      throw new Error(`${what} did not come within ${timeoutMs} ms`);
    },
    () => promise,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    settled.abort();
  }
}
