import type { EventEnvelope, EventName } from '@marketgraph/contracts';

/** What a delivery came to. A handler that throws asks for another attempt with backoff. */
export type DeliveryOutcome =
  | { readonly kind: 'done' }
  /** Not yet: hand it out again after so many milliseconds. Counts as a wait, not as an attempt. */
  | { readonly kind: 'wait'; readonly milliseconds: number; readonly reason: string }
  /** Never: put it aside for a human, with the reason. */
  | { readonly kind: 'dead'; readonly reason: string };

export interface Delivery {
  readonly event: EventEnvelope;
  /** How often a handler has thrown on it, this attempt included: 1 at first. */
  readonly attempt: number;
  /** How often it was answered with `wait` before. */
  readonly waits: number;
  /** A human has replayed it from the dead letters and takes it although earlier versions of the aggregate are missing. */
  readonly acceptGap: boolean;
}

export type DeliveryHandler = (delivery: Delivery) => Promise<DeliveryOutcome>;

export interface DeadLetter {
  /** Of the dead letter, not of the event. */
  readonly id: string;
  readonly group: string;
  readonly event: EventEnvelope;
  readonly reason: string;
  readonly attempts: number;
  readonly diedAt: Date;
}

export interface DeadLetterFilter {
  readonly group?: string;
  readonly name?: EventName;
  readonly aggregateId?: string;
  /** 100 unless told. Oldest first. */
  readonly limit?: number;
}

export interface QueueDepth {
  readonly group: string;
  /** Waiting, backing off or in flight. */
  readonly queued: number;
  /** Of those, in the hands of a consumer now. */
  readonly inFlight: number;
  readonly dead: number;
}

/**
 * Carries events from outboxes to groups of consumers. Every implementation holds to `test/transport-contract.ts`:
 * at least once for every group that must receive the event, an event published twice is delivered once more at most
 * where the first had not been handled yet, and within a group the events of one aggregate are handed out one after the
 * other in order of version.
 */
export interface BusTransport {
  /** Resolves when all events are kept safely. All or none; an event that was published before is ignored. */
  publish(events: readonly EventEnvelope[]): Promise<void>;
  /**
   * Hands events of those names to `handle`, `concurrency` at a time in this process. Several processes may subscribe to
   * one group and share its events. Answers how to end it: nothing new is taken, what is under way is waited for.
   */
  subscribe(subscription: Subscription): Promise<() => Promise<void>>;
  listDeadLetters(filter?: DeadLetterFilter): Promise<DeadLetter[]>;
  /** Queues it again with its attempts forgotten. False: there is no such dead letter (any more). */
  replayDeadLetter(id: string, options?: { readonly acceptGap?: boolean }): Promise<boolean>;
  /** Forgets it for good. False: there is no such dead letter (any more). */
  discardDeadLetter(id: string): Promise<boolean>;
  depths(): Promise<QueueDepth[]>;
  /** Forgets what is only kept to recognise repetitions, where it is older than that. Answers how much. */
  purge(before: Date): Promise<number>;
  close(): Promise<void>;
}

export interface Subscription {
  /** The subgraph's name. */
  readonly group: string;
  readonly names: readonly EventName[];
  readonly handle: DeliveryHandler;
  /** 4 unless told. */
  readonly concurrency?: number;
}
