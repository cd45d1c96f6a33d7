import type { Clock } from '@marketgraph/kernel';

/** Work that is wanted now rather than at the next tick. */
export interface Pump {
  /** Runs once more after the run under way, however often it is called meanwhile. Never throws. */
  wake(): void;
  /** Takes on nothing new and waits for what is under way. */
  stop(): Promise<void>;
}

/** Work on one thing at a time each, begun at once. */
export interface Lane<Item> {
  /** Whether one more may be begun: there are few under way, and it has not been stopped. */
  hasRoom(): boolean;
  /** Returns at once and never throws. */
  begin(item: Item): void;
  /** Takes on nothing new and waits for what is under way. */
  stop(): Promise<void>;
}

interface Log {
  error(fields: object, message: string): void;
}

/** What fails here is due still, so the sweeper finds it. */
export function createPump(name: string, run: (now: Date) => Promise<number>, { clock, log }: { readonly clock: Clock; readonly log: Log }): Pump {
  const stopping = new AbortController();
  let wanted = false;
  let running: Promise<void> | undefined;

  async function work(): Promise<void> {
    while (wanted && !stopping.signal.aborted) {
      wanted = false;
      try {
        await run(clock.now());
      } catch (error) {
        log.error({ work: name, err: error }, 'background work failed, the sweeper will try again');
      }
    }
    running = undefined;
  }

  return {
    wake: () => {
      wanted = true;
      if (!stopping.signal.aborted) running ??= work();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** What fails here, or is begun in a process that dies, is due again later, so the sweeper finds it. */
export function createLane<Item>(name: string, most: number, run: (item: Item) => Promise<void>, { log }: { readonly log: Log }): Lane<Item> {
  const running = new Set<Promise<void>>();
  let stopped = false;

  async function work(item: Item): Promise<void> {
    try {
      await run(item);
    } catch (error) {
      log.error({ work: name, err: error }, 'background work failed, the sweeper will try again');
    }
  }

  return {
    hasRoom: () => !stopped && running.size < most,
    begin: (item) => {
      const begun: Promise<void> = work(item).finally(() => running.delete(begun));
      running.add(begun);
    },
    stop: async () => {
      stopped = true;
      await Promise.all(running);
    },
  };
}
