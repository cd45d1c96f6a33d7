import { SubscriptionRefused } from '../errors/subgraph-errors.ts';
import type { EventRunner } from './event-runner.ts';
import type { ShownEvent } from './subscriber.ts';
import { openUpstream, type Upstream } from './upstream.ts';

/** Where a client without a position begins when the shared stream is under way already. */
export interface Snapshots {
  take(): Promise<ShownEvent>;
  close(): void;
}

/**
 * A short-lived stream of its own, closed behind its first event. Those who ask while one is being taken get the same:
 * what happens after it comes to them by the shared stream, so it is as good for the last of them as for the first.
 */
export function createSnapshots(runner: EventRunner): Snapshots {
  let taking: Promise<ShownEvent> | undefined;
  let upstream: Upstream | undefined;

  function takeOne(): Promise<ShownEvent> {
    return new Promise((resolve, reject) => {
      const own = openUpstream({
        ...runner,
        since: null,
        onEvent: async (event) => {
          own.close();
          await runner.show(event).then(resolve, reject);
        },
        onEnd: (errors) => reject(new SubscriptionRefused(errors)),
      });
      upstream = own;
    });
  }

  return {
    take: () => {
      taking ??= takeOne().finally(() => {
        taking = undefined;
      });
      return taking;
    },
    close: () => upstream?.close(),
  };
}
