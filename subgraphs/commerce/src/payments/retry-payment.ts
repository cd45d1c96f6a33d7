import { addMilliseconds, fail, MINUTE, ok, type Id, type Result } from '@marketgraph/kernel';
import { PeerUnavailable } from '@marketgraph/server';
import { and, eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { notFound, type NotFound } from '../failures.ts';
import { lockOrder } from '../orders/order-aggregate.ts';
import { orders, type OrderRow } from '../orders/order.tables.ts';
import { reservationEnd } from '../checkout/checkout.rules.ts';
import { applyIntent } from './apply-intent.ts';
import { paymentUnavailable, type PaymentUnavailable } from './payment-failures.ts';
import { PaymentProviderUnavailable, type ProviderIntent } from './payment-provider.ts';
import { payments, type PaymentRow } from './payment.tables.ts';

export interface PaymentNotPayable {
  readonly type: 'PaymentNotPayable';
  readonly message: string;
  readonly path: readonly string[];
  readonly status: OrderRow['status'];
}

/** Time that somebody who comes back to pay has at least. */
const LEAST_TIME_MS = 10 * MINUTE;

type Outcome = Result<{ payment: PaymentRow }, NotFound | PaymentNotPayable | PaymentUnavailable>;

/**
 * The buyer comes back to pay. A declined intent is good for another try, so nothing new is made: we look how it stands,
 * make sure that its stock is held long enough, and answer what the client goes on with.
 */
export async function retryPayment(deps: CommerceTools, { userId, traceId }: { userId: Id<'User'>; traceId: string }, orderId: Id<'Order'>): Promise<Outcome> {
  const [found] = await deps.db.reader
    .select({ order: orders, payment: payments })
    .from(orders)
    .innerJoin(payments, eq(payments.orderId, orders.id))
    .where(and(eq(orders.id, orderId), eq(orders.buyerId, userId)));
  if (found === undefined) return notFound('order', 'orderId');
  if (found.order.status !== 'AWAITING_PAYMENT') return notPayable(found.order.status);
  try {
    const expiresAt = await holdLonger(deps, found.order, traceId);
    if (expiresAt === undefined) return notPayable('EXPIRED');
    return await goOn(deps, { orderId, expiresAt, traceId, intent: await currentIntent(deps, found) });
  } catch (error) {
    if (error instanceof PaymentProviderUnavailable || error instanceof PeerUnavailable) return paymentUnavailable();
    throw error;
  }
}

/** When the order will be given up; undefined where its stock is gone already. */
async function holdLonger(deps: CommerceTools, order: OrderRow, traceId: string): Promise<Date | undefined> {
  const least = addMilliseconds(deps.clock.now(), LEAST_TIME_MS);
  if (order.expiresAt >= least) return order.expiresAt;
  return (await deps.catalog.extend(order.checkoutId, reservationEnd(least), traceId)) ? least : undefined;
}

async function currentIntent(deps: CommerceTools, { order, payment }: { order: OrderRow; payment: PaymentRow }): Promise<ProviderIntent> {
  if (payment.intentId !== null) return deps.payments.readIntent(payment.intentId);
  return deps.payments.createIntent({
    key: `${order.checkoutId}:payment`,
    amount: payment.amount,
    currency: payment.currency,
    orderId: order.id,
    orderNumber: order.number,
    paymentId: payment.id,
  });
}

async function goOn(
  deps: CommerceTools,
  { orderId, expiresAt, traceId, intent }: { orderId: Id<'Order'>; expiresAt: Date; traceId: string; intent: ProviderIntent },
): Promise<Outcome> {
  return deps.db.transaction(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    const [payment] = await tx.select().from(payments).where(eq(payments.orderId, orderId));
    if (payment === undefined) throw new Error(`order ${orderId} has no payment`);
    if (locked.order.status !== 'AWAITING_PAYMENT') return notPayable(locked.order.status);
    await applyIntent(tx, deps, { locked, payment, intent, traceId });
    if (intent.status === 'SUCCEEDED') return notPayable('PLACED');
    if (intent.status === 'CANCELED') return notPayable('EXPIRED');
    await tx.update(orders).set({ expiresAt }).where(eq(orders.id, orderId));
    const [retried] = await tx
      .update(payments)
      .set({ status: 'AWAITING_PAYMENT', intentId: intent.id, clientSecret: intent.clientSecret, updatedAt: deps.clock.now() })
      .where(eq(payments.id, payment.id))
      .returning();
    if (retried === undefined) throw new Error(`payment ${payment.id} vanished under its order's lock`);
    return ok({ payment: retried });
  });
}

function notPayable(status: OrderRow['status']) {
  const message = status === 'EXPIRED' ? 'The order was given up; its lines are back in the cart.' : 'The order is paid already.';
  return fail<PaymentNotPayable>({ type: 'PaymentNotPayable', message, path: ['input', 'orderId'], status });
}
