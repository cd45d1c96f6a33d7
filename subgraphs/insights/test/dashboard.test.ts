import { createEventHandler } from '@marketgraph/bus';
import type { EventEnvelope, EventName, EventPayload } from '@marketgraph/contracts';
import { compareTables } from '@marketgraph/db';
import { encodeId, type Id } from '@marketgraph/kernel';
import { silentLogger } from '@marketgraph/server';
import { buyer, createTestDatabase, createTestDeps, guest, operator, testClient, vendorMember, type TestClient, type TestDatabase, type TestDeps } from '@marketgraph/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createInsights } from '../src/app.ts';
import { insightsConsumers } from '../src/consumers/all.ts';
import * as facts from '../src/facts/facts.tables.ts';
import { insightsModule } from '../src/module.ts';
import * as tracking from '../src/tracking/tracking.tables.ts';

let database: TestDatabase;
let deps: TestDeps;
let client: TestClient;
let vendorId: Id<'Vendor'>;
let deliver: ReturnType<typeof createEventHandler>;
const versions = new Map<string, number>();

beforeAll(async () => {
  database = await createTestDatabase('insights', [insightsModule.migrations]);
  deps = createTestDeps({ db: database.db });
  await deps.live.start();
  client = testClient(createInsights(deps));
  deliver = createEventHandler({ db: deps.db, group: 'insights', consumers: insightsConsumers(deps), log: silentLogger, clock: deps.clock });
});
afterAll(async () => {
  await deps.live.stop();
  await database.drop();
});
beforeEach(async () => {
  vendorId = deps.ids.next('Vendor');
  await tell('identity.vendor.approved', vendorId, {
    vendorId, ownerId: deps.ids.next('User'), name: 'Aurora', slug: 'aurora', status: 'APPROVED', currency: 'USD', country: 'US', reason: '',
  });
});

function envelope<Name extends EventName>(name: Name, aggregateId: string, payload: EventPayload<Name>): EventEnvelope {
  const version = (versions.get(aggregateId) ?? 0) + 1;
  versions.set(aggregateId, version);
  return {
    id: deps.ids.next('Event'), name, wireVersion: 1, aggregateId, aggregateVersion: version, occurredAt: deps.clock.now().toISOString(), traceId: 'test', payload,
  } as unknown as EventEnvelope;
}

async function hand(event: EventEnvelope): Promise<void> {
  const outcome = await deliver({ event, attempt: 1, waits: 0, acceptGap: false });
  if (outcome.kind !== 'done') throw new Error(`the event was not handled: ${JSON.stringify(outcome)}`);
}

const tell = async <Name extends EventName>(name: Name, aggregateId: string, payload: EventPayload<Name>) => hand(envelope(name, aggregateId, payload));

type Order = EventPayload<'commerce.order.placed'>;

function orderOf(quantity = 2, other: Id<'Vendor'> = deps.ids.next('Vendor')): Order {
  const share = (owner: Id<'Vendor'>, gross: bigint) => ({
    vendorOrderId: deps.ids.next('VendorOrder'), vendorId: owner, gross: gross.toString(), commission: (gross / 50n).toString(), net: (gross - gross / 50n).toString(), shipping: '0',
    lines: [{
      orderItemId: deps.ids.next('OrderItem'), productId: deps.ids.next('Product'), variantId: deps.ids.next('ProductVariant'), title: 'Lamp', quantity,
      unitPrice: (gross / BigInt(quantity)).toString(), total: gross.toString(),
    }],
  });
  return {
    orderId: deps.ids.next('Order'), number: 'MG-1', buyerId: deps.ids.next('User'), currency: 'USD', total: '15000', checkoutId: deps.ids.next('Checkout'),
    vendorOrders: [share(vendorId, 10_000n), share(other, 5_000n)],
  };
}

const DASHBOARD = `query ($vendorId: ID!, $period: DashboardPeriod!) {
  vendorDashboard(vendorId: $vendorId, period: $period) {
    placed { count gross { amount } commission { amount } net { amount } previousCount grossChangeBasisPoints }
    paid { count } completed { count } cancelled { count } refunded { amount } unitsSold averageOrderValue { amount } productViews conversionBasisPoints
    topProducts { title unitsSold revenue { amount } views product { id } } trend { day orders gross { amount } views }
  }
}`;

interface Dashboard {
  placed: { count: number; gross: { amount: string }; previousCount: number };
  paid: { count: number };
  completed: { count: number };
  cancelled: { count: number };
  refunded: { amount: string };
  unitsSold: number;
  productViews: number;
  conversionBasisPoints: number | null;
  topProducts: { title: string; unitsSold: number; revenue: { amount: string }; views: number; product: { id: string } }[];
  trend: { day: string; orders: number; views: number }[];
}

async function dashboard(period = 'LAST_30_DAYS'): Promise<Dashboard> {
  const answer = await client.as(vendorMember(vendorId, 'MANAGER')).query<{ vendorDashboard: Dashboard }>(DASHBOARD, { vendorId: encodeId('Vendor', vendorId), period });
  return answer.vendorDashboard;
}

const paymentOf = (order: Order, amount: string, vendorOrderId: Id<'VendorOrder'> | null = null): EventPayload<'commerce.payment.captured'> => ({
  paymentId: deps.ids.next('Payment'), orderId: order.orderId, number: order.number, buyerId: order.buyerId, amount, currency: 'USD', reason: '', vendorOrderId,
});

it('keeps the tables that its migrations made', async () => {
  expect(await compareTables(deps.db.reader, [...Object.values(facts), ...Object.values(tracking)])).toEqual([]);
});

describe('the figures of a store', () => {
  it('keep placed, paid and completed sales apart, and count its own part only', async () => {
    const order = orderOf();
    await tell('commerce.order.created', order.orderId, order);
    expect((await dashboard()).placed.count).toBe(0);
    await tell('commerce.order.placed', order.orderId, order);
    expect(await dashboard()).toMatchObject({ placed: { count: 1, gross: { amount: '10000' }, previousCount: 0 }, paid: { count: 0 }, unitsSold: 2 });
    const payment = paymentOf(order, '15000');
    await tell('commerce.payment.captured', payment.paymentId, payment);
    await tell('commerce.order.completed', order.orderId, order);
    expect(await dashboard()).toMatchObject({ paid: { count: 1 }, completed: { count: 1 }, averageOrderValue: { amount: '10000' } });
  });

  it('are the same in whatever order the events come, and when they come twice', async () => {
    const order = orderOf();
    const payment = paymentOf(order, '15000');
    const placed = envelope('commerce.order.placed', order.orderId, order);
    await tell('commerce.payment.captured', payment.paymentId, payment);
    await hand(placed);
    await hand(placed);
    expect(await dashboard()).toMatchObject({ placed: { count: 1 }, paid: { count: 1 }, unitsSold: 2 });
  });

  it('miss no payment that is heard of together with its order', async () => {
    const told = Array.from({ length: 30 }, () => {
      const order = orderOf();
      const payment = paymentOf(order, '15000');
      return [hand(envelope('commerce.order.placed', order.orderId, order)), hand(envelope('commerce.payment.captured', payment.paymentId, payment))];
    });
    await Promise.all(told.flat());
    expect(await dashboard()).toMatchObject({ placed: { count: 30 }, paid: { count: 30 }, unitsSold: 60 });
  });

  it('hear of an item’s end before its order, and of a placed order before it was begun', async () => {
    const order = orderOf();
    const [mine] = order.vendorOrders;
    const item = mine?.lines[0];
    if (mine === undefined || item === undefined) throw new Error('no share');
    await tell('commerce.order_item.status_changed', item.orderItemId, {
      orderItemId: item.orderItemId, vendorOrderId: mine.vendorOrderId, orderId: order.orderId, productId: item.productId, variantId: item.variantId, vendorId, buyerId: order.buyerId,
      from: 'PENDING', to: 'CANCELLED',
    });
    await tell('commerce.order.placed', order.orderId, order);
    await tell('commerce.order.created', order.orderId, order);
    expect(await dashboard()).toMatchObject({ placed: { count: 1, gross: { amount: '10000' } }, unitsSold: 0 });
  });

  it('take back what was cancelled and refunded', async () => {
    const order = orderOf();
    const [mine] = order.vendorOrders;
    const item = mine?.lines[0];
    if (mine === undefined || item === undefined) throw new Error('no share');
    await tell('commerce.order.placed', order.orderId, order);
    await tell('commerce.vendor_order.cancelled', mine.vendorOrderId, {
      vendorOrderId: mine.vendorOrderId, orderId: order.orderId, number: order.number, vendorId, buyerId: order.buyerId, currency: 'USD', gross: '10000', reason: '', by: 'BUYER',
      shippingMethod: 'STANDARD', lines: mine.lines,
      shippingAddress: { recipient: '', phone: '', line1: '', line2: '', city: '', region: '', postalCode: '', country: 'US' },
    });
    await tell('commerce.order_item.status_changed', item.orderItemId, {
      orderItemId: item.orderItemId, vendorOrderId: mine.vendorOrderId, orderId: order.orderId, productId: item.productId, variantId: item.variantId, vendorId, buyerId: order.buyerId,
      from: 'PENDING', to: 'CANCELLED',
    });
    const refund = paymentOf(order, '10000', mine.vendorOrderId);
    await tell('commerce.payment.refunded', refund.paymentId, refund);
    expect(await dashboard()).toMatchObject({ cancelled: { count: 1 }, refunded: { amount: '10000' }, unitsSold: 0, topProducts: [] });
  });

  it('share a refund of the whole order out to the last unit', async () => {
    const order = orderOf();
    await tell('commerce.order.placed', order.orderId, order);
    const refund = paymentOf(order, '10001');
    await tell('commerce.payment.refunded', refund.paymentId, refund);
    const other = order.vendorOrders[1]?.vendorId;
    expect((await dashboard()).refunded.amount).toBe('6667');
    const rows = await deps.db.reader.select({ vendorId: facts.sales.vendorId, refunded: facts.sales.refunded }).from(facts.sales);
    expect(rows.find((row) => row.vendorId === other)?.refunded).toBe(3_334n);
  });

  it('count visits that were agreed to, once each', async () => {
    const order = orderOf(1);
    const productId = order.vendorOrders[0]?.lines[0]?.productId;
    if (productId === undefined) throw new Error('no product');
    await tell('catalog.product.created', productId, { productId, vendorId, title: 'Lamp', status: 'ACTIVE', changed: [], variantIds: [] });
    await tell('commerce.order.placed', order.orderId, order);
    const view = (id: string) => ({ id, kind: 'PRODUCT_VIEWED', at: deps.clock.now().toISOString(), productId: encodeId('Product', productId) });
    const track = (consent: boolean, events: object[]) =>
      client.as(guest()).mutate<{ eventsTrack: { accepted?: number; path?: string[] } }>(
        `mutation ($input: EventsTrackInput!) { eventsTrack(input: $input) { ... on EventsTrackSuccess { accepted } ... on InvalidInput { path } } }`,
        { input: { consent, visitKey: 'visit', events } },
      );
    const [first, second] = [deps.ids.next('Event'), deps.ids.next('Event')];
    expect((await track(true, [view(first), view(second)])).eventsTrack.accepted).toBe(2);
    expect((await track(true, [view(first)])).eventsTrack.accepted).toBe(0);
    expect((await track(false, [view(deps.ids.next('Event'))])).eventsTrack.accepted).toBe(0);
    expect((await track(true, [view('not a uuid')])).eventsTrack.path).toEqual(['input', 'events', '0', 'id']);
    const figures = await dashboard('TODAY');
    expect(figures).toMatchObject({ productViews: 2, conversionBasisPoints: 5_000, topProducts: [{ title: 'Lamp', unitsSold: 1, views: 2, product: { id: encodeId('Product', productId) } }] });
    expect(figures.trend).toEqual([{ day: deps.clock.now().toISOString().slice(0, 10), orders: 1, gross: { amount: '10000' }, views: 2 }]);
  });

  it('are for those who may view them', async () => {
    const variables = { vendorId: encodeId('Vendor', vendorId), period: 'TODAY' };
    expect((await client.as(operator('SUPPORT')).query<{ vendorDashboard: object | null }>(DASHBOARD, variables)).vendorDashboard).not.toBeNull();
    expect((await client.as(vendorMember(deps.ids.next('Vendor'), 'OWNER')).query<{ vendorDashboard: object | null }>(DASHBOARD, variables)).vendorDashboard).toBeNull();
    for (const [viewer, code] of [[guest(), 'UNAUTHENTICATED'], [buyer(), 'FORBIDDEN'], [vendorMember(vendorId, 'STAFF'), 'FORBIDDEN']] as const) {
      expect((await client.as(viewer).errors(DASHBOARD, variables))[0]?.extensions?.['code']).toBe(code);
    }
  });
});

it('shows a sale the moment it is made', async () => {
  type Update = { vendorDashboardUpdated: { seq: number; snapshot: boolean; cause: string; dashboard: { placed: { count: number } } } };
  const stream = await client.as(vendorMember(vendorId, 'OWNER')).subscribe<Update>(
    `subscription ($vendorId: ID!) { vendorDashboardUpdated(vendorId: $vendorId) { seq gap snapshot cause vendorId dashboard { placed { count } } } }`,
    { vendorId: encodeId('Vendor', vendorId) },
  );
  const first = (await stream.next()).vendorDashboardUpdated;
  expect(first).toMatchObject({ snapshot: true, cause: '', dashboard: { placed: { count: 0 } } });
  const order = orderOf();
  await tell('commerce.order.placed', order.orderId, order);
  expect((await stream.next()).vendorDashboardUpdated).toMatchObject({ seq: first.seq + 1, snapshot: false, cause: 'commerce.order.placed', dashboard: { placed: { count: 1 } } });
  await stream.close();
});
