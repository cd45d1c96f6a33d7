import { createEventHandler, type EventHandlerOptions } from './event-handler.ts';
import { createPulse } from './pulse.ts';
import type { Stoppable } from './stoppable.ts';
import { namesToReceive } from './streams.ts';
import type { BusTransport } from './transport.ts';

export interface ConsumersOptions extends EventHandlerOptions {
  readonly transport: BusTransport;
  /** Events handled at once in this process: 4 unless told. */
  readonly concurrency?: number;
}

const PAUSE_AFTER_FAILURE_MS = 1_000;

/**
 * Handles the group's events: inbox row and handler in one transaction of the subgraph's database, so that each has its
 * effect once, however often it is delivered. Throws at once where the consumers contradict each other.
 */
export function startConsumers({ transport, concurrency = 4, ...options }: ConsumersOptions): Stoppable {
  const { group, consumers, log } = options;
  const handle = createEventHandler(options);
  const names = namesToReceive(consumers.map((consumer) => consumer.event));
  const stop = new AbortController();
  const pulse = createPulse(stop.signal);

  async function subscribe(): Promise<() => Promise<void>> {
    while (!stop.signal.aborted) {
      try {
        return await transport.subscribe({ group, names, handle, concurrency });
      } catch (error) {
        log.error({ group, err: error }, 'could not subscribe, will be tried again');
        await pulse.pause(PAUSE_AFTER_FAILURE_MS);
      }
    }
    return () => Promise.resolve();
  }

  const subscribed = subscribe();
  return {
    ready: subscribed.then(() => undefined),
    stop: async () => {
      stop.abort();
      await (await subscribed)();
    },
  };
}
