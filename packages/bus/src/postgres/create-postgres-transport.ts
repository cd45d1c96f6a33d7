import { createDatabase, type Database, type MigrationSet } from '@marketgraph/db';
import { SECOND, type Clock } from '@marketgraph/kernel';
import { count, lt } from 'drizzle-orm';
import type { BusLog } from '../log.ts';
import { contractRoutes, type Routes } from '../streams.ts';
import type { BusTransport, QueueDepth } from '../transport.ts';
import { discardDeadLetter, listDeadLetters, replayDeadLetter } from './dead-letters.ts';
import { publish } from './publish.ts';
import { deadLetters, messages, publications } from './queue.tables.ts';
import { subscribe } from './subscribe.ts';

/** For `migrate`, before the transport is used. */
export const busMigrations: MigrationSet = { namespace: 'bus', directory: new URL('../../migrations/', import.meta.url) };

export interface PostgresTransportOptions {
  /** Of the database `marketgraph_bus`, migrated with {@link busMigrations}. */
  readonly url: string;
  readonly log: BusLog;
  readonly clock: Clock;
  /** Which groups an event goes to: those of the contracts unless told. */
  readonly routes?: Routes;
  /** For claiming and removing: 5 unless told. */
  readonly maxConnections?: number;
  /** For how long a lost notification or the end of a backoff can go unnoticed: 1 s unless told. */
  readonly pollMs?: number;
  /** Longer than any handler takes; what a dead process had in hand waits for so long. 30 s unless told. */
  readonly leaseMs?: number;
}

/**
 * For claiming and removing. Neither waits for the disk: a server that loses power forgets the last of them, so an event is
 * handed out again, which the inbox recognises. Nor may they read and sort the whole table for every few messages of a
 * backlog, as a planner would that has last seen it empty: they walk it in order of its key and stop when they have enough.
 */
const QUEUE_SETTINGS = { synchronous_commit: 'off', enable_seqscan: 'off', enable_bitmapscan: 'off', enable_sort: 'off' };

/** For all that waits for the disk: a relay publishes one batch at a time, and the rest is rare. */
const OTHER_CONNECTIONS = 2;

/** The embedded transport: queues in a database of their own, which NOTIFY makes as quick as a broker's. */
export function createPostgresTransport(options: PostgresTransportOptions): BusTransport {
  const { url, log, clock, routes = contractRoutes, maxConnections = 5, pollMs = SECOND, leaseMs = 30 * SECOND } = options;
  const db = createDatabase({ url, maxConnections: OTHER_CONNECTIONS });
  const queue = createDatabase({ url, maxConnections, settings: QUEUE_SETTINGS });
  const reading = { db, queue, log, clock, pollMs, leaseMs };
  const ends = new Set<() => Promise<void>>();
  return {
    publish: (events) => publish(db, routes, clock.now(), events),
    subscribe: async (subscription) => {
      const unsubscribe = await subscribe(reading, subscription);
      const end = async () => {
        ends.delete(end);
        await unsubscribe();
      };
      ends.add(end);
      return end;
    },
    listDeadLetters: (filter = {}) => listDeadLetters(db, filter),
    replayDeadLetter: (id, { acceptGap = false } = {}) => replayDeadLetter(db, { id, acceptGap, now: clock.now() }),
    discardDeadLetter: (id) => discardDeadLetter(db, id),
    depths: () => readDepths(db),
    purge: async (before) => (await db.statement((writer) => writer.delete(publications).where(lt(publications.publishedAt, before)))).count,
    close: async () => {
      await Promise.all([...ends].map((end) => end()));
      await Promise.all([queue.close(), db.close()]);
    },
  };
}

async function readDepths(db: Database): Promise<QueueDepth[]> {
  const queued = await db.reader.select({ group: messages.group, queued: count(), inFlight: count(messages.lease) }).from(messages).groupBy(messages.group);
  const dead = await db.reader.select({ group: deadLetters.group, dead: count() }).from(deadLetters).groupBy(deadLetters.group);
  const depths = new Map<string, QueueDepth>();
  for (const row of queued) depths.set(row.group, { ...row, dead: 0 });
  for (const row of dead) depths.set(row.group, { queued: 0, inFlight: 0, ...depths.get(row.group), ...row });
  return [...depths.values()].toSorted((left, right) => (left.group < right.group ? -1 : 1));
}
