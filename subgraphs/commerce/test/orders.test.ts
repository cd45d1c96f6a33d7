import type { EventPayload } from '@marketgraph/contracts';
import { buyer, guest, operator, service, vendorMember } from '@marketgraph/testing';
import { decodeId, encodeId, HOUR, type Id } from '@marketgraph/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHarness, staffOf, type Harness } from './support/harness.ts';
import { checkOut, placeOrder, readyToCheckOut, type CheckedOut } from './support/shopping.ts';

const LIST = `query ($filter: OrderFilter, $first: Int, $after: String) {
  orders(filter: $filter, first: $first, after: $after) { nodes { number status } pageInfo { hasNextPage hasPreviousPage endCursor } }
}`;
const VENDOR_LIST = `query ($id: ID!, $filter: VendorOrderFilter, $first: Int, $after: String) {
  vendorOrders(vendorId: $id, filter: $filter, first: $first, after: $after) { nodes { number status } pageInfo { hasNextPage endCursor } }
}`;
const ALL = 'query ($filter: OperatorOrderFilter) { operatorOrders(filter: $filter) { nodes { number } } }';
const ORDER = 'query ($id: ID!) { order(id: $id) { status closedAt vendorOrders { id status items { status } } timeline { kind vendorOrderId } } }';
const ACT = (name: string) => `mutation ($id: ID!) { ${name}(input: { vendorOrderId: $id }) { __typename } }`;

interface ListAnswer {
  readonly nodes: readonly { readonly number: string; readonly status: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
interface OrderAnswer {
  readonly order: { readonly status: string; readonly closedAt: string | null; readonly vendorOrders: readonly { readonly status: string; readonly items: readonly { readonly status: string }[] }[]; readonly timeline: readonly { readonly kind: string }[] };
}

describe('COM-03 orders', () => {
  let harness: Harness;
  let vendorId: Id<'Vendor'>;
  let other: Id<'Vendor'>;
  beforeAll(async () => {
    harness = await createHarness();
    vendorId = harness.vendor();
    other = harness.vendor();
  });
  afterAll(async () => {
    await harness.verify();
    await harness.stop();
  });

  const placed = async (vendors: readonly Id<'Vendor'>[] = [vendorId], viewer = buyer(), title = 'Lamp', key = 'key-1') => {
    const made = await placeOrder(harness, viewer, vendors.map((id) => ({ variantId: harness.catalog.add(id, { title }).id, quantity: 1 })), key);
    return { viewer, made };
  };
  const part = ({ order }: CheckedOut, index = 0) => order.vendorOrders[index]?.id ?? '';
  const read = async ({ order }: CheckedOut) => (await harness.client.as(operator()).query<OrderAnswer>(ORDER, { id: order.id })).order;
  const ready = async (made: CheckedOut, id: Id<'Vendor'>, index = 0) => {
    for (const action of ['orderAccept', 'orderReady']) await harness.client.as(staffOf(id)).mutate(ACT(action), { id: part(made, index) });
  };
  const deliveries = new Map<string, Id<'Delivery'>>();
  async function delivery(made: CheckedOut, viewer: ReturnType<typeof buyer>, status: EventPayload<'logistics.delivery.created'>['status'], index = 0): Promise<void> {
    const vendorOrderId = decodeId('VendorOrder', part(made, index));
    const orderId = decodeId('Order', made.order.id);
    if (vendorOrderId === undefined || orderId === undefined) throw new Error('no ids');
    const deliveryId = deliveries.get(vendorOrderId) ?? harness.deps.ids.next('Delivery');
    deliveries.set(vendorOrderId, deliveryId);
    const name = status === 'FAILED' ? 'logistics.delivery.failed' : 'logistics.delivery.status_changed';
    await harness.receive(name, deliveryId, { deliveryId, vendorOrderId, orderId, vendorId, buyerId: viewer.userId, from: null, status, reason: '' });
  }

  it('go from paid to delivered, and complete themselves when the last part is final', async () => {
    const { viewer, made } = await placed([vendorId, other]);
    await ready(made, vendorId);
    await delivery(made, viewer, 'PICKED_UP');
    expect((await read(made)).vendorOrders[0]).toMatchObject({ status: 'IN_TRANSIT', items: [{ status: 'SHIPPED' }] });
    await delivery(made, viewer, 'DELIVERED');
    expect(await read(made)).toMatchObject({ status: 'PLACED', closedAt: null, vendorOrders: [{ status: 'DELIVERED', items: [{ status: 'DELIVERED' }] }, { status: 'PENDING' }] });
    await ready(made, other, 1);
    await delivery(made, viewer, 'DELIVERED', 1);
    const done = await read(made);
    expect(done).toMatchObject({ status: 'COMPLETED', closedAt: harness.deps.clock.now().toISOString() });
    expect(done.timeline.map(({ kind }) => kind)).toEqual([
      'ORDER_CREATED', 'ORDER_PAID', 'VENDOR_ORDER_ACCEPTED', 'VENDOR_ORDER_READY', 'VENDOR_ORDER_IN_TRANSIT', 'VENDOR_ORDER_DELIVERED',
      'VENDOR_ORDER_ACCEPTED', 'VENDOR_ORDER_READY', 'VENDOR_ORDER_DELIVERED', 'ORDER_COMPLETED',
    ]);
    expect(await harness.events(decodeId('Order', made.order.id))).toEqual(['commerce.order.created', 'commerce.order.placed', 'commerce.order.completed']);
  });

  it('complete themselves once when two parts arrive at the same moment', async () => {
    const { viewer, made } = await placed([vendorId, other]);
    await ready(made, vendorId);
    await ready(made, other, 1);
    await Promise.all([delivery(made, viewer, 'DELIVERED', 0), delivery(made, viewer, 'DELIVERED', 1)]);
    expect((await read(made)).status).toBe('COMPLETED');
    expect((await harness.events(decodeId('Order', made.order.id))).filter((name) => name === 'commerce.order.completed').length).toBe(1);
  });

  it('wait again when a courier brings them back, and change no more once delivered', async () => {
    const { viewer, made } = await placed();
    await ready(made, vendorId);
    await delivery(made, viewer, 'IN_TRANSIT');
    await delivery(made, viewer, 'FAILED');
    expect((await read(made)).vendorOrders[0]?.status).toBe('IN_TRANSIT');
    await delivery(made, viewer, 'RETURNED');
    expect((await read(made)).vendorOrders[0]).toMatchObject({ status: 'READY', items: [{ status: 'PROCESSING' }] });
    await delivery(made, viewer, 'DELIVERED');
    for (const late of ['IN_TRANSIT', 'RETURNED', 'CANCELLED'] as const) await delivery(made, viewer, late);
    expect((await read(made)).vendorOrders[0]?.status).toBe('DELIVERED');
  });

  it('are seen whole by their buyer and operators, in part by their vendor, and by nobody else', async () => {
    const { viewer, made } = await placed([vendorId, other]);
    const whole = 'query ($id: ID!) { order(id: $id) { number vendorOrders { id } } }';
    const one = 'query ($id: ID!) { vendorOrder(id: $id) { number order { id } commission { amount } shippingAddress { city } } }';
    const seen = async (who: ReturnType<typeof buyer>) => (await harness.client.as(who).query<{ order: object | null }>(whole, { id: made.order.id })).order !== null;
    expect([await seen(viewer), await seen(operator('SUPPORT')), await seen(staffOf(vendorId)), await seen(buyer())]).toEqual([true, true, false, false]);

    const own = await harness.client.as(staffOf(vendorId)).query(one, { id: part(made) });
    expect(own).toEqual({ vendorOrder: { number: `${made.order.number}-1`, order: null, commission: { amount: '48' }, shippingAddress: { city: 'Boston' } } });
    expect(await harness.client.as(staffOf(vendorId)).query(one, { id: part(made, 1) })).toEqual({ vendorOrder: null });
    expect(await harness.client.as(vendorMember(vendorId, ['view_products'])).execute(one, { id: part(made) })).toMatchObject({ data: { vendorOrder: null } });
    // The buyer sees the part, but not what the marketplace keeps of it.
    const bought = await harness.client.as(viewer).execute<{ vendorOrder: { commission: null } }>(one, { id: part(made) });
    expect(bought.data?.vendorOrder.commission).toBeNull();
    expect(bought.errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect((await harness.client.as(guest()).errors(whole, { id: made.order.id }))[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });

  it('of a vendor member who buys elsewhere hide the commission of the other store', async () => {
    const viewer = staffOf(harness.vendor());
    const { made } = await placed([vendorId], viewer);
    expect(await harness.client.as(viewer).query('query ($id: ID!) { vendorOrder(id: $id) { commission { amount } net { amount } } }', { id: part(made) })).toEqual({ vendorOrder: { commission: null, net: null } });
  });

  it('are hidden from their vendor until they are paid', async () => {
    const viewer = buyer();
    const made = await checkOut(harness, viewer, await readyToCheckOut(harness, viewer, [{ variantId: harness.catalog.add(vendorId).id, quantity: 1 }]));
    expect(await harness.client.as(staffOf(vendorId)).query('query ($id: ID!) { vendorOrder(id: $id) { id } }', { id: part(made) })).toEqual({ vendorOrder: null });
    expect(await harness.client.as(staffOf(vendorId)).mutate(ACT('orderAccept'), { id: part(made) })).toEqual({ orderAccept: { __typename: 'NotFound' } });
  });

  it('are listed newest first, page by page, without a gap or a double', async () => {
    const viewer = buyer();
    const numbers: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      // Two at the same moment: the id breaks the tie.
      if (index !== 2) harness.deps.clock.advance(1_000);
      numbers.unshift((await placed([vendorId], viewer, 'Lamp', `k${index}`)).made.order.number);
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { orders }: { orders: ListAnswer } = await harness.client.as(viewer).query(LIST, { first: 2, after });
      seen.push(...orders.nodes.map(({ number }) => number));
      after = orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(numbers);
    const page: { vendorOrders: ListAnswer } = await harness.client.as(staffOf(vendorId)).query(VENDOR_LIST, { id: encodeId('Vendor', vendorId), first: 2 });
    const next: { vendorOrders: ListAnswer } = await harness.client.as(staffOf(vendorId)).query(VENDOR_LIST, { id: encodeId('Vendor', vendorId), first: 2, after: page.vendorOrders.pageInfo.endCursor });
    expect([...page.vendorOrders.nodes, ...next.vendorOrders.nodes].map(({ number }) => number)).toEqual(numbers.slice(0, 4).map((number) => `${number}-1`));
  });

  it('are found by status, date, vendor and text', async () => {
    const viewer = buyer();
    const { made: chair } = await placed([vendorId], viewer, 'Oak chair 100%');
    harness.deps.clock.advance(HOUR);
    const since = harness.deps.clock.now().toISOString();
    const { made: table } = await placed([other], viewer, 'Table', 'key-2');
    await harness.client.as(viewer).mutate('mutation ($id: ID!) { orderCancel(input: { orderId: $id, reason: CHANGED_MIND }) { __typename } }', { id: table.order.id });
    await harness.settle();
    const find = async (filter: object) => (await harness.client.as(viewer).query<{ orders: ListAnswer }>(LIST, { filter })).orders.nodes.map(({ number }) => number);
    expect(await find({ status: ['CANCELLED'] })).toEqual([table.order.number]);
    expect(await find({ createdFrom: since })).toEqual([table.order.number]);
    expect(await find({ createdTo: since })).toEqual([chair.order.number]);
    expect(await find({ vendorId: encodeId('Vendor', vendorId) })).toEqual([chair.order.number]);
    expect(await find({ text: 'oak CHAIR' })).toEqual([chair.order.number]);
    expect(await find({ text: '100%' })).toEqual([chair.order.number]);
    expect(await find({ text: '1_0%' })).toEqual([]);
    expect(await find({ text: table.order.number.toLowerCase() })).toEqual([table.order.number]);
    const operators = await harness.client.as(operator()).query<{ operatorOrders: ListAnswer }>(ALL, { filter: { buyerId: encodeId('User', viewer.userId), text: chair.order.number } });
    expect(operators.operatorOrders.nodes).toEqual([{ number: chair.order.number }]);
    const mine = await harness.client.as(staffOf(vendorId)).query<{ vendorOrders: ListAnswer }>(VENDOR_LIST, { id: encodeId('Vendor', vendorId), filter: { text: 'oak', status: ['PENDING'] } });
    expect(mine.vendorOrders.nodes).toEqual([{ number: `${chair.order.number}-1`, status: 'PENDING' }]);
  });

  it('of another vendor are listed for nobody, and cursors of another list are refused', async () => {
    const session = harness.client.as(staffOf(vendorId));
    expect((await session.errors(VENDOR_LIST, { id: encodeId('Vendor', other) }))[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect((await harness.client.as(buyer()).errors(ALL))[0]?.extensions?.['code']).toBe('FORBIDDEN');
    const { vendorOrders } = await session.query<{ vendorOrders: ListAnswer }>(VENDOR_LIST, { id: encodeId('Vendor', vendorId), first: 1 });
    expect((await session.errors(LIST, { after: vendorOrders.pageInfo.endCursor }))[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    expect((await session.errors(LIST, { first: 101 }))[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  it('cost the same few statements, however many are listed', async () => {
    const viewer = buyer();
    for (const key of ['a', 'b', 'c']) await placed([vendorId, other], viewer, 'Lamp', key);
    const query = 'query ($first: Int) { orders(first: $first) { nodes { number payment { status } timeline { kind } vendorOrders { refunds { id } items { title unitPrice { amount } } } } } }';
    const counts: number[] = [];
    for (const first of [1, 3]) {
      harness.database.statements.reset();
      await harness.client.as(viewer).query(query, { first });
      counts.push(harness.database.statements.statements.length);
    }
    expect(counts).toEqual([6, 6]);
  });

  it('tell a service what it needs to deliver them', async () => {
    const { viewer, made } = await placed();
    const query = 'query ($id: ID!) { internalVendorOrder(id: $id) { number buyerId vendorId status gross shippingMethod shippingAddress { line1 country } lines { title quantity unitPrice } } }';
    expect(await harness.client.as(service('logistics')).query(query, { id: part(made) })).toEqual({
      internalVendorOrder: {
        number: `${made.order.number}-1`,
        buyerId: encodeId('User', viewer.userId),
        vendorId: encodeId('Vendor', vendorId),
        status: 'PENDING',
        gross: '1599',
        shippingMethod: 'STANDARD',
        shippingAddress: { line1: '1 Analytical Way', country: 'US' },
        lines: [{ title: 'Lamp', quantity: 1, unitPrice: '1000' }],
      },
    });
    expect((await harness.client.as(operator()).errors(query, { id: part(made) }))[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});
