import { badUserInput, subscriberTooSlow } from '../errors/errors.ts';
import type { LiveStore, StoredEvent } from './live-store.ts';
import type { JsonObject, LiveEvent, LiveSubscription } from './live.types.ts';

/** More unread events than this end a subscription: one client on a bad line must not fill the process's memory. */
export const MOST_UNREAD = 1_000;
const BACKFILL_PAGE = 200;
const SNAPSHOT_TRIES = 3;

/** The hub's end of a subscription. */
export interface LiveReader {
  readonly topic: string;
  /** The last event handed over; undefined until the reader has caught up and wants to be fed. */
  readonly position: number | undefined;
  /** Something was announced while the reader could not be fed. */
  announce(): void;
  feed(event: StoredEvent): void;
  end(): void;
}

export interface LiveStreamOptions<Payload extends JsonObject> {
  subscription: LiveSubscription<Payload>;
  store: LiveStore;
  attach(reader: LiveReader): void;
  detach(reader: LiveReader): void;
  /** Asks for the reader's topic to be read again. */
  requestRead(topic: string): void;
}

/**
 * One subscription, in three phases.
 *
 * Backfill: the reader is attached first, so that nothing is announced unheard from here on. Then it reads for itself:
 * with `since`, the events behind it, page by page and only as fast as they are taken; without, or where they are not
 * kept any more, a snapshot together with the number of the last event it contains.
 *
 * Cutover: having read to the end, it tells the hub its position. If anything was announced during its last read, it asks
 * the hub for one more, from that position. Since the hub too reads from the table by position and takes announcements
 * only as a hint that there is something to read, nothing falls between the two and nothing comes twice.
 *
 * Live: the hub feeds it. What is not taken is kept, up to a limit.
 */
export function createLiveStream<Payload extends JsonObject>(options: LiveStreamOptions<Payload>): AsyncIterableIterator<LiveEvent<Payload>> {
  const { subscription, store, attach, detach, requestRead } = options;
  const { topic, since, snapshot } = subscription;
  let phase: 'new' | 'backfill' | 'live' | 'lost' | 'done' = 'new';
  let position = since ?? 0;
  let announced = false;
  let unread: LiveEvent<Payload>[] = [];
  let failure: Error | undefined;
  let wake: (() => void) | undefined;

  const reader: LiveReader = {
    topic,
    get position() {
      return phase === 'live' ? position : undefined;
    },
    announce: () => {
      announced = true;
    },
    feed: ({ seq, payload }) => {
      if (phase !== 'live' || seq <= position) return;
      // The events between were removed while the database could not be reached: only a snapshot helps.
      if (seq !== position + 1) phase = 'lost';
      else if (unread.length >= MOST_UNREAD) end(subscriberTooSlow());
      else unread.push(liveEvent(seq, payload as Payload, { snapshot: false, gap: false }));
      if (phase === 'live') position = seq;
      wake?.();
    },
    end: () => end(),
  };

  function end(reason?: Error): void {
    phase = 'done';
    failure = reason;
    unread = [];
    detach(reader);
    wake?.();
  }

  async function begin(): Promise<void> {
    if (since === null || since === undefined) return takeSnapshot(false);
    if (!Number.isSafeInteger(since) || since < 0) throw badUserInput('`since` is the last `seq` seen, 0 or more.', ['since']);
    const last = await store.lastSeq(topic);
    if (since > last) return takeSnapshot(true);
    phase = 'backfill';
    return backfill(last);
  }

  async function backfill(last: number): Promise<void> {
    announced = false;
    const page = await store.read([{ topic, after: position }], BACKFILL_PAGE);
    const isComplete = page.length === 0 ? position >= last : page.every(({ seq }, index) => seq === position + index + 1);
    if (!isComplete) return takeSnapshot(true);
    for (const { seq, payload } of page) unread.push(liveEvent(seq, payload as Payload, { snapshot: false, gap: false }));
    position += page.length;
    if (page.length < BACKFILL_PAGE) cutOver();
  }

  /**
   * Read between two looks at the topic's number: where both are equal, the snapshot holds exactly that state. On a topic
   * that never rests for so long the first look counts, and events may follow that the snapshot already shows.
   */
  async function takeSnapshot(gap: boolean): Promise<void> {
    for (let left = SNAPSHOT_TRIES; ; left -= 1) {
      announced = false;
      const before = await store.lastSeq(topic);
      const payload = await snapshot();
      const after = await store.lastSeq(topic);
      if (before !== after && left > 1) continue;
      announced ||= before !== after;
      position = before;
      unread.push(liveEvent(position, payload, { snapshot: true, gap }));
      return cutOver();
    }
  }

  function cutOver(): void {
    if (isDone()) return;
    phase = 'live';
    if (announced) requestRead(topic);
  }

  /** Makes `unread` hold something, or ends. */
  async function advance(): Promise<void> {
    switch (phase) {
      case 'new':
        attach(reader);
        return begin();
      case 'backfill':
        return backfill(position);
      case 'lost':
        return takeSnapshot(true);
      case 'live':
        return new Promise((resolve) => {
          wake = resolve;
        });
      case 'done':
        return undefined;
    }
  }

  // A function, since the compiler would hold that no await changes `phase`.
  const isDone = (): boolean => phase === 'done';

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => {
      while (!isDone()) {
        const event = unread.shift();
        if (event !== undefined) return { done: false, value: event };
        await advance().catch((error: unknown) => {
          end();
          throw error;
        });
      }
      const reason = failure;
      failure = undefined;
      if (reason !== undefined) throw reason;
      return { done: true, value: undefined };
    },
    return: async () => {
      end();
      return { done: true, value: undefined };
    },
  };
}

function liveEvent<Payload extends JsonObject>(seq: number, payload: Payload, { snapshot, gap }: { snapshot: boolean; gap: boolean }): LiveEvent<Payload> {
  return { seq, gap, snapshot, payload };
}
