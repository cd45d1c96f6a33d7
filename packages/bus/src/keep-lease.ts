import type { Database } from '@marketgraph/db';
import type { BusLog } from './log.ts';
import { createPulse } from './pulse.ts';
import type { Stoppable } from './stoppable.ts';

const STANDBY_MS = 2_000;

interface LeaseOptions {
  readonly db: Database;
  readonly name: string;
  readonly log: BusLog;
}

/**
 * Runs `work` in whichever process holds the lease; the others ask for it every two seconds. `work` goes on until its
 * signal is aborted: because of `stop`, or because the lease is lost. When it fails it is started again.
 */
export function keepLease({ db, name, log }: LeaseOptions, work: (signal: AbortSignal) => Promise<void>): Stoppable {
  const stop = new AbortController();
  const ready = Promise.withResolvers<void>();
  const pulse = createPulse(stop.signal);
  let standingBy = false;

  async function attempt(): Promise<void> {
    try {
      const held = await db.withLease(name, async (lost) => {
        ready.resolve();
        await work(AbortSignal.any([stop.signal, lost]));
      });
      if (held && !stop.signal.aborted) log.warn({ lease: name }, 'lease lost');
      if (!held && !standingBy) log.info({ lease: name }, 'the lease is held elsewhere, standing by');
      standingBy = !held;
      ready.resolve();
    } catch (error) {
      if (!stop.signal.aborted) log.error({ lease: name, err: error }, 'work under a lease failed, will be started again');
    }
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      await attempt();
      await pulse.pause(STANDBY_MS);
    }
    ready.resolve();
  }

  const finished = run();
  return {
    ready: ready.promise,
    stop: () => {
      stop.abort();
      return finished;
    },
  };
}
