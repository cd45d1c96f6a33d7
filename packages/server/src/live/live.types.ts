/** The one channel of each subgraph's database on which new live events are announced, as `<topic> <seq>`. */
export const LIVE_CHANNEL = 'live';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/** One thing a live field says. */
export interface LiveEvent<Payload extends JsonObject = JsonObject> {
  /** Counts the events of the topic from 1 without gaps; a snapshot has that of the last event it contains. */
  readonly seq: number;
  /** What was asked for by `since` is no longer kept, so a snapshot stands in for it. */
  readonly gap: boolean;
  readonly snapshot: boolean;
  readonly payload: Payload;
}

export interface LiveSubscription<Payload extends JsonObject = JsonObject> {
  topic: string;
  /** The last `seq` the subscriber has seen; none: it begins with a snapshot. */
  since: number | null | undefined;
  /** The state now, in the shape of an event's payload. Not called when `since` can be served from the kept events. */
  snapshot(): Promise<Payload>;
}

/** Run by whoever runs the other sweepers of the process. */
export interface LivePurge {
  readonly name: string;
  readonly everyMs: number;
  /** The number of events removed. */
  run(now: Date): Promise<number>;
}

export interface LiveHub {
  start(): Promise<void>;
  /** Ends every subscription. */
  stop(): Promise<void>;
  subscribe<Payload extends JsonObject = JsonObject>(subscription: LiveSubscription<Payload>): AsyncIterableIterator<LiveEvent<Payload>>;
  readonly purge: LivePurge;
}
