import type { Database } from '@marketgraph/db';
import { createFakeClock, systemClock, type Clock } from '@marketgraph/kernel';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  appendEvent,
  appendEvents,
  createPostgresTransport,
  defineConsumer,
  drain,
  startConsumers,
  startRelay,
  type BusTransport,
  type Consumer,
  type Stoppable,
} from '@marketgraph/bus';
import { MAX_ATTEMPTS } from '@marketgraph/bus/backoff';
import { createQueueDatabase, createTestDatabase, type TestDatabase } from './support/databases.ts';
import { ids, itemChanged, newItemId } from './support/events.ts';
import { createRecordingLog } from './support/log.ts';
import { waitFor } from './support/wait-for.ts';

const POLL_MS = 10;

describe('from outbox to effect', () => {
  let owner: TestDatabase;
  let consumer: TestDatabase;
  let queues: TestDatabase;
  let running: (() => Promise<void>)[];
  const log = createRecordingLog();
  beforeEach(async () => {
    [owner, consumer, queues] = await Promise.all([createTestDatabase(), createTestDatabase(), createQueueDatabase()]);
    await consumer.connect().reader.execute(sql`create table effects (n bigint generated always as identity, item uuid, version int)`);
    running = [];
  });
  afterEach(async () => {
    for (const stop of running.toReversed()) await stop();
    await Promise.all([owner, consumer, queues].map((database) => database.drop()));
  });

  const open = (clock: Clock): BusTransport => {
    const transport = createPostgresTransport({ url: queues.url, log, clock, pollMs: POLL_MS });
    running.push(() => transport.close());
    return transport;
  };
  async function run(part: Stoppable): Promise<void> {
    running.push(() => part.stop());
    await part.ready;
  }
  /** The change and its note, like any consumer of a subgraph. */
  const writing = (fails: (version: number) => boolean = () => false): Consumer =>
    defineConsumer({
      event: 'commerce.order_item.status_changed',
      ordering: 'strict',
      handle: async (tx, event) => {
        await tx.execute(sql`insert into effects (item, version) values (${event.aggregateId}::uuid, ${event.aggregateVersion}::int)`);
        if (fails(event.aggregateVersion)) throw new Error(`cannot do ${event.aggregateVersion}`);
      },
    });
  const effects = (db: Database) => db.reader.execute<{ item: string; version: number }>(sql`select item, version from effects order by n`);
  const append = (db: Database, item: string) => db.transaction((tx) => appendEvent(tx, { clock: systemClock, ids }, itemChanged(item)));

  it('keeps order and effects with several relays and several processes of consumers', async () => {
    const items = Array.from({ length: 10 }, newItemId);
    const db = owner.connect();
    for (let copy = 0; copy < 3; copy += 1) {
      const transport = open(systemClock);
      await run(startRelay({ db: owner.connect(), transport, log, clock: systemClock, batchSize: 9, pollMs: POLL_MS }));
      await run(startConsumers({ db: consumer.connect(), transport, group: 'social', consumers: [writing()], log, clock: systemClock }));
    }
    for (let round = 0; round < 6; round += 1) await Promise.all(items.map((item) => append(db, item)));
    await drain({ databases: [db], transport: open(systemClock), groups: ['social'] });
    const rows = await effects(consumer.connect());
    expect(rows).toHaveLength(60);
    for (const item of items) expect(rows.filter((row) => row.item === item).map((row) => row.version)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('makes what follows poison a dead letter too, and handles all of it when replayed', async () => {
    const clock = createFakeClock();
    const transport = open(clock);
    const db = owner.connect();
    const item = newItemId();
    let poisonous = true;
    const consumers = [writing((version) => poisonous && version === 2)];
    await run(startRelay({ db, transport, log, clock, pollMs: POLL_MS }));
    await run(startConsumers({ db: consumer.connect(), transport, group: 'social', consumers, log, clock }));
    for (let version = 1; version <= 4; version += 1) await append(db, item);

    const dead = await waitFor(
      async () => {
        const depths = await transport.depths();
        if (depths.every((depth) => depth.inFlight === 0)) clock.advance(1_000);
        return transport.listDeadLetters({ group: 'social' });
      },
      (list) => list.length === 3,
      20_000,
    );
    expect(dead.map((letter) => [letter.event.aggregateVersion, letter.attempts])).toEqual([
      [2, MAX_ATTEMPTS],
      [3, 1],
      [4, 1],
    ]);
    expect(dead[0]?.reason).toBe('Error: cannot do 2');
    expect(dead[1]?.reason).toMatch(/^versions between 1 and 3 /);
    const reader = consumer.connect();
    expect((await effects(reader)).map((row) => row.version)).toEqual([1]);

    poisonous = false;
    for (const letter of dead) expect(await transport.replayDeadLetter(letter.id)).toBe(true);
    await drain({ databases: [db], transport, groups: ['social'] });
    expect((await effects(reader)).map((row) => row.version)).toEqual([1, 2, 3, 4]);
    expect(await transport.listDeadLetters({ group: 'social' })).toEqual([]);
  });

  it('drains what consumers append in turn, and says what is left when it cannot', async () => {
    const transport = open(systemClock);
    const db = owner.connect();
    const second = consumer.connect();
    const consumers = [
      defineConsumer({
        event: 'commerce.order_item.status_changed',
        ordering: 'any',
        handle: (tx, event) => (event.payload.to === 'DELIVERED' ? Promise.resolve() : appendEvent(tx, { clock: systemClock, ids }, itemChanged(newItemId(), 2))),
      }),
    ];
    await append(db, newItemId());
    await expect(drain({ databases: [db], transport, timeoutMs: 50 })).rejects.toThrow('not drained in 50 ms: 1 in outboxes, 0 in queues');
    await run(startRelay({ db, transport, log, clock: systemClock }));
    await run(startRelay({ db: second, transport, log, clock: systemClock }));
    await run(startConsumers({ db: second, transport, group: 'social', consumers, log, clock: systemClock }));
    await drain({ databases: [db, second], transport, groups: ['social'] });
    expect(await second.reader.execute(sql`select count(*)::int as appended, count(published_at)::int as published from outbox`)).toEqual([{ appended: 1, published: 1 }]);
    expect(await transport.depths()).toEqual([{ group: 'insights', queued: 2, inFlight: 0, dead: 0 }]);
  });

  it('starts when the queues come back, and stops at once while they are away', async () => {
    const transport = createPostgresTransport({ url: queues.url.replace(/\/[^/]*$/, '/there_is_no_such_database'), log, clock: systemClock });
    const away = startConsumers({ db: consumer.connect(), transport, group: 'social', consumers: [writing()], log, clock: systemClock });
    await waitFor(
      () => log.lines,
      (lines) => lines.some((line) => line.message === 'could not subscribe, will be tried again'),
    );
    await away.stop();
    await away.ready;
    await transport.close();
  });

  it('carries a few hundred events a second on one slow machine', async () => {
    const total = 600;
    const db = owner.connect();
    const transport = open(systemClock);
    const items = Array.from({ length: total }, newItemId);
    await db.transaction((tx) => appendEvents(tx, { clock: systemClock, ids }, items.map((item) => itemChanged(item))));
    await run(startRelay({ db, transport, log, clock: systemClock }));
    await run(startConsumers({ db: consumer.connect(), transport, group: 'social', consumers: [writing()], log, clock: systemClock }));
    const begun = performance.now();
    await drain({ databases: [db], transport, groups: ['social'], timeoutMs: 20_000 });
    const perSecond = total / ((performance.now() - begun) / 1_000);
    expect(await effects(consumer.connect())).toHaveLength(total);
    // The figure is the benchmark's; this only finds what has become absurdly slow.
    expect(perSecond).toBeGreaterThan(50);
  });
});
