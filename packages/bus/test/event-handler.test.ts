import { inbox, inboxVersions, type Database } from '@marketgraph/db';
import { EVENT_WIRE_VERSION, type EventEnvelope, type EventName } from '@marketgraph/contracts';
import { createFakeClock } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEventHandler, defineConsumer, type Delivery, type Ordering } from '@marketgraph/bus';
import { createTestDatabase, type TestDatabase } from './support/databases.ts';
import { itemEnvelope, newItemId } from './support/events.ts';
import { createRecordingLog } from './support/log.ts';

const clock = createFakeClock();
const GAP_REASON = /^versions between 0 and 2 of .* have not been handled$/;

describe('createEventHandler', () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = database.connect();
  });
  afterAll(() => database.drop());

  /** A handler that notes what it was given, and fails while `failing`. */
  function createHandler(ordering: Ordering) {
    const handled: number[] = [];
    const state = { handled, failing: false };
    const consumer = defineConsumer({
      event: 'commerce.order_item.status_changed',
      ordering,
      handle: (_tx, event) => {
        if (state.failing) return Promise.reject(new Error('not today'));
        handled.push(event.aggregateVersion);
        return Promise.resolve();
      },
    });
    const handle = createEventHandler({ db, group: 'social', consumers: [consumer], log: createRecordingLog(), clock });
    const deliver = (event: EventEnvelope, changes: Partial<Delivery> = {}) => handle({ event, attempt: 1, waits: 0, acceptGap: false, ...changes });
    return { ...state, state, deliver };
  }
  const seenOf = async (aggregateId: string) => (await db.reader.select().from(inboxVersions).where(eq(inboxVersions.aggregateId, aggregateId)))[0]?.version;

  it('handles an event once, delivered twice one after the other and at the same time', async () => {
    const { handled, deliver } = createHandler('strict');
    const event = itemEnvelope(newItemId(), 1);
    expect(await Promise.all([deliver(event), deliver(event), deliver(event)])).toEqual([{ kind: 'done' }, { kind: 'done' }, { kind: 'done' }]);
    expect(await deliver(event)).toEqual({ kind: 'done' });
    expect(handled).toEqual([1]);
    expect(await db.reader.select().from(inbox).where(eq(inbox.eventId, event.id))).toEqual([{ consumer: 'social', eventId: event.id, handledAt: clock.now() }]);
  });

  it('notes nothing of what its handler has failed on', async () => {
    const { handled, state, deliver } = createHandler('strict');
    const event = itemEnvelope(newItemId(), 1);
    state.failing = true;
    await expect(deliver(event)).rejects.toThrow('not today');
    expect(await seenOf(event.aggregateId)).toBeUndefined();
    state.failing = false;
    await deliver(event);
    expect(handled).toEqual([1]);
  });

  it('strict: waits a second five times for a missing version, then gives up', async () => {
    const { handled, deliver } = createHandler('strict');
    const item = newItemId();
    const second = itemEnvelope(item, 2);
    for (const waits of [0, 1, 2, 3, 4]) {
      expect(await deliver(second, { waits })).toEqual({ kind: 'wait', milliseconds: 1_000, reason: expect.stringMatching(GAP_REASON) });
    }
    expect(await deliver(second, { waits: 5 })).toEqual({ kind: 'dead', reason: expect.stringMatching(GAP_REASON) });
    expect(handled).toEqual([]);
    await deliver(itemEnvelope(item, 1));
    expect(await deliver(second)).toEqual({ kind: 'done' });
    expect(handled).toEqual([1, 2]);
  });

  it('strict: takes a gap that a human has accepted', async () => {
    const { handled, deliver } = createHandler('strict');
    const item = newItemId();
    expect(await deliver(itemEnvelope(item, 7), { acceptGap: true })).toEqual({ kind: 'done' });
    expect(await deliver(itemEnvelope(item, 8))).toEqual({ kind: 'done' });
    expect(handled).toEqual([7, 8]);
  });

  it('latest: waits as long, then does without, and leaves out what is older than what it has', async () => {
    const { handled, deliver } = createHandler('latest');
    const item = newItemId();
    const second = itemEnvelope(item, 2);
    expect(await deliver(second, { waits: 4 })).toMatchObject({ kind: 'wait' });
    expect(await deliver(second, { waits: 5 })).toEqual({ kind: 'done' });
    expect(await deliver(itemEnvelope(item, 1))).toEqual({ kind: 'done' });
    expect(await deliver(itemEnvelope(item, 3))).toEqual({ kind: 'done' });
    expect(handled).toEqual([2, 3]);
    expect(await seenOf(item)).toBe(3);
  });

  it('any: handles each event once in whatever order', async () => {
    const { handled, deliver } = createHandler('any');
    const item = newItemId();
    for (const version of [3, 1, 2]) expect(await deliver(itemEnvelope(item, version))).toEqual({ kind: 'done' });
    expect(handled).toEqual([3, 1, 2]);
    expect(await seenOf(item)).toBe(3);
  });

  it('counts versions it has no consumer for, and versions of each stream apart', async () => {
    const { handled, deliver } = createHandler('strict');
    const vendorOrderId = newItemId();
    const handledReady: number[] = [];
    const ready = defineConsumer({
      event: 'commerce.vendor_order.ready',
      ordering: 'strict',
      handle: (_tx, event) => Promise.resolve(handledReady.push(event.aggregateVersion)).then(() => undefined),
    });
    const handle = createEventHandler({ db, group: 'logistics', consumers: [ready], log: createRecordingLog(), clock });
    const vendorOrder = (name: EventName, aggregateVersion: number): Delivery => ({
      event: { ...itemEnvelope(vendorOrderId, aggregateVersion), name, payload: vendorOrderPayload() },
      attempt: 1,
      waits: 0,
      acceptGap: false,
    });
    expect(await handle(vendorOrder('commerce.vendor_order.ready', 2))).toMatchObject({ kind: 'wait' });
    expect(await handle(vendorOrder('commerce.vendor_order.accepted', 1))).toEqual({ kind: 'done' });
    expect(await handle(vendorOrder('commerce.vendor_order.ready', 2))).toEqual({ kind: 'done' });
    expect(handledReady).toEqual([2]);
    // The same uuid in another stream begins at its own first version.
    expect(await deliver(itemEnvelope(vendorOrderId, 1))).toEqual({ kind: 'done' });
    expect(handled).toEqual([1]);
  });

  it('gives up at once what it cannot read', async () => {
    const { handled, deliver } = createHandler('any');
    const event = itemEnvelope(newItemId(), 1);
    expect(await deliver({ ...event, wireVersion: EVENT_WIRE_VERSION + 1 })).toEqual({ kind: 'dead', reason: 'wire version 2 is not known here' });
    expect(await deliver({ ...event, name: 'commerce.order.teleported' as EventName })).toEqual({ kind: 'dead', reason: 'no event is named commerce.order.teleported' });
    const broken = { ...event, payload: { ...event.payload, to: 'LOST' as 'SHIPPED' } };
    expect(await deliver(broken)).toEqual({ kind: 'dead', reason: 'payload does not fit: to invalid_value' });
    expect(handled).toEqual([]);
    expect(await seenOf(event.aggregateId)).toBeUndefined();
  });
});

function vendorOrderPayload(): EventEnvelope<'commerce.vendor_order.ready'>['payload'] {
  const { orderItemId: _item, from: _from, to: _to, productId: _product, variantId: _variant, ...shared } = itemEnvelope(newItemId(), 1).payload;
  const shippingAddress = { recipient: 'A', phone: '', line1: '1', line2: '', city: 'C', region: '', postalCode: '', country: 'DE' };
  return { ...shared, number: 'MG-1', currency: 'EUR', gross: '100', reason: '', by: 'VENDOR', shippingMethod: 'STANDARD', shippingAddress, lines: [] };
}
