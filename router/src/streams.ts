/**
 * Asynchronous iterators by hand. A generator's `return` waits for the `next` under way: whoever hangs up on a quiet
 * stream would never be let go.
 */

export type Stream<Value> = AsyncIterableIterator<Value, undefined>;

const FINISHED = { done: true, value: undefined } as const;

/** Whoever lets go of a stream has no use for what goes wrong with that. */
export function letGo(stream: AsyncIterator<unknown, unknown> | undefined): void {
  stream?.return?.().catch(() => undefined);
}

export function mapStream<From, To>(source: AsyncIterator<From, unknown>, map: (value: From) => To): Stream<To> {
  let done = false;
  let leave: (() => void) | undefined;

  async function step(): Promise<IteratorResult<To, undefined>> {
    const taken = await source.next();
    if (taken.done === true) done = true;
    return done || taken.done === true ? FINISHED : { done: false, value: map(taken.value) };
  }

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => {
      if (done) return Promise.resolve(FINISHED);
      return new Promise((resolve, reject) => {
        // The source's own `return` may wait for this very step.
        leave = () => resolve(FINISHED);
        step().then(resolve, (error: unknown) => {
          done = true;
          reject(error as Error);
          letGo(source);
        });
      });
    },
    return: async () => {
      done = true;
      leave?.();
      await source.return?.();
      return FINISHED;
    },
  };
}

/** A stream that is written to from outside. */
export interface Channel<Value> {
  readonly stream: Stream<Value>;
  /** `false` where the reader is `capacity` values behind: the value was not taken. */
  push(value: Value): boolean;
  /** What was pushed before is still read. */
  end(): void;
  /** The same, and then the reader's `next` throws. */
  fail(error: unknown): void;
  /** What was pushed and not read yet is forgotten. */
  clear(): void;
  /** Resolves when nothing waits to be read, or the reader has left. */
  whenRead(): Promise<void>;
}

interface Waiting<Value> {
  resolve(step: IteratorResult<Value, undefined>): void;
  reject(error: unknown): void;
}

/** `onReturn` runs once, when the reader leaves before the end. */
export function createChannel<Value>(capacity: number, onReturn: () => void | Promise<void> = () => undefined): Channel<Value> {
  const queue: Value[] = [];
  const waiting: Waiting<Value>[] = [];
  let whenEmpty: (() => void)[] = [];
  let state: 'open' | 'ended' | 'left' = 'open';
  let failure: { readonly error: unknown } | undefined;

  function release(): void {
    for (const reader of waiting.splice(0)) {
      if (failure === undefined) reader.resolve(FINISHED);
      else reader.reject(failure.error);
      failure = undefined;
    }
  }

  function tellEmpty(): void {
    for (const tell of whenEmpty) tell();
    whenEmpty = [];
  }

  const stream: Stream<Value> = {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => {
      if (queue.length > 0) {
        const value = queue.shift() as Value;
        if (queue.length === 0) tellEmpty();
        return Promise.resolve({ done: false, value });
      }
      if (failure !== undefined) {
        const { error } = failure;
        failure = undefined;
        return Promise.reject(error as Error);
      }
      if (state !== 'open') return Promise.resolve(FINISHED);
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
    },
    return: async () => {
      const hadLeft = state === 'left';
      state = 'left';
      queue.length = 0;
      failure = undefined;
      tellEmpty();
      release();
      if (!hadLeft) await onReturn();
      return FINISHED;
    },
  };

  return {
    stream,
    push: (value) => {
      if (state !== 'open') return true;
      const reader = waiting.shift();
      if (reader !== undefined) {
        reader.resolve({ done: false, value });
        return true;
      }
      if (queue.length >= capacity) return false;
      queue.push(value);
      return true;
    },
    end: () => {
      if (state !== 'open') return;
      state = 'ended';
      release();
    },
    fail: (error) => {
      if (state !== 'open') return;
      state = 'ended';
      failure = { error };
      if (waiting.length > 0) release();
    },
    clear: () => {
      queue.length = 0;
      tellEmpty();
    },
    whenRead: () => (queue.length === 0 ? Promise.resolve() : new Promise((resolve) => whenEmpty.push(resolve))),
  };
}
