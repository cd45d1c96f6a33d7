import { expect } from 'vitest';
import { must } from '../../support/must.ts';
import { intentOf, order, payAtProvider } from '../../support/shopping.ts';
import type { CrashWorld } from '../support/crash-world.ts';
import { intentsOf, orderIsPaid, orderOf, stockOf } from '../support/observe.ts';

const PAID = 'payment_intent.succeeded';

/** A webhook that is lost half-way comes again, by the provider or by our own memory of it; the money is counted once. */
export async function webhookOfPayment(world: CrashWorld, point: string): Promise<void> {
  const sale = await world.nextSale();
  const { stripe } = world.sandboxes.control;
  const { buyer, goods } = sale;
  const stock = await stockOf(world, sale);
  await stripe.setWebhookMode({ mode: 'hold' });
  const { orderId, payment } = await order(buyer, must(goods[0], 'good').variantId);
  await payAtProvider(world, payment);
  expect((await orderOf(buyer, orderId)).payment.status).toBe('AWAITING_PAYMENT');
  await world.crash(point, () => stripe.releaseWebhooks({ types: [PAID] }));

  await stripe.setWebhookMode({ mode: 'normal' });
  await stripe.releaseWebhooks();
  await orderIsPaid(buyer, orderId);
  const [event] = await stripe.webhookDeliveries({ type: PAID, about: intentOf(payment) });
  await stripe.resendWebhook(must(event, 'event').messageId);
  await stripe.settle();

  const paid = await orderOf(buyer, orderId);
  expect(paid).toMatchObject({ status: 'PLACED', payment: { status: 'PAID', captured: paid.total, refunded: { amount: '0' } } });
  expect(paid.timeline.filter(({ kind }) => kind === 'ORDER_PAID')).toHaveLength(1);
  expect(await intentsOf(world, orderId)).toEqual({ succeeded: 1 });
  expect(await stockOf(world, sale)).toEqual(stock.map((quantity, index) => quantity - (index === 0 ? 1 : 0)));
}
