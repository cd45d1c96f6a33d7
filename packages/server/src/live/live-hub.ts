import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '@marketgraph/kernel';
import type { Database } from '@marketgraph/db';
import type { Logger } from '../process/logger.ts';
import { createLivePurge, createLiveStore, type Position } from './live-store.ts';
import { createLiveStream, type LiveReader } from './live-stream.ts';
import { LIVE_CHANNEL, type LiveHub } from './live.types.ts';

export interface LiveHubOptions {
  db: Database;
  log: Logger;
  clock: Clock;
}

/** Topics that one statement reads; with many readers of many topics it is statements that cost. */
const TOPICS_A_READ = 500;
/** Below what a reader may leave unread, so that readers get to run between two reads. */
const EVENTS_A_READ = 500;
const RETRY_MS = 200;

/**
 * Feeds every live subscription of this process from one LISTEN connection. A notification only says which topic to read;
 * events are read from the table by position, once for all who watch the topic and for many topics at once. Losing
 * notifications is therefore harmless: after a reconnect every watched topic is read.
 */
export function createLiveHub({ db, log }: LiveHubOptions): LiveHub {
  const store = createLiveStore(db);
  const readers = new Map<string, Set<LiveReader>>();
  const unreadTopics = new Set<string>();
  let stopping = new AbortController();
  let unlisten: (() => Promise<void>) | undefined;
  let isReading = false;
  let reading: Promise<void> = Promise.resolve();

  function requestRead(topic: string): void {
    for (const reader of readers.get(topic) ?? []) reader.announce();
    unreadTopics.add(topic);
    if (!isReading) reading = readUnread();
  }

  function onNotification(payload: string): void {
    const space = payload.lastIndexOf(' ');
    const topic = payload.slice(0, space);
    const seq = Number(payload.slice(space + 1));
    const isNews = [...(readers.get(topic) ?? [])].some((reader) => reader.position === undefined || reader.position < seq);
    if (isNews) requestRead(topic);
  }

  async function readUnread(): Promise<void> {
    isReading = true;
    while (unreadTopics.size > 0 && !stopping.signal.aborted) {
      const topics = [...unreadTopics.keys().take(TOPICS_A_READ)];
      for (const topic of topics) unreadTopics.delete(topic);
      const positions = topics.flatMap((topic) => positionOf(topic));
      const isComplete = positions.length === 0 || (await readOnce(positions));
      if (!isComplete) for (const topic of topics) unreadTopics.add(topic);
    }
    // At once with the last look at the topics: whatever is added from here on starts a reading of its own.
    isReading = false;
  }

  /** False where there is more to read, or nothing could be read. */
  async function readOnce(positions: readonly Position[]): Promise<boolean> {
    try {
      const events = await store.read(positions, EVENTS_A_READ);
      for (const event of events) for (const reader of readers.get(event.topic) ?? []) reader.feed(event);
      return events.length < EVENTS_A_READ;
    } catch (error) {
      log.warn({ err: error }, 'live events could not be read; trying again');
      await delay(RETRY_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      return false;
    }
  }

  /** From where on some reader of the topic has not been fed; none where all of them still read for themselves. */
  function positionOf(topic: string): Position[] {
    let after = Infinity;
    for (const { position } of readers.get(topic) ?? []) after = Math.min(after, position ?? Infinity);
    return after === Infinity ? [] : [{ topic, after }];
  }

  function attach(reader: LiveReader): void {
    const known = readers.get(reader.topic);
    if (known === undefined) readers.set(reader.topic, new Set([reader]));
    else known.add(reader);
  }

  function detach(reader: LiveReader): void {
    const known = readers.get(reader.topic);
    if (known?.delete(reader) === true && known.size === 0) readers.delete(reader.topic);
  }

  return {
    purge: createLivePurge(db),
    start: async () => {
      if (unlisten !== undefined) return;
      stopping = new AbortController();
      unlisten = await db.listen(LIVE_CHANNEL, onNotification, () => {
        for (const topic of readers.keys()) requestRead(topic);
      });
    },
    stop: async () => {
      stopping.abort();
      await unlisten?.();
      unlisten = undefined;
      for (const known of readers.values()) for (const reader of known) reader.end();
      await reading;
      unreadTopics.clear();
    },
    subscribe: (subscription) => {
      if (unlisten === undefined) throw new Error('the live hub has not been started');
      return createLiveStream({ subscription, store, attach, detach, requestRead });
    },
  };
}
