import { buyer, guest, operator, vendorMember } from '@marketgraph/testing';
import { decodeId, encodeId, type Id } from '@marketgraph/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHarness, staffOf, type Harness } from './support/harness.ts';
import { placeOrder } from './support/shopping.ts';

const ACCEPT = `mutation ($id: ID!) {
  orderAccept(input: { vendorOrderId: $id }) {
    __typename
    ... on OrderAcceptSuccess {
      vendorOrder { id status availableActions items { status } timeline { kind actor } net { amount } }
    }
    ... on UserError { code message path retryable }
    ... on OrderIllegalTransition { status availableActions }
  }
}`;

describe('COM-03 orderAccept', () => {
  let harness: Harness;
  let vendorId: Id<'Vendor'>;

  beforeAll(async () => {
    harness = await createHarness();
    vendorId = harness.vendor();
  });
  afterAll(() => harness.stop());

  async function placed(): Promise<string> {
    const variant = harness.catalog.add(vendorId, { price: 10_000n });
    const { order } = await placeOrder(harness, buyer(), [{ variantId: variant.id, quantity: 1 }]);
    return order.vendorOrders[0]?.id ?? '';
  }

  it('takes a paid order on, and says what comes next', async () => {
    const id = await placed();
    const { orderAccept } = await harness.client.as(staffOf(vendorId)).mutate<{ orderAccept: unknown }>(ACCEPT, { id });
    expect(orderAccept).toEqual({
      __typename: 'OrderAcceptSuccess',
      vendorOrder: {
        id,
        status: 'PROCESSING',
        availableActions: ['READY', 'CANCEL', 'REFUND'],
        items: [{ status: 'PROCESSING' }],
        timeline: [
          { kind: 'ORDER_PAID', actor: 'SYSTEM' },
          { kind: 'VENDOR_ORDER_ACCEPTED', actor: 'VENDOR' },
        ],
        // 10,599 less 3 %.
        net: { amount: '10281' },
      },
    });
    expect((await harness.events()).slice(-2).toSorted()).toEqual(['commerce.order_item.status_changed', 'commerce.vendor_order.accepted']);
  });

  it('does nothing the second time, and says where the order stands', async () => {
    const id = await placed();
    const session = harness.client.as(staffOf(vendorId));
    await session.mutate(ACCEPT, { id });
    const before = await harness.events();
    const { orderAccept } = await session.mutate<{ orderAccept: unknown }>(ACCEPT, { id });
    expect(orderAccept).toEqual({
      __typename: 'OrderIllegalTransition',
      code: 'ORDER_ILLEGAL_TRANSITION',
      message: 'A vendor order that is PROCESSING cannot be changed by ACCEPT.',
      path: [],
      retryable: false,
      status: 'PROCESSING',
      availableActions: ['READY', 'CANCEL'],
    });
    expect(await harness.events()).toEqual(before);
  });

  it('accepts once when the whole team presses at the same moment', async () => {
    const id = await placed();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => harness.client.as(staffOf(vendorId)).mutate<{ orderAccept: { __typename: string } }>(ACCEPT, { id })),
    );
    expect(answers.map(({ orderAccept }) => orderAccept.__typename).toSorted()).toEqual(['OrderAcceptSuccess', ...Array.from({ length: 9 }, () => 'OrderIllegalTransition')].toSorted());
    expect(await harness.events(decodeId('VendorOrder', id))).toEqual(['commerce.vendor_order.accepted']);
  });

  it('answers another vendor, who may do the same with its own orders, as if there were none', async () => {
    const id = await placed();
    const before = await harness.events();
    const { orderAccept } = await harness.client.as(staffOf(harness.vendor())).mutate<{ orderAccept: unknown }>(ACCEPT, { id });
    expect(orderAccept).toEqual({ __typename: 'NotFound', code: 'NOT_FOUND', message: 'There is no such vendor order.', path: ['input', 'vendorOrderId'], retryable: false });
    expect(await harness.events()).toEqual(before);
  });

  it.each([
    ['a guest', guest(), 'UNAUTHENTICATED'],
    ['a buyer', buyer(), 'FORBIDDEN'],
    ['an operator', operator(), 'FORBIDDEN'],
    ['a member without the permission', vendorMember('01890000-0000-7000-8000-0000000000aa' as Id<'Vendor'>, ['view_products']), 'FORBIDDEN'],
  ])('refuses %s', async (_who, viewer, code) => {
    const errors = await harness.client.as(viewer).errors(ACCEPT, { id: encodeId('VendorOrder', '01890000-0000-7000-8000-0000000000bb' as Id<'VendorOrder'>) });
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual([code]);
  });

  it('calls the id of something else a bad input', async () => {
    const errors = await harness.client.as(staffOf(vendorId)).errors(ACCEPT, { id: encodeId('Vendor', vendorId) });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: ['input', 'vendorOrderId'] });
  });
});
