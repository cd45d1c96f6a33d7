import type { Id } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { applyIntent } from '../payments/apply-intent.ts';
import { payments } from '../payments/payment.tables.ts';
import { expireOrderIn, type ExpiryCause } from './expire-order.ts';
import { lockOrder } from './order-aggregate.ts';
import { orders, type OrderRow } from './order.tables.ts';

/**
 * Gives an unpaid order up: first its payment at the provider, then the order here. If the buyer was faster, the order is
 * paid and goes on. After a crash in between, the next try finds the payment cancelled already.
 *
 * An order whose payment we never learned of can be given up at once: nobody was given the secret that pays it. The
 * poller ends what may be there.
 * @throws PaymentProviderUnavailable when nobody knows whether it can still be paid; the order then goes on waiting
 */
export async function giveUpOrder(deps: CommerceTools, orderId: Id<'Order'>, cause: ExpiryCause): Promise<OrderRow> {
  const [known] = await deps.db.reader.select().from(payments).where(eq(payments.orderId, orderId));
  if (known === undefined) throw new Error(`order ${orderId} has no payment`);
  const intent = known.intentId === null ? null : await deps.payments.cancelIntent(known.intentId, `${known.id}:cancel`);
  deps.crash.point('order.after-intent-cancelled');

  const order = await deps.db.transaction(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    const [payment] = await tx.select().from(payments).where(eq(payments.orderId, orderId));
    if (payment === undefined) throw new Error(`the payment of order ${orderId} vanished`);
    if (locked.order.status !== 'AWAITING_PAYMENT') return locked.order;
    // Learned of since we looked: it has to be ended first, so this is for the next try.
    if (intent === null && payment.intentId !== null) return locked.order;
    if (intent === null || intent.status === 'CANCELED') return (await expireOrderIn(tx, deps, locked, cause)).order;
    await applyIntent(tx, deps, { locked, payment, intent, traceId: cause.traceId });
    const [after] = await tx.select().from(orders).where(eq(orders.id, orderId));
    return after ?? locked.order;
  });
  deps.crash.point('order.after-expired');
  return order;
}
