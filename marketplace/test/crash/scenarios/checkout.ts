import { waitFor } from '@marketgraph/testing';
import { expect } from 'vitest';
import { addToCart, checkOut, payAtProvider, prepareCheckout } from '../../support/shopping.ts';
import type { CrashWorld } from '../support/crash-world.ts';
import { cartLinesOf, countIntents, ELSEWHERE, intentsOf, orderIsPaid, orderOf, ordersOf, stockBecomes, stockOf } from '../support/observe.ts';

const QUANTITY = 2;

/** The client's answer is lost. What was begun is finished without the client, who then asks again and gets the same. */
export async function checkoutOfTwoVendors(world: CrashWorld, point: string): Promise<void> {
  const sale = await world.nextSale();
  const { buyer, goods } = sale;
  const stock = await stockOf(world, sale);
  const intents = await countIntents(world);
  for (const { variantId } of goods) await addToCart(buyer, variantId, QUANTITY);
  const input = await prepareCheckout(buyer);
  expect(await world.crash(point, () => checkOut(buyer, input))).toBe('cut off');

  const left = stock.map((quantity) => quantity - QUANTITY);
  const [resumed] = await waitFor(async () => (await countIntents(world)) === intents + 1 && ordersOf(buyer), { timeoutMs: 15_000, what: 'a checkout that is resumed by itself' });
  const answers = await Promise.all([checkOut(buyer, input), checkOut(buyer, input)]);
  expect(answers.map(({ __typename }) => __typename)).toEqual(['CheckoutSuccess', 'CheckoutSuccess']);
  const [{ order, payment } = {}] = answers;
  if (order === undefined || payment === undefined) throw new Error('no order');
  expect([resumed?.id, answers[1]?.order?.id]).toEqual([order.id, order.id]);
  expect(answers[1]?.payment?.clientSecret).toBe(payment.clientSecret);
  expect(await ordersOf(buyer)).toEqual([{ id: order.id, status: 'AWAITING_PAYMENT' }]);
  expect(await intentsOf(world, order.id)).toEqual({ requires_payment_method: 1 });
  expect(await cartLinesOf(buyer)).toEqual({});
  expect(await stockOf(world, sale)).toEqual(left);

  await payAtProvider(world, payment);
  await orderIsPaid(buyer, order.id);
  const paid = await orderOf(buyer, order.id);
  expect(paid.payment.captured).toEqual(paid.total);
  expect(await intentsOf(world, order.id)).toEqual({ succeeded: 1 });
  expect(await countIntents(world)).toBe(intents + 1);
  await stockBecomes(world, sale, left);
}

/** The address is not the one that shipping was quoted for: found out when stock is held already, so it has to go back. */
export async function checkoutThatFails(world: CrashWorld, point: string): Promise<void> {
  const sale = await world.nextSale();
  const { buyer, goods } = sale;
  const stock = await stockOf(world, sale);
  const intents = await countIntents(world);
  for (const { variantId } of goods) await addToCart(buyer, variantId, QUANTITY);
  const input = { ...(await prepareCheckout(buyer)), shippingAddress: ELSEWHERE };
  expect(await world.crash(point, () => checkOut(buyer, input))).toBe('cut off');

  expect((await checkOut(buyer, input)).__typename).toBe('ShippingQuoteExpired');
  await stockBecomes(world, sale, stock);
  expect((await checkOut(buyer, input)).__typename).toBe('ShippingQuoteExpired');
  expect(await ordersOf(buyer)).toEqual([]);
  expect(await countIntents(world)).toBe(intents);
  expect(await cartLinesOf(buyer)).toEqual(Object.fromEntries(goods.map(({ variantId }) => [variantId, QUANTITY])));
}
