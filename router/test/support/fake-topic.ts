/** A live topic kept in memory, with the promises of the real one: snapshot first, then every event once, by number. */
export interface FakeTopic<State> {
  publish(state: State): void;
  subscribe(since: number | null | undefined): AsyncIterableIterator<FakeEvent<State>>;
  /** Ends every stream, as an owner does that stops. */
  endAll(): void;
  /** Forgets the events behind this number, as the owner does after a day. */
  forgetUpTo(seq: number): void;
  /** Streams open now, and how each was opened, in order. */
  readonly open: number;
  readonly opened: readonly (number | null)[];
  readonly seq: number;
}

export interface FakeEvent<State> {
  readonly seq: number;
  readonly gap: boolean;
  readonly snapshot: boolean;
  readonly state: State;
}

interface Reader<State> {
  take(event: FakeEvent<State>): void;
  end(): void;
}

export function createFakeTopic<State>(initial: State): FakeTopic<State> {
  const events: FakeEvent<State>[] = [];
  const readers = new Set<Reader<State>>();
  const opened: (number | null)[] = [];
  let state = initial;
  let seq = 0;
  let forgotten = 0;

  function firstEvents(since: number | null | undefined): FakeEvent<State>[] {
    if (since === null || since === undefined) return [{ seq, gap: false, snapshot: true, state }];
    if (since > seq || since < forgotten) return [{ seq, gap: true, snapshot: true, state }];
    return events.filter((event) => event.seq > since);
  }

  return {
    publish: (next) => {
      state = next;
      seq += 1;
      const event = { seq, gap: false, snapshot: false, state };
      events.push(event);
      for (const reader of readers) reader.take(event);
    },
    subscribe: (since) => {
      opened.push(since ?? null);
      const queue = firstEvents(since);
      let wake: (() => void) | undefined;
      let isDone = false;
      const over = (): boolean => isDone;
      const reader: Reader<State> = {
        take: (event) => {
          queue.push(event);
          wake?.();
        },
        end: () => {
          isDone = true;
          readers.delete(reader);
          wake?.();
        },
      };
      readers.add(reader);
      return {
        [Symbol.asyncIterator]() {
          return this;
        },
        next: async () => {
          while (!over() || queue.length > 0) {
            const event = queue.shift();
            if (event !== undefined) return { done: false, value: event };
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
          return { done: true, value: undefined };
        },
        return: async () => {
          queue.length = 0;
          reader.end();
          return { done: true, value: undefined };
        },
      };
    },
    endAll: () => {
      for (const reader of readers) reader.end();
    },
    forgetUpTo: (number) => {
      forgotten = number;
    },
    get open() {
      return readers.size;
    },
    opened,
    get seq() {
      return seq;
    },
  };
}
