import { buyer, operator, vendorMember } from '@marketgraph/testing';
import { decodeId, encodeId, MINUTE, type Id } from '@marketgraph/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHarness, staffOf, type Harness } from './support/harness.ts';
import { checkOut, intentOf, pay, placeOrder, readyToCheckOut, type CheckedOut } from './support/shopping.ts';

const ended = (success: string) => `{
  __typename
  ... on ${success} { vendorOrder { status endReason { by code text } } }
  ... on OrderIllegalTransition { status availableActions }
  ... on InvalidInput { path }
  ... on UserError { code }
}`;
const CANCEL = `mutation ($id: ID!, $reason: OrderEndReason = CHANGED_MIND, $text: String) { result: vendorOrderCancel(input: { vendorOrderId: $id, reason: $reason, text: $text }) ${ended('VendorOrderCancelSuccess')} }`;
const REJECT = `mutation ($id: ID!, $reason: OrderEndReason = OUT_OF_STOCK, $text: String) { result: orderReject(input: { vendorOrderId: $id, reason: $reason, text: $text }) ${ended('OrderRejectSuccess')} }`;
const ACCEPT = 'mutation ($id: ID!) { orderAccept(input: { vendorOrderId: $id }) { __typename } }';
const READY = 'mutation ($id: ID!) { orderReady(input: { vendorOrderId: $id }) { __typename } }';
const CANCEL_ALL = `mutation ($id: ID!) {
  orderCancel(input: { orderId: $id, reason: TOO_SLOW }) { __typename ... on OrderCancelSuccess { order { status vendorOrders { status } } } ... on OrderNotCancellable { message vendorOrders { status } } }
}`;
const REFUND = `mutation ($id: ID!, $amount: MinorUnits!, $key: String!) {
  vendorOrderRefund(input: { vendorOrderId: $id, amount: $amount, reason: OTHER, text: "Scratched", idempotencyKey: $key }) {
    __typename
    ... on VendorOrderRefundSuccess { refund { id status amount { amount } requestedBy } vendorOrder { refunded { amount } } }
    ... on RefundExceedsPayment { path refundable { amount } }
    ... on UserError { code }
  }
}`;
const ORDER = `query ($id: ID!) {
  order(id: $id) {
    status payment { status refunded { amount } refunds { status amount { amount } reasonCode reasonText requestedBy } }
    vendorOrders { status refunded { amount } items { status } timeline { kind actor detail } }
  }
}`;
const BALANCE = 'query ($id: ID!) { _entities(representations: [{ __typename: "Vendor", id: $id }]) { ... on Vendor { balance { currency pending { amount } available { amount } } } } }';

interface Result {
  readonly result: { readonly __typename: string; readonly vendorOrder?: object };
}
interface OrderAnswer {
  readonly order: {
    readonly status: string;
    readonly payment: { readonly status: string; readonly refunded: { readonly amount: string }; readonly refunds: readonly { readonly status: string; readonly amount: { readonly amount: string } }[] };
    readonly vendorOrders: readonly { readonly status: string; readonly refunded: { readonly amount: string }; readonly items: readonly { readonly status: string }[]; readonly timeline: readonly { readonly kind: string; readonly detail: string }[] }[];
  };
}

describe('COM-09 cancellations and refunds', () => {
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

  const placed = async (vendors: readonly Id<'Vendor'>[] = [vendorId]) => {
    const viewer = buyer();
    const wanted = vendors.map((id) => ({ variantId: harness.catalog.add(id).id, quantity: 1 }));
    const made = await placeOrder(harness, viewer, wanted);
    return { viewer, made, parts: made.order.vendorOrders.map(({ id }) => id) as [string, ...string[]] };
  };
  const read = async ({ order }: CheckedOut) => (await harness.client.as(operator()).query<OrderAnswer>(ORDER, { id: order.id })).order;
  const balance = async (id: Id<'Vendor'>) => {
    const { _entities } = await harness.client.as(vendorMember(id)).query<{ _entities: [{ balance: { pending: { amount: string }; available: { amount: string } }[] }] }>(BALANCE, { id: encodeId('Vendor', id) });
    const [row] = _entities[0].balance;
    return { pending: BigInt(row?.pending.amount ?? 0), available: BigInt(row?.available.amount ?? 0) };
  };

  it('gives everything back when a vendor rejects, says why, and tells the catalog and the others', async () => {
    const before = await balance(vendorId);
    const { made, parts } = await placed();
    expect((await balance(vendorId)).pending - before.pending).toBe(1_599n - 48n);
    const { result } = await harness.client.as(staffOf(vendorId)).mutate<Result>(REJECT, { id: parts[0], text: 'Sold yesterday' });
    expect(result).toEqual({ __typename: 'OrderRejectSuccess', vendorOrder: { status: 'REJECTED', endReason: { by: 'VENDOR', code: 'OUT_OF_STOCK', text: 'Sold yesterday' } } });
    expect((await read(made)).payment).toMatchObject({ status: 'PAID', refunds: [{ status: 'REQUESTED' }] });
    await harness.settle();
    expect(await read(made)).toMatchObject({
      status: 'CANCELLED',
      payment: { status: 'REFUNDED', refunded: { amount: '1599' }, refunds: [{ status: 'SUCCEEDED', amount: { amount: '1599' }, reasonCode: 'OUT_OF_STOCK', reasonText: 'Sold yesterday', requestedBy: 'VENDOR' }] },
      vendorOrders: [{ status: 'REJECTED', refunded: { amount: '1599' }, items: [{ status: 'CANCELLED' }] }],
    });
    expect(await balance(vendorId)).toEqual(before);
    expect(await harness.events(decodeId('VendorOrder', parts[0]))).toEqual(['commerce.vendor_order.rejected']);
    expect(await harness.events(decodeId('Payment', made.payment.id))).toEqual(['commerce.payment.captured', 'commerce.payment.refunded']);
    const { data } = await harness.stripe.refunds.list({ payment_intent: intentOf(made) });
    expect(data.map(({ amount }) => amount)).toEqual([1_599]);
  });

  it.each([
    ['PENDING', { buyer: true, vendor: true, operator: true }],
    ['PROCESSING', { buyer: true, vendor: true, operator: true }],
    ['READY', { buyer: false, vendor: true, operator: true }],
  ] as const)('lets the right people cancel what is %s', async (status, allowed) => {
    for (const [who, may] of Object.entries(allowed)) {
      const { viewer, made, parts } = await placed();
      const staff = harness.client.as(staffOf(vendorId));
      if (status !== 'PENDING') await staff.mutate(ACCEPT, { id: parts[0] });
      if (status === 'READY') await staff.mutate(READY, { id: parts[0] });
      const by = who === 'buyer' ? viewer : who === 'vendor' ? staffOf(vendorId) : operator('SUPPORT');
      const { result } = await harness.client.as(by).mutate<Result>(CANCEL, { id: parts[0] });
      expect(result.__typename).toBe(may ? 'VendorOrderCancelSuccess' : 'OrderIllegalTransition');
      await harness.settle();
      expect((await read(made)).payment.refunded.amount).toBe(may ? '1599' : '0');
    }
  });

  it('refunds one part of two, and completes nothing yet', async () => {
    const { viewer, made, parts } = await placed([vendorId, other]);
    await harness.client.as(viewer).mutate(CANCEL, { id: parts[1] });
    await harness.settle();
    expect(await read(made)).toMatchObject({ status: 'PLACED', payment: { status: 'PARTIALLY_REFUNDED', refunded: { amount: '1599' } }, vendorOrders: [{ status: 'PENDING', refunded: { amount: '0' } }, { status: 'CANCELLED', refunded: { amount: '1599' } }] });
  });

  it('cancels a whole order, all parts or none', async () => {
    const whole = await placed([vendorId, other]);
    expect(await harness.client.as(whole.viewer).mutate(CANCEL_ALL, { id: whole.made.order.id })).toEqual({ orderCancel: { __typename: 'OrderCancelSuccess', order: { status: 'CANCELLED', vendorOrders: [{ status: 'CANCELLED' }, { status: 'CANCELLED' }] } } });
    await harness.settle();
    expect((await read(whole.made)).payment).toMatchObject({ status: 'REFUNDED', refunded: { amount: '3198' } });
    expect(await harness.client.as(whole.viewer).mutate(CANCEL_ALL, { id: whole.made.order.id })).toMatchObject({ orderCancel: { __typename: 'OrderNotCancellable', message: 'The order is over.', vendorOrders: [] } });

    const late = await placed([vendorId, other]);
    const staff = harness.client.as(staffOf(other));
    await staff.mutate(ACCEPT, { id: late.parts[1] });
    await staff.mutate(READY, { id: late.parts[1] });
    expect(await harness.client.as(late.viewer).mutate(CANCEL_ALL, { id: late.made.order.id })).toEqual({ orderCancel: { __typename: 'OrderNotCancellable', message: 'Some vendor is too far along.', vendorOrders: [{ status: 'READY' }] } });
    expect((await read(late.made)).vendorOrders.map(({ status }) => status)).toEqual(['PENDING', 'READY']);
  });

  it('wants a reason in words where the code says nothing', async () => {
    const { viewer, parts } = await placed();
    const { result } = await harness.client.as(viewer).mutate<Result>(CANCEL, { id: parts[0], reason: 'OTHER' });
    expect(result).toMatchObject({ __typename: 'InvalidInput', path: ['input', 'text'] });
  });

  it('refunds parts of it, never more than was paid, each key once', async () => {
    const { made, parts } = await placed();
    const staff = harness.client.as(staffOf(vendorId));
    const refund = (amount: string, key: string) => staff.mutate<{ vendorOrderRefund: { __typename: string; refund?: { id: string } } }>(REFUND, { id: parts[0], amount, key });
    const first = await refund('500', 'a');
    expect(first.vendorOrderRefund).toMatchObject({ __typename: 'VendorOrderRefundSuccess', refund: { status: 'REQUESTED', amount: { amount: '500' }, requestedBy: 'VENDOR' } });
    expect((await refund('500', 'a')).vendorOrderRefund.refund?.id).toBe(first.vendorOrderRefund.refund?.id);
    expect((await refund('501', 'a')).vendorOrderRefund.__typename).toBe('IdempotencyConflict');
    expect((await refund('1100', 'b')).vendorOrderRefund).toEqual({ __typename: 'RefundExceedsPayment', code: 'REFUND_EXCEEDS_PAYMENT', path: ['input', 'amount'], refundable: { amount: '1099' } });
    expect((await refund('0', 'c')).vendorOrderRefund.__typename).toBe('RefundExceedsPayment');
    await harness.settle();
    expect(await read(made)).toMatchObject({ status: 'PLACED', payment: { status: 'PARTIALLY_REFUNDED', refunded: { amount: '500' } } });
    // What is left goes back when it is cancelled.
    await staff.mutate(CANCEL, { id: parts[0] });
    await harness.settle();
    expect((await read(made)).payment).toMatchObject({ status: 'REFUNDED', refunded: { amount: '1599' } });
  });

  it('refunds no more than was paid to twenty who press at once', async () => {
    const { made, parts } = await placed();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => harness.client.as(staffOf(vendorId)).mutate<{ vendorOrderRefund: { __typename: string } }>(REFUND, { id: parts[0], amount: '400', key: `k${index}` })),
    );
    expect(answers.filter(({ vendorOrderRefund }) => vendorOrderRefund.__typename === 'VendorOrderRefundSuccess').length).toBe(3);
    await harness.settle();
    expect((await read(made)).payment.refunded.amount).toBe('1200');
  });

  it.each(['refund.after-requested', 'refund.after-provider-call', 'refund.after-recorded'])('sends the money once, also after a crash at %s', async (point) => {
    const { viewer, made, parts } = await placed();
    harness.deps.crash.arm(point);
    const { errors } = await harness.client.as(viewer).execute(CANCEL, { id: parts[0] });
    if (errors.length === 0) await expect(harness.settle()).rejects.toMatchObject({ name: 'Crashed' });
    harness.restart();
    harness.deps.clock.advance(MINUTE);
    await harness.settle();
    expect(await read(made)).toMatchObject({ status: 'CANCELLED', payment: { status: 'REFUNDED', refunded: { amount: '1599' } } });
    const { data } = await harness.stripe.refunds.list({ payment_intent: intentOf(made) });
    expect(data.length).toBe(1);
  });

  it('waits for the provider where it is away', async () => {
    const { viewer, made, parts } = await placed();
    await harness.sandbox.control.failNext({ match: { method: 'POST', path: '^/v1/refunds$' }, times: 3, status: 503 });
    await harness.client.as(viewer).mutate(CANCEL, { id: parts[0] });
    await harness.sweep('refund.process');
    expect((await read(made)).payment.refunds.map(({ status }) => status)).toEqual(['REQUESTED']);
    harness.deps.clock.advance(MINUTE);
    await harness.settle();
    expect((await read(made)).payment.status).toBe('REFUNDED');
  });

  it('books a refund that takes days when it arrives, and takes it back when it fails', async () => {
    const paidWith = async (method: string) => {
      const viewer = buyer();
      const made = await checkOut(harness, viewer, await readyToCheckOut(harness, viewer, [{ variantId: harness.catalog.add(vendorId).id, quantity: 1 }]));
      await pay(harness, made, method);
      await harness.settle();
      return { viewer, made, part: made.order.vendorOrders[0]?.id ?? '' };
    };
    const slow = await paidWith('pm_card_pendingRefund');
    await harness.client.as(slow.viewer).mutate(CANCEL, { id: slow.part });
    await harness.sweep('refund.process');
    expect((await read(slow.made)).payment).toMatchObject({ status: 'PAID', refunds: [{ status: 'PENDING' }] });
    harness.deps.clock.advance(MINUTE);
    await harness.settle();
    expect((await read(slow.made)).payment).toMatchObject({ status: 'REFUNDED', refunds: [{ status: 'SUCCEEDED' }] });

    const failing = await paidWith('pm_card_refundFail');
    await harness.client.as(failing.viewer).mutate(CANCEL, { id: failing.part });
    await harness.settle();
    harness.deps.clock.advance(MINUTE);
    await harness.settle();
    const answer = await read(failing.made);
    expect(answer.payment).toMatchObject({ status: 'PAID', refunded: { amount: '0' }, refunds: [{ status: 'FAILED' }] });
    expect(answer.vendorOrders[0]?.timeline.at(-1)?.kind).toBe('REFUND_FAILED');
  });

  it("books what was refunded on the provider's own pages, in proportion", async () => {
    const { made } = await placed([vendorId, other]);
    await harness.stripe.refunds.create({ payment_intent: intentOf(made), amount: 1_001 });
    await harness.settle();
    expect(await read(made)).toMatchObject({ payment: { status: 'PARTIALLY_REFUNDED', refunded: { amount: '1001' }, refunds: [{ amount: { amount: '501' }, reasonCode: 'AT_PROVIDER', requestedBy: 'PROVIDER' }, { amount: { amount: '500' } }] } });
  });

  it("answers strangers as if there were no order, and a vendor's member without the permission with a refusal", async () => {
    const { made, parts } = await placed();
    expect((await harness.client.as(buyer()).mutate<Result>(CANCEL, { id: parts[0] })).result.__typename).toBe('NotFound');
    expect((await harness.client.as(staffOf(other)).mutate<Result>(REJECT, { id: parts[0] })).result.__typename).toBe('NotFound');
    expect((await harness.client.as(staffOf(other)).mutate<{ vendorOrderRefund: { __typename: string } }>(REFUND, { id: parts[0], amount: '1', key: 'x' })).vendorOrderRefund.__typename).toBe('NotFound');
    expect((await harness.client.as(buyer()).errors(REFUND, { id: parts[0], amount: '1', key: 'x' }))[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect(await harness.client.as(buyer()).mutate(CANCEL_ALL, { id: made.order.id })).toEqual({ orderCancel: { __typename: 'NotFound' } });
    expect((await read(made)).status).toBe('PLACED');
  });
});
