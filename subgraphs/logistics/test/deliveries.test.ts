import { createHmac } from 'node:crypto';
import type { EventPayload } from '@marketgraph/contracts';
import { outbox, compareTables } from '@marketgraph/db';
import { encodeId, MINUTE, SECOND, type Id } from '@marketgraph/kernel';
import { buyer, guest, operator, vendorMember } from '@marketgraph/testing';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vendorContacts } from '../src/contacts/contacts.tables.ts';
import { deliveries, deliveryAttempts, deliverySteps } from '../src/deliveries/deliveries.tables.ts';
import { shippingQuotes } from '../src/quotes/quotes.tables.ts';
import { shippingRates } from '../src/rates/rates.tables.ts';
import { runTasks } from '../src/tasks/run-tasks.ts';
import { processProviderEvents } from '../src/uber/process-events.ts';
import { providerEvents } from '../src/uber/provider-events.tables.ts';
import { contactOf, createHarness, US_ADDRESS, WEBHOOK_SECRET, type Harness } from './harness.ts';
import { report } from './scripted-courier.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
  harness.deps.peers.answer('identity', 'internalVendorContacts', ({ vendorIds }) => (vendorIds as string[]).map((vendorId) => ({ ...contactOf(nobody()), vendorId })));
});
afterAll(() => harness.stop());

const nobody = () => harness.deps.ids.next('Vendor');

interface Parcel {
  readonly id: Id<'Delivery'>;
  readonly apiId: string;
  readonly order: EventPayload<'commerce.vendor_order.ready'>;
}

async function readyOrder(method = 'LOCAL_DELIVERY'): Promise<Parcel> {
  const { ids } = harness.deps;
  const order: EventPayload<'commerce.vendor_order.ready'> = {
    vendorOrderId: ids.next('VendorOrder'), orderId: ids.next('Order'), number: 'MG-1', vendorId: ids.next('Vendor'), buyerId: ids.next('User'),
    currency: 'USD', gross: '2500', reason: '', by: 'VENDOR', shippingMethod: method, shippingAddress: US_ADDRESS,
    lines: [{ orderItemId: ids.next('OrderItem'), productId: ids.next('Product'), variantId: ids.next('ProductVariant'), title: 'Lamp', quantity: 2, unitPrice: '1000', total: '2000' }],
  };
  await harness.handle('commerce.vendor_order.ready', order.vendorOrderId, 1, order);
  const [row] = await harness.deps.db.reader.select().from(deliveries).where(eq(deliveries.vendorOrderId, order.vendorOrderId));
  if (row === undefined) throw new Error('no delivery was made');
  const id = row.id as Id<'Delivery'>;
  return { id, apiId: encodeId('Delivery', id), order };
}

async function rowOf({ id }: Parcel) {
  const [row] = await harness.deps.db.reader.select().from(deliveries).where(eq(deliveries.id, id));
  if (row === undefined) throw new Error('no such delivery');
  return row;
}

const work = () => runTasks(harness.deps, harness.deps.clock.now());

function post(body: object, signature?: string, header = 'x-uber-signature') {
  const rawBody = Buffer.from(JSON.stringify(body));
  const signed = signature ?? createHmac('sha256', WEBHOOK_SECRET).update(rawBody).digest('hex');
  const route = harness.subgraph.routes.find(({ path }) => path === '/webhooks/uber');
  if (route === undefined) throw new Error('no webhook route');
  return route.handle({ headers: { [header]: signed }, rawBody, query: new URLSearchParams() });
}

let counter = 0;
function statusEvent(parcel: Parcel, status: string, at: Date, rest: object = {}) {
  counter += 1;
  const providerId = `del_${parcel.id}:1`;
  return {
    id: `evt_${counter}`, kind: 'event.delivery_status', created: at.toISOString(), delivery_id: providerId, status,
    data: { id: providerId, status, created: at.toISOString(), updated: at.toISOString(), courier: { name: 'Kim', phone_number: '+1', vehicle_type: 'bicycle', location: { lat: 45.5, lng: -122.6 } }, ...rest },
  };
}

it('keeps the tables that its migrations made', async () => {
  const tables = [deliveries, deliveryAttempts, deliverySteps, providerEvents, shippingRates, shippingQuotes, vendorContacts];
  expect(await compareTables(harness.deps.db.reader, tables)).toEqual([]);
});

describe('a parcel for the courier', () => {
  it('is ordered once, however often the event comes and the work is repeated', async () => {
    const parcel = await readyOrder();
    await harness.handle('commerce.vendor_order.ready', parcel.order.vendorOrderId, 1, parcel.order).catch(() => undefined);
    await work();
    await work();
    expect(harness.courier.orders.filter(({ key }) => key === `${parcel.id}:1`)).toHaveLength(1);
    const row = await rowOf(parcel);
    expect(row).toMatchObject({ status: 'PENDING', carrier: 'UBER', providerId: `del_${parcel.id}:1`, task: 'POLL' });
    expect(row.trackingUrl).toContain('https://track.test/');
  });

  it('is ordered again with the same key after a crash behind the call', async () => {
    const parcel = await readyOrder();
    harness.deps.crash.arm('delivery.after-order');
    await work();
    expect((await rowOf(parcel)).providerId).toBeNull();
    harness.deps.clock.advance(2 * MINUTE);
    await work();
    const keys = harness.courier.orders.filter(({ key }) => key.startsWith(parcel.id)).map(({ key }) => key);
    expect(keys).toEqual([`${parcel.id}:1`, `${parcel.id}:1`]);
    expect((await rowOf(parcel)).providerId).not.toBeNull();
  });

  it('waits longer and longer while no courier is free, fails when refused, and can be tried again', async () => {
    const parcel = await readyOrder();
    const { orderAnswer } = harness.courier;
    harness.courier.orderAnswer = () => ({ kind: 'retry', code: 'couriers_busy', reason: 'busy' });
    await work();
    expect((await rowOf(parcel)).taskDueAt).toEqual(new Date(harness.deps.clock.now().getTime() + 5 * SECOND));
    harness.courier.orderAnswer = () => ({ kind: 'refused', code: 'address_undeliverable', reason: 'too far' });
    harness.deps.clock.advance(5 * SECOND);
    await work();
    expect(await rowOf(parcel)).toMatchObject({ status: 'FAILED', task: null });
    harness.courier.orderAnswer = orderAnswer;

    const session = harness.client.as(vendorMember(parcel.order.vendorId, 'STAFF'));
    const answer = await session.mutate<{ deliveryRetry: { delivery: object } }>(
      `mutation ($id: ID!) { deliveryRetry(input: { id: $id }) { ... on DeliveryRetrySuccess { delivery { status attempts { number outcome reason } } } } }`,
      { id: parcel.apiId },
    );
    expect(answer.deliveryRetry.delivery).toEqual({
      status: 'PENDING',
      attempts: [{ number: 1, outcome: 'FAILED', reason: 'address_undeliverable: too far' }, { number: 2, outcome: null, reason: '' }],
    });
    await work();
    expect(harness.courier.orders.some(({ key }) => key === `${parcel.id}:2`)).toBe(true);
  });

  it('is not carried on when the order is cancelled, before and after it was ordered', async () => {
    const early = await readyOrder();
    await harness.handle('commerce.vendor_order.cancelled', early.order.vendorOrderId, 2, { ...early.order, reason: 'changed my mind' });
    expect(await rowOf(early)).toMatchObject({ status: 'CANCELLED', task: null });
    const late = await readyOrder();
    await work();
    await harness.handle('commerce.vendor_order.cancelled', late.order.vendorOrderId, 2, late.order);
    expect(await rowOf(late)).toMatchObject({ status: 'PENDING', task: 'CANCEL' });
    await work();
    expect(harness.courier.cancelled).toContain(`del_${late.id}:1`);
    expect(await rowOf(late)).toMatchObject({ status: 'CANCELLED', task: null });
  });

  it('goes on where the carrier can no longer stop', async () => {
    const parcel = await readyOrder();
    await work();
    harness.courier.cancelAnswer = (providerId) => ({ kind: 'done', value: report(providerId, 'PICKED_UP', harness.deps.clock.now()) });
    await harness.client.as(operator()).mutate(`mutation ($id: ID!) { deliveryCancel(input: { id: $id }) { __typename } }`, { id: parcel.apiId });
    await work();
    expect(await rowOf(parcel)).toMatchObject({ status: 'PICKED_UP', task: 'POLL' });
  });
});

describe("the courier's webhooks", () => {
  it('are refused when badly signed or too old, and stored once when they come twice', async () => {
    const parcel = await readyOrder();
    await work();
    const now = harness.deps.clock.now();
    const event = statusEvent(parcel, 'pickup', now);
    expect((await post(event, 'ab'.repeat(32))).status).toBe(401);
    expect((await post(event, 'short')).status).toBe(401);
    expect((await post({ ...event, created: new Date(now.getTime() - 49 * 3_600_000).toISOString() })).status).toBe(400);
    expect((await post(event)).status).toBe(200);
    expect((await post(event, undefined, 'x-postmates-signature')).status).toBe(200);
    expect(await processProviderEvents(harness.deps, now)).toBe(1);
    expect(await rowOf(parcel)).toMatchObject({ status: 'ASSIGNED', courier: { name: 'Kim', phone: '+1', vehicle: 'bicycle' } });
  });

  it('never lead back, in whatever order they come', async () => {
    const parcel = await readyOrder();
    await work();
    const at = (seconds: number) => new Date(harness.deps.clock.now().getTime() + seconds * SECOND);
    await post(statusEvent(parcel, 'delivered', at(40)));
    await post(statusEvent(parcel, 'dropoff', at(30)));
    await post(statusEvent(parcel, 'pickup', at(10)));
    await processProviderEvents(harness.deps, at(60));
    await post(statusEvent(parcel, 'canceled', at(50)));
    await processProviderEvents(harness.deps, at(60));
    expect((await rowOf(parcel)).status).toBe('DELIVERED');
    const steps = await harness.deps.db.reader.select().from(deliverySteps).where(eq(deliverySteps.deliveryId, parcel.id)).orderBy(asc(deliverySteps.number));
    expect(steps.map(({ status }) => status)).toEqual(['PENDING', 'DELIVERED']);
    const events = await harness.deps.db.reader.select().from(outbox).where(eq(outbox.aggregateId, parcel.id)).orderBy(asc(outbox.id));
    expect(events.map(({ name }) => name)).toEqual(['logistics.delivery.created', 'logistics.delivery.status_changed']);
  });

  it('wait for the answer to the order that they overtook', async () => {
    const parcel = await readyOrder();
    const now = harness.deps.clock.now();
    await post(statusEvent(parcel, 'pickup', now));
    await processProviderEvents(harness.deps, now);
    expect((await rowOf(parcel)).status).toBe('PENDING');
    await work();
    harness.deps.clock.advance(5 * SECOND);
    await processProviderEvents(harness.deps, harness.deps.clock.now());
    expect((await rowOf(parcel)).status).toBe('ASSIGNED');
  });

  it('are not missed when they are lost: the carrier is asked', async () => {
    const parcel = await readyOrder();
    await work();
    harness.courier.readAnswer = (providerId) => ({ kind: 'done', value: report(providerId, 'IN_TRANSIT', harness.deps.clock.now()) });
    harness.deps.clock.advance(3 * MINUTE);
    await work();
    expect((await rowOf(parcel)).status).toBe('IN_TRANSIT');
  });
});

describe('tracking', () => {
  const TRACK = `subscription ($id: ID!, $since: Int) {
    deliveryTracked(id: $id, since: $since) { seq gap snapshot kind status position { latitude longitude } dropoffEta delivery { id status courier { name } } }
  }`;

  it('begins with the present state, tells moves and statuses, and resumes without a gap', async () => {
    const parcel = await readyOrder();
    await work();
    const session = harness.client.as(buyer({ userId: parcel.order.buyerId }));
    type Update = { deliveryTracked: { seq: number; snapshot: boolean; kind: string; status: string; position: { latitude: number } | null; delivery: { status: string } } };
    const stream = await session.subscribe<Update>(TRACK, { id: parcel.apiId });
    const first = (await stream.next()).deliveryTracked;
    expect(first).toMatchObject({ snapshot: true, kind: 'SNAPSHOT', status: 'PENDING' });

    const now = harness.deps.clock.now();
    await post(statusEvent(parcel, 'pickup', new Date(now.getTime() + SECOND)));
    await processProviderEvents(harness.deps, now);
    await post({ kind: 'event.courier_update', delivery_id: `del_${parcel.id}:1`, created: new Date(now.getTime() + 5 * SECOND).toISOString(), location: { lat: 45.6, lng: -122.7 } });
    await processProviderEvents(harness.deps, now);
    const second = (await stream.next()).deliveryTracked;
    expect(second).toMatchObject({ seq: first.seq + 1, kind: 'STATUS', status: 'ASSIGNED', delivery: { status: 'ASSIGNED' } });
    const third = (await stream.next()).deliveryTracked;
    expect(third).toMatchObject({ seq: first.seq + 2, kind: 'POSITION', position: { latitude: 45.6, longitude: -122.7 } });
    await stream.close();

    const resumed = await session.subscribe<Update>(TRACK, { id: parcel.apiId, since: first.seq });
    expect((await resumed.take(2)).map(({ deliveryTracked: { seq, kind } }) => [seq, kind])).toEqual([[second.seq, 'STATUS'], [third.seq, 'POSITION']]);
    await resumed.close();
  });

  it('is for its buyer and its store alone', async () => {
    const parcel = await readyOrder();
    const query = `query ($id: ID!) { delivery(id: $id) { id destination { line1 } availableActions } }`;
    const see = (viewer: Parameters<Harness['client']['as']>[0]) => harness.client.as(viewer).query<{ delivery: object | null }>(query, { id: parcel.apiId });
    expect((await see(buyer({ userId: parcel.order.buyerId }))).delivery).toMatchObject({ availableActions: [] });
    expect((await see(vendorMember(parcel.order.vendorId, 'STAFF'))).delivery).toMatchObject({ availableActions: ['CANCEL'] });
    expect((await see(operator())).delivery).not.toBeNull();
    for (const stranger of [buyer(), vendorMember(nobody(), 'OWNER'), vendorMember(parcel.order.vendorId, ['view_products'])]) {
      expect((await see(stranger)).delivery).toBeNull();
      const [error] = await harness.client.as(stranger).errors(TRACK, { id: parcel.apiId });
      expect(error?.extensions?.['code']).toBe('NOT_FOUND');
    }
    const [refusal] = await harness.client.as(guest()).errors(query, { id: parcel.apiId });
    expect(refusal?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });

  it('of a foreign parcel changes nothing', async () => {
    const parcel = await readyOrder('STANDARD');
    const owner = harness.client.as(vendorMember(nobody(), 'OWNER'));
    const before = await rowOf(parcel);
    for (const [mutation, rest] of [['deliveryCancel', ''], ['deliveryRetry', ''], ['deliveryManualUpdate', ', status: DELIVERED']]) {
      const answer = await owner.mutate<Record<string, { __typename: string }>>(`mutation ($id: ID!) { ${mutation}(input: { id: $id${rest} }) { __typename } }`, { id: parcel.apiId });
      expect(Object.values(answer)[0]?.__typename).toBe('NotFound');
    }
    expect(await rowOf(parcel)).toEqual(before);
  });
});

it('lets the team report by hand where no courier does, by legal steps only', async () => {
  const parcel = await readyOrder('STANDARD');
  const session = harness.client.as(vendorMember(parcel.order.vendorId, 'STAFF'));
  const update = (status: string) =>
    session.mutate<{ deliveryManualUpdate: object }>(
      `mutation ($id: ID!, $status: DeliveryStatus!) { deliveryManualUpdate(input: { id: $id, status: $status, trackingUrl: "https://post.test/1" }) {
        __typename ... on DeliveryManualUpdateSuccess { delivery { status trackingUrl availableActions } } ... on DeliveryStatusConflict { code status } ... on InvalidInput { path } } }`,
      { id: parcel.apiId, status },
    );
  expect((await update('IN_TRANSIT')).deliveryManualUpdate).toMatchObject({ delivery: { status: 'IN_TRANSIT', trackingUrl: 'https://post.test/1', availableActions: ['MARK_DELIVERED', 'MARK_FAILED'] } });
  expect((await update('ASSIGNED')).deliveryManualUpdate).toMatchObject({ __typename: 'InvalidInput', path: ['input', 'status'] });
  expect((await update('DELIVERED')).deliveryManualUpdate).toMatchObject({ delivery: { status: 'DELIVERED', availableActions: [] } });
  expect((await update('FAILED')).deliveryManualUpdate).toMatchObject({ code: 'DELIVERY_STATUS_CONFLICT', status: 'DELIVERED' });
});

it('lists the deliveries of a store in pages, in one statement each', async () => {
  const { ids } = harness.deps;
  const vendorId = ids.next('Vendor');
  const now = harness.deps.clock.now();
  const rows = Array.from({ length: 25 }, () => ({
    id: ids.next('Delivery'), vendorOrderId: ids.next('VendorOrder'), orderId: ids.next('Order'), vendorId, buyerId: ids.next('User'), number: 'MG-2', method: 'STANDARD',
    carrier: 'MANUAL' as const, status: 'PENDING' as const, destination: US_ADDRESS, contents: [], currency: 'USD', value: 1n, createdAt: now, updatedAt: now,
  }));
  await harness.deps.db.transaction((tx) => tx.insert(deliveries).values(rows));
  const session = harness.client.as(vendorMember(vendorId, 'STAFF'));
  type Page = { vendorDeliveries: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
  const page = (after: string | null) =>
    session.query<Page>(`query ($vendorId: ID!, $after: String) { vendorDeliveries(vendorId: $vendorId, first: 10, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`, {
      vendorId: encodeId('Vendor', vendorId), after,
    });
  const seen: string[] = [];
  let after: string | null = null;
  for (let more = true; more; ) {
    harness.database.statements.reset();
    const { vendorDeliveries }: Page = await page(after);
    expect(harness.database.statements.statements).toHaveLength(1);
    seen.push(...vendorDeliveries.nodes.map(({ id }) => id));
    after = vendorDeliveries.pageInfo.endCursor;
    more = vendorDeliveries.pageInfo.hasNextPage;
  }
  expect(seen).toHaveLength(25);
  expect(new Set(seen)).toEqual(new Set(rows.map(({ id }) => encodeId('Delivery', id))));
});
