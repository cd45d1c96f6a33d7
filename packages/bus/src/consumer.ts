import type { EventEnvelope, EventName } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';

/**
 * What a handler expects of the order of an aggregate's events. Each event reaches a handler's effect once in any case.
 * - `strict`: every version, one after the other. Where an earlier one is missing (it lies in the dead letters) the event
 *   waits a second five times and then becomes a dead letter too.
 * - `latest`: it writes the newest state. A missing version is waited for in the same way, then done without; a version
 *   older than one already handled is left out.
 * - `any`: each event stands for itself (a mail, a count): handled in whatever order, never left out, never waiting.
 */
export type Ordering = 'strict' | 'latest' | 'any';

/**
 * One per event name in a subgraph. All consumers that a subgraph has on one stream (`commerce.vendor_order`, the name
 * without its verb) share one ordering: a handler that jumps over a gap would hide it from one that must not.
 */
export interface Consumer<Name extends EventName = EventName> {
  readonly event: Name;
  readonly ordering: Ordering;
  /**
   * Runs in the transaction that records the event as handled. May be run again when that transaction fails, so it does
   * nothing but talk to `tx`: no network call, no other connection.
   */
  handle(tx: Transaction, event: EventEnvelope<Name>): Promise<void>;
}

/** Keeps the payload's type inside the handler and forgets it outside, so that consumers of all events fit one list. */
export function defineConsumer<Name extends EventName>(consumer: Consumer<Name>): Consumer {
  return consumer;
}
