import type { Clock } from '@marketgraph/kernel';

/** Work that is wanted now rather than at the next tick. */
export interface Pump {
  /** Runs once more after the run under way, however often it is called meanwhile. Never throws. */
  wake(): void;
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
