import { outbox, type Database } from '@marketgraph/db';
import { createFakeClock } from '@marketgraph/kernel';
import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendEvent, appendEvents } from '@marketgraph/bus';
import { createTestDatabase, type TestDatabase } from './support/databases.ts';
import { ids, itemChanged, newItemId } from './support/events.ts';

const clock = createFakeClock();
const deps = { clock, ids };

describe('appendEvent', () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = database.connect();
  });
  afterAll(() => database.drop());

  const rows = () => db.reader.select().from(outbox).orderBy(asc(outbox.id));
  const versionsOf = async (aggregateId: string) => (await rows()).filter((row) => row.aggregateId === aggregateId).map((row) => row.aggregateVersion);

  it('writes the event with the change, and takes it back with it', async () => {
    const item = newItemId();
    const event = itemChanged(item, 1);
    await db.transaction((tx) => appendEvent(tx, deps, event));
    const failing = db.transaction(async (tx) => {
      await appendEvent(tx, deps, itemChanged(item, 2));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await db.transaction((tx) => appendEvent(tx, deps, itemChanged(item, 3)));
    const written = (await rows()).filter((row) => row.aggregateId === item);
    expect(written[0]).toEqual({
      id: expect.any(Number),
      eventId: expect.any(String),
      name: event.name,
      aggregateId: item,
      aggregateVersion: 1,
      occurredAt: clock.now(),
      traceId: 'trace-1',
      payload: event.payload,
      publishedAt: null,
    });
    expect(written.map((row) => [row.aggregateVersion, row.traceId])).toEqual([
      [1, 'trace-1'],
      [2, 'trace-3'],
    ]);
  });

  it('tells listeners when the transaction commits, and not before', async () => {
    let told = 0;
    const wait = Promise.withResolvers<void>();
    const unlisten = await db.listen('outbox', () => {
      told += 1;
      wait.resolve();
    });
    await db.transaction(async (tx) => {
      await appendEvent(tx, deps, itemChanged(newItemId()));
      await appendEvent(tx, deps, itemChanged(newItemId()));
      expect(told).toBe(0);
    });
    await wait.promise;
    await unlisten();
    expect(told).toBe(1);
  });

  it('numbers an aggregate without gaps, and in the order of the outbox, whoever else appends', async () => {
    const items = Array.from({ length: 3 }, newItemId);
    const other = database.connect();
    const once = (pool: Database, index: number) => pool.transaction((tx) => appendEvents(tx, deps, items.toSorted(() => (index % 2) - 0.5).map((item) => itemChanged(item))));
    await Promise.all(Array.from({ length: 20 }, (_, index) => once(index % 2 === 0 ? db : other, index)));
    const expected = Array.from({ length: 20 }, (_, index) => index + 1);
    for (const item of items) expect(await versionsOf(item)).toEqual(expected);
  });

  it('keeps the order that several events are given in', async () => {
    const [first, second] = [newItemId(), newItemId()];
    await db.transaction(async (tx) => {
      await appendEvents(tx, deps, []);
      await appendEvents(tx, deps, [itemChanged(second, 1), itemChanged(first, 2), itemChanged(second, 3)]);
    });
    const written = (await rows()).filter((row) => row.aggregateId === first || row.aggregateId === second);
    expect(written.map((row) => [row.aggregateId, row.aggregateVersion, row.traceId])).toEqual([
      [second, 1, 'trace-1'],
      [first, 1, 'trace-2'],
      [second, 2, 'trace-3'],
    ]);
  });

  it('refuses a payload that does not fit, and an aggregate that is not the payload’s own', async () => {
    const event = itemChanged(newItemId());
    const before = (await rows()).length;
    const append = (changed: typeof event) => db.transaction((tx) => appendEvent(tx, deps, changed));
    await expect(append({ ...event, payload: { ...event.payload, orderId: 'ord_1' } })).rejects.toThrow('Invalid');
    await expect(append({ ...event, aggregateId: event.payload.orderId })).rejects.toThrow('aggregateId must be the payload');
    expect((await rows()).length).toBe(before);
  });
});
