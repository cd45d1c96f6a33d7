import { buyer, operator } from '@marketgraph/testing';
import { decodeId, HOUR, MINUTE, type Id } from '@marketgraph/kernel';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expireOrderIn } from '../src/orders/expire-order.ts';
import { lockOrder } from '../src/orders/order-aggregate.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { addToCart, checkOut, intentOf, pay, readyToCheckOut, type CheckedOut } from './support/shopping.ts';

const ORDER = 'query ($id: ID!) { order(id: $id) { status availableActions payment { status refunds { status reasonCode amount { amount } } } } }';
const CART = 'query { cart { itemCount lines { quantity } } }';
const RETRY = 'mutation ($id: ID!) { paymentRetry(input: { orderId: $id }) { __typename ... on PaymentNotPayable { status } } }';
const CANCEL = `mutation ($id: ID!) {
  orderCancel(input: { orderId: $id, reason: CHANGED_MIND }) { __typename ... on OrderCancelSuccess { order { status } } ... on UserError { code retryable } }
}`;

interface OrderAnswer {
  readonly order: { readonly status: string; readonly payment: { readonly status: string; readonly refunds: object[] } };
}

describe('COM-02 an order that nobody pays', () => {
  let harness: Harness;
  let vendorId: Id<'Vendor'>;
  beforeAll(async () => {
    harness = await createHarness();
    vendorId = harness.vendor();
  });
  afterEach(() => harness.sandbox.control.setWebhookMode({ mode: 'normal' }));
  afterAll(async () => {
    await harness.verify();
    await harness.stop();
  });

  const made = async () => {
    const viewer = buyer();
    const variant = harness.catalog.add(vendorId);
    const checkedOut = await checkOut(harness, viewer, await readyToCheckOut(harness, viewer, [{ variantId: variant.id, quantity: 2 }]));
    return { viewer, variant, checkedOut };
  };
  const read = async (viewer: ReturnType<typeof buyer>, { order }: CheckedOut) => (await harness.client.as(viewer).query<OrderAnswer>(ORDER, { id: order.id })).order;
  const cartOf = async (viewer: ReturnType<typeof buyer>) => (await harness.client.as(viewer).query<{ cart: { itemCount: number } }>(CART)).cart.itemCount;
  const statusAt = async (checkedOut: CheckedOut) => (await harness.stripe.paymentIntents.retrieve(intentOf(checkedOut))).status;

  it('is given up after half an hour: payment cancelled, lines in the cart, stock told', async () => {
    const { viewer, checkedOut, variant } = await made();
    await addToCart(harness, viewer, { variantId: variant.id, quantity: 1 });
    harness.deps.clock.advance(30 * MINUTE - 1);
    expect(await harness.sweep('order.expire')).toBe(0);
    harness.deps.clock.advance(1);
    expect(await harness.sweep('order.expire')).toBe(1);
    expect(await read(viewer, checkedOut)).toMatchObject({ status: 'EXPIRED', availableActions: [], payment: { status: 'EXPIRED' } });
    expect(await statusAt(checkedOut)).toBe('canceled');
    // Two came back to the one that was put in meanwhile.
    expect(await cartOf(viewer)).toBe(3);
    expect((await harness.events()).at(-1)).toBe('commerce.order.expired');
    expect(await harness.client.as(viewer).mutate(RETRY, { id: checkedOut.order.id })).toEqual({ paymentRetry: { __typename: 'PaymentNotPayable', status: 'EXPIRED' } });
    await harness.settle();
    expect((await read(viewer, checkedOut)).status).toBe('EXPIRED');
  });

  it('is placed where the buyer was faster than the clock, even if the webhook was not', async () => {
    const { viewer, checkedOut } = await made();
    await harness.sandbox.control.setWebhookMode({ mode: 'drop' });
    await pay(harness, checkedOut);
    harness.deps.clock.advance(31 * MINUTE);
    await harness.sweep('order.expire');
    expect(await read(viewer, checkedOut)).toMatchObject({ status: 'PLACED', payment: { status: 'PAID' } });
    expect(await cartOf(viewer)).toBe(0);
  });

  it('waits on, with its stock, while the provider cannot be asked', async () => {
    const { viewer, checkedOut } = await made();
    harness.deps.clock.advance(30 * MINUTE);
    await harness.sandbox.control.failNext({ match: { path: '/cancel$' }, times: 3, status: 503 });
    await harness.sweep('order.expire');
    expect((await read(viewer, checkedOut)).status).toBe('AWAITING_PAYMENT');
    expect(harness.deps.peers.calls.at(-1)).toMatchObject({ field: 'internalReservationExtend' });
    harness.deps.clock.advance(10 * MINUTE);
    await harness.sweep('order.expire');
    expect((await read(viewer, checkedOut)).status).toBe('EXPIRED');
  });

  it.each(['order.after-intent-cancelled', 'order.after-expired'])('is given up once, also after a crash at %s', async (point) => {
    const { viewer, checkedOut } = await made();
    harness.deps.clock.advance(30 * MINUTE);
    harness.deps.crash.arm(point);
    await expect(harness.sweep('order.expire')).rejects.toMatchObject({ name: 'Crashed' });
    harness.restart();
    await harness.sweep('order.expire');
    await harness.settle();
    expect((await read(viewer, checkedOut)).status).toBe('EXPIRED');
    expect(await cartOf(viewer)).toBe(2);
    expect(await statusAt(checkedOut)).toBe('canceled');
  });

  it('is given up where the provider cancels its payment', async () => {
    const { viewer, checkedOut } = await made();
    await harness.stripe.paymentIntents.cancel(intentOf(checkedOut));
    await harness.settle();
    expect(await read(viewer, checkedOut)).toMatchObject({ status: 'EXPIRED', payment: { status: 'EXPIRED' } });
    expect(await cartOf(viewer)).toBe(2);
  });

  it('is held for somebody who comes back to pay at the last moment', async () => {
    const { viewer, checkedOut } = await made();
    harness.deps.clock.advance(29 * MINUTE);
    expect(await harness.client.as(viewer).mutate(RETRY, { id: checkedOut.order.id })).toEqual({ paymentRetry: { __typename: 'PaymentRetrySuccess' } });
    harness.deps.clock.advance(9 * MINUTE);
    expect(await harness.sweep('order.expire')).toBe(0);
    await pay(harness, checkedOut);
    await harness.settle();
    expect((await read(viewer, checkedOut)).status).toBe('PLACED');
  });

  it("is nobody else's to pay", async () => {
    const { checkedOut } = await made();
    expect(await harness.client.as(buyer()).mutate(RETRY, { id: checkedOut.order.id })).toEqual({ paymentRetry: { __typename: 'NotFound' } });
  });

  it('is given up at once when its buyer cancels it', async () => {
    const { viewer, checkedOut } = await made();
    expect(await harness.client.as(viewer).mutate(CANCEL, { id: checkedOut.order.id })).toEqual({ orderCancel: { __typename: 'OrderCancelSuccess', order: { status: 'EXPIRED' } } });
    expect(await statusAt(checkedOut)).toBe('canceled');
    expect(await cartOf(viewer)).toBe(2);
  });

  it('is not given up where nobody knows whether it is paid', async () => {
    const { viewer, checkedOut } = await made();
    await harness.sandbox.control.failNext({ match: { path: '/cancel$' }, times: 3, status: 503 });
    expect(await harness.client.as(viewer).mutate(CANCEL, { id: checkedOut.order.id })).toEqual({ orderCancel: { __typename: 'PaymentUnavailable', code: 'PAYMENT_UNAVAILABLE', retryable: true } });
    expect((await read(viewer, checkedOut)).status).toBe('AWAITING_PAYMENT');
  });

  it('is refunded where it was paid just before its buyer cancelled it', async () => {
    const { viewer, checkedOut } = await made();
    await harness.sandbox.control.setWebhookMode({ mode: 'drop' });
    await pay(harness, checkedOut);
    expect(await harness.client.as(viewer).mutate(CANCEL, { id: checkedOut.order.id })).toEqual({ orderCancel: { __typename: 'OrderCancelSuccess', order: { status: 'CANCELLED' } } });
    await harness.settle();
    expect(await read(viewer, checkedOut)).toMatchObject({ status: 'CANCELLED', payment: { status: 'REFUNDED', refunds: [{ status: 'SUCCEEDED', reasonCode: 'CHANGED_MIND', amount: { amount: '2599' } }] } });
  });

  it('sends back money that comes although it was given up', async () => {
    const { viewer, checkedOut } = await made();
    // The order is given up without the provider having heard of it, as after a restored backup.
    const id = decodeId('Order', checkedOut.order.id);
    if (id === undefined) throw new Error('no id');
    await harness.database.db.transaction(async (tx) => {
      const tools = { ...harness.deps, settings: harness.settings } as unknown as Parameters<typeof expireOrderIn>[1];
      await expireOrderIn(tx, tools, await lockOrder(tx, id), { by: 'SYSTEM', userId: null, detail: '', traceId: 'test' });
    });
    expect((await read(viewer, checkedOut)).status).toBe('EXPIRED');
    await pay(harness, checkedOut);
    await harness.settle();
    expect(await read(viewer, checkedOut)).toMatchObject({ status: 'EXPIRED', payment: { status: 'REFUNDED', refunds: [{ status: 'SUCCEEDED', reasonCode: 'PAID_TOO_LATE', amount: { amount: '2599' } }] } });
    harness.deps.clock.advance(HOUR);
    await harness.sweep('payment.poll');
    expect((await harness.client.as(operator()).query<OrderAnswer>(ORDER, { id: checkedOut.order.id })).order.payment.status).toBe('REFUNDED');
  });
});
