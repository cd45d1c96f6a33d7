import { setTimeout as delay } from 'node:timers/promises';
import type { DeliverDeps } from '../deps.ts';
import { DISPATCH_CHANNEL } from './add-dispatch.ts';
import { deliverDispatches } from './deliver-dispatches.ts';

export interface Background {
  start(): Promise<void>;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/** So long what is to be told waits for more: a batch costs little more than one, and nobody notices a tenth of a second. */
const GATHER_MS = 100;

/**
 * Tells people soon instead of at the sweeper's next tick. What is due is claimed row by row, so it does not matter
 * that sweeper and other processes work beside it, and nothing is lost with a notification: the sweeper comes.
 */
export function createBackground(deps: DeliverDeps): Background {
  let unlisten: (() => Promise<void>) | undefined;
  let running: Promise<void> | undefined;
  let again = false;

  function wake(): void {
    if (running !== undefined) {
      again = true;
      return;
    }
    running = run().finally(() => {
      running = undefined;
    });
  }

  async function run(): Promise<void> {
    do {
      await delay(GATHER_MS);
      again = false;
      await deliverDispatches(deps, deps.clock.now()).catch((error: unknown) => deps.log.error({ err: error }, 'dispatches could not be delivered, will be tried again'));
    } while (again);
  }

  return {
    start: async () => {
      unlisten ??= await deps.db.listen(DISPATCH_CHANNEL, wake);
    },
    stop: async () => {
      await unlisten?.();
      unlisten = undefined;
      await running;
    },
  };
}
