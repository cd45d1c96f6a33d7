import { buyer, guest, operator, vendorMember } from '@marketgraph/testing';
import { encodeId, type Id } from '@marketgraph/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHarness, staffOf, type Harness } from './support/harness.ts';
import { checkOut, pay, placeOrder, readyToCheckOut } from './support/shopping.ts';

const ORDER = 'subscription ($id: ID!, $since: Int) { orderUpdated(id: $id, since: $since) { seq gap snapshot order { status vendorOrders { status } } } }';
const MINE = 'subscription ($since: Int) { buyerOrdersUpdated(since: $since) { seq gap snapshot orders { number status } } }';
const THEIRS = 'subscription ($id: ID!, $since: Int) { vendorOrdersUpdated(vendorId: $id, since: $since) { seq gap snapshot vendorOrders { number status } } }';
const ACCEPT = 'mutation ($id: ID!) { orderAccept(input: { vendorOrderId: $id }) { __typename } }';
const READY = 'mutation ($id: ID!) { orderReady(input: { vendorOrderId: $id }) { __typename } }';

interface OrderEvent {
  readonly orderUpdated: { readonly seq: number; readonly snapshot: boolean; readonly order: { readonly status: string } };
}
interface MineEvent {
  readonly buyerOrdersUpdated: { readonly seq: number; readonly orders: readonly { readonly status: string }[] };
}
interface TheirsEvent {
  readonly vendorOrdersUpdated: { readonly seq: number; readonly vendorOrders: readonly { readonly number: string; readonly status: string }[] };
}

describe('COM-04 live orders', () => {
  let harness: Harness;
  let vendorId: Id<'Vendor'>;
  beforeAll(async () => {
    harness = await createHarness();
    await harness.deps.live.start();
    vendorId = harness.vendor();
  });
  afterAll(async () => {
    await harness.deps.live.stop();
    await harness.stop();
  });

  it('begin with a snapshot and go on with every change, numbered without a gap', async () => {
    const viewer = buyer();
    const { order } = await placeOrder(harness, viewer, [{ variantId: harness.catalog.add(vendorId).id, quantity: 1 }]);
    const stream = await harness.client.as(viewer).subscribe<OrderEvent>(ORDER, { id: order.id });
    const first = await stream.next();
    expect(first.orderUpdated).toMatchObject({ gap: false, snapshot: true, order: { status: 'PLACED', vendorOrders: [{ status: 'PENDING' }] } });
    const staff = harness.client.as(staffOf(vendorId));
    await staff.mutate(ACCEPT, { id: order.vendorOrders[0]?.id });
    const second = await stream.next();
    expect(second.orderUpdated).toMatchObject({ seq: first.orderUpdated.seq + 1, gap: false, snapshot: false, order: { vendorOrders: [{ status: 'PROCESSING' }] } });
    await staff.mutate(READY, { id: order.vendorOrders[0]?.id });
    expect((await stream.next()).orderUpdated.seq).toBe(first.orderUpdated.seq + 2);
    await stream.close();

    const resumed = await harness.client.as(viewer).subscribe<OrderEvent>(ORDER, { id: order.id, since: first.orderUpdated.seq });
    expect((await resumed.take(2)).map(({ orderUpdated }) => [orderUpdated.seq, orderUpdated.snapshot])).toEqual([[first.orderUpdated.seq + 1, false], [first.orderUpdated.seq + 2, false]]);
    await resumed.close();
  });

  it('tell a buyer of every order of theirs, from the checkout on', async () => {
    const viewer = buyer();
    const stream = await harness.client.as(viewer).subscribe<MineEvent>(MINE);
    expect((await stream.next()).buyerOrdersUpdated).toEqual({ seq: 0, gap: false, snapshot: true, orders: [] });
    const made = await checkOut(harness, viewer, await readyToCheckOut(harness, viewer, [{ variantId: harness.catalog.add(vendorId).id, quantity: 1 }]));
    expect((await stream.next()).buyerOrdersUpdated).toEqual({ seq: 1, gap: false, snapshot: false, orders: [{ number: made.order.number, status: 'AWAITING_PAYMENT' }] });
    await pay(harness, made);
    await harness.settle();
    expect((await stream.next()).buyerOrdersUpdated).toMatchObject({ seq: 2, orders: [{ status: 'PLACED' }] });
    await stream.close();
  });

  it("show a vendor what comes in, paid orders only, and its own part only", async () => {
    const own = harness.vendor();
    const stream = await harness.client.as(staffOf(own)).subscribe<TheirsEvent>(THEIRS, { id: encodeId('Vendor', own) });
    expect((await stream.next()).vendorOrdersUpdated.vendorOrders).toEqual([]);
    const wanted = [own, vendorId].map((id) => ({ variantId: harness.catalog.add(id).id, quantity: 1 }));
    const unpaid = buyer();
    await checkOut(harness, unpaid, await readyToCheckOut(harness, unpaid, wanted));
    const { order } = await placeOrder(harness, buyer(), wanted);
    expect((await stream.next()).vendorOrdersUpdated).toMatchObject({ seq: 1, vendorOrders: [{ number: order.vendorOrders.find(({ vendor }) => vendor.id === encodeId('Vendor', own))?.number, status: 'PENDING' }] });
    await stream.close();
  });

  it('are refused to whoever may not see the order', async () => {
    const viewer = buyer();
    const { order } = await placeOrder(harness, viewer, [{ variantId: harness.catalog.add(vendorId).id, quantity: 1 }]);
    const codes = async (who: Parameters<Harness['client']['as']>[0], document: string, variables: Record<string, unknown>) =>
      (await harness.client.as(who).errors(document, variables))[0]?.extensions?.['code'];
    expect(await codes(buyer(), ORDER, { id: order.id })).toBe('NOT_FOUND');
    expect(await codes(guest(), ORDER, { id: order.id })).toBe('UNAUTHENTICATED');
    expect(await codes(staffOf(harness.vendor()), THEIRS, { id: encodeId('Vendor', vendorId) })).toBe('NOT_FOUND');
    expect(await codes(vendorMember(vendorId, ['view_products']), THEIRS, { id: encodeId('Vendor', vendorId) })).toBe('FORBIDDEN');
    const stream = await harness.client.as(operator('SUPPORT')).subscribe<OrderEvent>(ORDER, { id: order.id });
    expect((await stream.next()).orderUpdated.order.status).toBe('PLACED');
    await stream.close();
  });
});
