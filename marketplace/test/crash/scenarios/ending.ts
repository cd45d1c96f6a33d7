import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { must } from '../../support/must.ts';
import { addToCart, checkOut, order, payAtProvider, prepareCheckout } from '../../support/shopping.ts';
import type { Visitor } from '../../support/start-marketplace.ts';
import type { CrashWorld, Sale } from '../support/crash-world.ts';
import { act, cartLinesOf, intentsOf, orderBecomes, orderIsPaid, orderOf, refundsAtProvider, stockBecomes, stockOf } from '../support/observe.ts';

const cancel = (buyer: Visitor, orderId: string): Promise<string> => act(buyer, 'orderCancel', { orderId, reason: 'CHANGED_MIND' }, 'OrderCancelInput');

/** The buyer takes back what was not paid: payment, order, stock and cart end together. */
export async function orderGivenUp(world: CrashWorld, point: string): Promise<void> {
  const sale = await world.nextSale();
  const { buyer, goods } = sale;
  const stock = await stockOf(world, sale);
  const variantId = must(goods[0], 'good').variantId;
  const { orderId } = await order(buyer, variantId, { quantity: 2 });
  expect(await world.crash(point, () => cancel(buyer, orderId))).toBe('cut off');

  await cancel(buyer, orderId);
  const ended = await orderBecomes(buyer, orderId, 'given up', ({ status }) => status === 'EXPIRED');
  expect(ended.payment).toMatchObject({ status: 'EXPIRED', captured: { amount: '0' } });
  expect(await intentsOf(world, orderId)).toEqual({ canceled: 1 });
  expect(await cartLinesOf(buyer)).toEqual({ [variantId]: 2 });
  await stockBecomes(world, sale, stock);
}

async function paidOrder(world: CrashWorld, { buyer, goods }: Sale) {
  for (const { variantId } of goods) await addToCart(buyer, variantId);
  const { order: made, payment } = await checkOut(buyer, await prepareCheckout(buyer));
  const handle = must(payment, 'payment');
  await payAtProvider(world, handle);
  const { id: orderId } = must(made, 'order');
  await orderIsPaid(buyer, orderId);
  return { orderId, payment: handle };
}

/** The buyer cancels a paid order of two vendors: each part's money goes back once. */
export async function refundOfCancellation(world: CrashWorld, point: string): Promise<void> {
  const sale = await world.nextSale();
  const { buyer } = sale;
  const stock = await stockOf(world, sale);
  const { orderId, payment } = await paidOrder(world, sale);
  // The money goes back beside the answer, which may or may not be faster.
  await world.crash(point, () => cancel(buyer, orderId));

  const refunded = await orderBecomes(buyer, orderId, 'refunded', ({ payment: { status } }) => status === 'REFUNDED');
  expect(refunded.payment.refunded).toEqual(refunded.total);
  expect(refunded.vendorOrders.map(({ status, gross, refunds }) => ({ status, gross, refunds }))).toEqual(
    refunded.vendorOrders.map(({ gross }) => ({ status: 'CANCELLED', gross, refunds: [{ status: 'SUCCEEDED', amount: gross }] })),
  );
  expect(await cancel(buyer, orderId)).toBe('OrderNotCancellable');
  await world.sandboxes.control.stripe.settle();
  const parts = refunded.vendorOrders.map(({ gross }) => Number(gross.amount)).toSorted((left, right) => left - right);
  expect(await refundsAtProvider(world, payment)).toEqual(parts);
  expect((await orderOf(buyer, orderId)).payment.refunded).toEqual(refunded.total);
  await stockBecomes(world, sale, stock);
}

/** A vendor gives some of the money back and does not hear the answer: asking again with the same key gives it back once. */
export async function refundByVendor(world: CrashWorld, point: string): Promise<void> {
  const sale = await world.nextSale();
  const { buyer, goods } = sale;
  const { orderId, payment } = await paidOrder(world, sale);
  const [part] = (await buyer.graph.request<{ order: { vendorOrders: { id: string; vendor: { id: string } }[] } }>(`query Parts($id: ID!) { order(id: $id) { vendorOrders { id vendor { id } } } }`, { id: orderId })).order.vendorOrders;
  const { id: vendorOrderId, vendor } = must(part, 'vendor order');
  const { owner } = must(goods.find(({ vendorId }) => vendorId === vendor.id), 'owner');
  const input = { vendorOrderId, amount: '100', reason: 'OTHER', text: 'A scratch.', idempotencyKey: randomUUID() };
  const refund = (): Promise<string> => act(owner, 'vendorOrderRefund', input, 'VendorOrderRefundInput');
  await world.crash(point, refund);

  expect(await Promise.all([refund(), refund()])).toEqual(['VendorOrderRefundSuccess', 'VendorOrderRefundSuccess']);
  const refunded = await orderBecomes(buyer, orderId, 'refunded in part', ({ payment: { status } }) => status === 'PARTIALLY_REFUNDED');
  await world.sandboxes.control.stripe.settle();
  expect(refunded.payment.refunded.amount).toBe('100');
  expect(await refundsAtProvider(world, payment)).toEqual([100]);
  expect(refunded.vendorOrders.find(({ id }) => id === vendorOrderId)?.refunds).toEqual([{ status: 'SUCCEEDED', amount: { amount: '100' } }]);
}
