import { SubscriptionRefused } from '../errors/subgraph-errors.ts';
import type { EventRunner } from './event-runner.ts';
import type { Subscriber } from './subscriber.ts';
import { openUpstream } from './upstream.ts';

export interface CatchUpOptions {
  readonly subscriber: Subscriber;
  readonly runner: EventRunner;
  /** Whether its position comes from the owner, and not from the client's word alone. */
  readonly isTrusted: boolean;
  /** Hands the subscriber over to the shared stream, if nothing would be missing. */
  readonly attach: (isTrusted: boolean) => boolean;
  /** Has something called whenever handing over may have become possible. Returns what stops that. */
  readonly onMoved: (tryAgain: () => void) => () => void;
}

/**
 * Brings a subscriber from where it is to where the shared stream is: a stream of its own gives it exactly what it
 * missed, as fast as it reads, until the two meet.
 */
export async function catchUp({ subscriber, runner, isTrusted, attach, onMoved }: CatchUpOptions): Promise<void> {
  if (!subscriber.isOpen || attach(isTrusted)) return;
  let isKnown = isTrusted;
  let isDone = false;
  await new Promise<void>((resolve, reject) => {
    const upstream = openUpstream({
      ...runner,
      since: subscriber.position ?? null,
      onEvent: async (event) => {
        await subscriber.whenRead();
        if (isDone) return;
        try {
          const shown = await runner.show(event);
          if (isDone) return;
          subscriber.deliver(shown);
          isKnown = true;
          tryAgain();
        } catch (error) {
          finish();
          reject(error as Error);
        }
      },
      onEnd: (errors) => {
        finish();
        reject(new SubscriptionRefused(errors));
      },
    });
    const stopWatching = onMoved(tryAgain);

    function tryAgain(): void {
      if (isDone || (subscriber.isOpen && !attach(isKnown))) return;
      finish();
      resolve();
    }

    function finish(): void {
      isDone = true;
      stopWatching();
      upstream.close();
    }
  });
}
