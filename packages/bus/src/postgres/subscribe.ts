import { addMilliseconds, SECOND } from '@marketgraph/kernel';
import { backoffMs, MAX_ATTEMPTS } from '../backoff.ts';
import type { BusLog } from '../log.ts';
import { createPulse } from '../pulse.ts';
import type { Delivery, DeliveryOutcome, Subscription } from '../transport.ts';
import { claim, type Claimed } from './claim.ts';
import { toEvent } from './event-row.ts';
import { MESSAGES_CHANNEL } from './publish.ts';
import type { QueueOptions } from './queue-options.ts';
import { createSettle, type Settle } from './settle.ts';

const PAUSE_AFTER_FAILURE_MS = SECOND;

/** Takes as many messages as there are free workers, and more as soon as one is free or something is published. */
export async function subscribe(options: QueueOptions, { group, names, handle, concurrency = 4 }: Subscription): Promise<() => Promise<void>> {
  const { db, queue, log, clock, pollMs, leaseMs } = options;
  const settle = createSettle({ db, queue, clock, group });
  const stop = new AbortController();
  const pulse = createPulse(stop.signal);
  const inFlight = new Map<Claimed, Promise<void>>();
  let heard = 0;
  /** Whether the last look left something behind. */
  let isMore = false;

  function hear(): void {
    heard += 1;
    pulse.wake();
  }

  async function takeNext(): Promise<void> {
    const free = concurrency - inFlight.size;
    const now = clock.now();
    const claimed = free === 0 ? [] : await claim(queue, { group, names, limit: free, now, leaseUntil: addMilliseconds(now, leaseMs) });
    isMore = claimed.length === free;
    for (const message of claimed) inFlight.set(message, finish(message, heard));
    if (!isMore || inFlight.size === concurrency) await pulse.wait(pollMs);
  }

  /** @param before what had been heard when it was claimed */
  async function finish(message: Claimed, before: number): Promise<void> {
    const isAwaited = await deliver(message, { settle, log, handle });
    inFlight.delete(message);
    // A worker is free, or the next version of the aggregate may go. What was published meanwhile may be that, and was
    // looked for in vain as long as this one was there.
    if (isMore || isAwaited || heard !== before) pulse.wake();
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await takeNext();
      } catch (error) {
        log.warn({ group, err: error }, 'the queue could not be read, will be tried again');
        await pulse.pause(PAUSE_AFTER_FAILURE_MS);
      }
    }
    await Promise.all(inFlight.values());
  }

  const unlisten = await db.listen(MESSAGES_CHANNEL, (woken) => woken === group && hear(), hear);
  const finished = run();
  return async () => {
    stop.abort();
    await finished;
    await unlisten();
  };
}

interface Delivering {
  readonly settle: Settle;
  readonly log: BusLog;
  readonly handle: Subscription['handle'];
}

/**
 * Never rejects. Where the outcome cannot be written the lease runs out, and the message is handed out again.
 *
 * @returns whether another may have become due by it
 */
async function deliver(message: Claimed, { settle, log, handle }: Delivering): Promise<boolean> {
  const { group, name, eventId, traceId } = message;
  const fields = { group, event: name, eventId, traceId, attempt: message.attempts };
  try {
    const outcome = await attempt(message, handle, (error) => log.warn({ ...fields, err: error }, 'consumer failed'));
    if (outcome.kind === 'done') return await settle.done(message);
    if (outcome.kind === 'wait') await settle.wait(message, outcome.milliseconds);
    else if (outcome.kind === 'failed' && message.attempts < MAX_ATTEMPTS) await settle.retry(message, backoffMs(message.attempts));
    else {
      log.error({ ...fields, reason: outcome.reason }, 'event became a dead letter');
      await settle.die(message, outcome.reason);
    }
  } catch (error) {
    log.warn({ ...fields, err: error }, 'the outcome could not be written, the event will be handed out again');
  }
  return true;
}

type Attempted = DeliveryOutcome | { readonly kind: 'failed'; readonly reason: string };

async function attempt(message: Claimed, handle: Subscription['handle'], onFailure: (error: unknown) => void): Promise<Attempted> {
  // Its consumers have taken their process down with them every time.
  if (message.attempts > MAX_ATTEMPTS) return { kind: 'dead', reason: `handed out ${MAX_ATTEMPTS} times without an answer` };
  const { attempts, waits, acceptGap } = message;
  const delivery: Delivery = { event: toEvent(message), attempt: attempts, waits, acceptGap };
  try {
    return await handle(delivery);
  } catch (error) {
    onFailure(error);
    return { kind: 'failed', reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}
