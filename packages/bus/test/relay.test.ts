import { outbox, type Database } from '@marketgraph/db';
import type { EventEnvelope } from '@marketgraph/contracts';
import { systemClock } from '@marketgraph/kernel';
import { isNull, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendEvent, startRelay, type BusTransport, type Stoppable } from '@marketgraph/bus';
import { createTestDatabase, type TestDatabase } from './support/databases.ts';
import { ids, itemChanged, newItemId } from './support/events.ts';
import { createRecordingLog } from './support/log.ts';
import { waitFor } from './support/wait-for.ts';

const deps = { clock: systemClock, ids };

interface RecordingTransport extends BusTransport {
  readonly published: EventEnvelope[];
}

/** Keeps what is published, in order; `onPublish` may fail before or after it is kept. */
function createRecordingTransport(onPublish: (keep: () => void) => Promise<void> = (keep) => Promise.resolve(keep())): RecordingTransport {
  const published: EventEnvelope[] = [];
  const unused = () => Promise.reject(new Error('not used here'));
  return {
    published,
    publish: (events) => onPublish(() => void published.push(...events)),
    purge: () => Promise.resolve(0),
    subscribe: unused,
    listDeadLetters: unused,
    replayDeadLetter: unused,
    discardDeadLetter: unused,
    depths: unused,
    close: () => Promise.resolve(),
  };
}

describe('startRelay', () => {
  let database: TestDatabase;
  let db: Database;
  let running: Stoppable[];
  const log = createRecordingLog();
  beforeEach(async () => {
    database = await createTestDatabase();
    db = database.connect();
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((relay) => relay.stop()));
    await database.drop();
  });

  async function start(transport: BusTransport, options: { batchSize?: number; pollMs?: number } = {}): Promise<Stoppable> {
    const relay = startRelay({ db: database.connect(), transport, log, clock: systemClock, ...options });
    running.push(relay);
    await relay.ready;
    return relay;
  }
  const append = (aggregateId: string, index = 0) => db.transaction((tx) => appendEvent(tx, deps, itemChanged(aggregateId, index)));
  const unpublished = async () => (await db.reader.select().from(outbox).where(isNull(outbox.publishedAt))).length;

  it('publishes what is there and what comes, whole, and marks it', async () => {
    const transport = createRecordingTransport();
    const item = newItemId();
    await append(item, 1);
    await start(transport, { pollMs: 60_000 });
    await waitFor(() => transport.published.length, (count) => count === 1);
    // Nothing but the notification can wake it now.
    await append(item, 2);
    await waitFor(() => transport.published.length, (count) => count === 2);
    await waitFor(unpublished, (count) => count === 0);
    const [row] = await db.reader.select().from(outbox).limit(1);
    expect(transport.published[0]).toEqual({
      id: row?.eventId,
      name: 'commerce.order_item.status_changed',
      wireVersion: 1,
      aggregateId: item,
      aggregateVersion: 1,
      occurredAt: row?.occurredAt.toISOString(),
      traceId: 'trace-1',
      payload: row?.payload,
    });
  });

  it('keeps the order of each aggregate with several relays and writers at once', async () => {
    const transport = createRecordingTransport(async (keep) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      keep();
    });
    const items = Array.from({ length: 10 }, newItemId);
    await Promise.all([1, 2, 3, 4].map(() => start(transport, { batchSize: 7, pollMs: 5 })));
    const write = async () => {
      for (let round = 0; round < 5; round += 1) await Promise.all(items.map((item) => append(item)));
    };
    await Promise.all([write(), write()]);
    await waitFor(unpublished, (count) => count === 0);
    expect(transport.published).toHaveLength(100);
    for (const item of items) {
      const versions = transport.published.filter((event) => event.aggregateId === item).map((event) => event.aggregateVersion);
      expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }
  });

  it('does not pass over a transaction that drew its id early and commits late', async () => {
    const transport = createRecordingTransport();
    const [early, late] = [newItemId(), newItemId()];
    const mayCommit = Promise.withResolvers<void>();
    const hasAppended = Promise.withResolvers<void>();
    const slow = db.transaction(async (tx) => {
      await appendEvent(tx, deps, itemChanged(early));
      hasAppended.resolve();
      await mayCommit.promise;
    });
    await hasAppended.promise;
    await append(late);
    await start(transport);
    await waitFor(() => transport.published.length, (count) => count === 1);
    mayCommit.resolve();
    await slow;
    await waitFor(unpublished, (count) => count === 0);
    expect(transport.published.map((event) => event.aggregateId)).toEqual([late, early]);
  });

  it('publishes again, in order, what it could not mark', async () => {
    let failures = 0;
    const transport = createRecordingTransport((keep) => {
      keep();
      if ((failures += 1) === 1) return Promise.reject(new Error('connection lost after the fact'));
      return Promise.resolve();
    });
    const item = newItemId();
    await append(item, 1);
    await append(item, 2);
    await start(transport);
    await waitFor(unpublished, (count) => count === 0);
    expect(transport.published.map((event) => event.aggregateVersion)).toEqual([1, 2, 1, 2]);
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'warn', message: 'the outbox could not be published, will be tried again' }));
  });

  it('leaves the outbox to another relay when it stops or loses its connection', async () => {
    const first = createRecordingTransport();
    const second = createRecordingTransport();
    const relay = await start(first);
    await start(second);
    await append(newItemId());
    await waitFor(unpublished, (count) => count === 0);
    expect([first.published.length, second.published.length]).toEqual([1, 0]);

    await relay.stop();
    await append(newItemId());
    await waitFor(unpublished, (count) => count === 0);
    expect([first.published.length, second.published.length]).toEqual([1, 1]);

    await db.reader.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lease bus.relay' and datname = current_database()`);
    await append(newItemId());
    await waitFor(unpublished, (count) => count === 0);
    expect(second.published).toHaveLength(2);
  });
});
