import { addMilliseconds, MINUTE } from '@marketgraph/kernel';
import { and, eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { expireOrderIn } from '../orders/expire-order.ts';
import { lockOrder } from '../orders/order-aggregate.ts';
import { orders, type OrderRow } from '../orders/order.tables.ts';
import { paymentUnavailable } from '../payments/payment-failures.ts';
import { PaymentProviderRefused, PaymentProviderUnavailable, type ProviderIntent } from '../payments/payment-provider.ts';
import { payments, type PaymentRow } from '../payments/payment.tables.ts';
import { advance, endingOf, type Advanced } from './advance-checkout.ts';
import { orderAmountRefused, type StoredFailure } from './checkout-failures.ts';
import type { CheckoutRow } from './checkout.tables.ts';

/** How long until the provider is asked by ourselves whether the buyer has paid. */
const FIRST_POLL_MS = 2 * MINUTE;

interface Unpaid {
  readonly order: OrderRow;
  readonly payment: PaymentRow;
}

/** ORDER_CREATED → PAYMENT_REQUESTED, of a checkout that was left there. */
export async function requestPayment(deps: CommerceTools, checkout: CheckoutRow): Promise<Advanced> {
  return requestPaymentOf(deps, checkout, await readOrder(deps, checkout));
}

/** Asked twice with one key, the provider makes one payment. */
export async function requestPaymentOf(deps: CommerceTools, checkout: CheckoutRow, { order, payment }: Unpaid): Promise<Advanced> {
  try {
    const intent = await deps.payments.createIntent({
      key: `${checkout.id}:payment`,
      amount: payment.amount,
      currency: payment.currency,
      orderId: order.id,
      orderNumber: order.number,
      paymentId: payment.id,
    });
    deps.crash.point('checkout.after-payment-call');
    const row = await noteIntent(deps, checkout, payment, intent);
    deps.crash.point('checkout.after-payment-requested');
    return row;
  } catch (error) {
    if (error instanceof PaymentProviderUnavailable) {
      deps.log.warn({ err: error, orderId: order.id }, 'the payment provider is away, a checkout is undone');
      return undoOrder(deps, checkout, paymentUnavailable().error);
    }
    if (error instanceof PaymentProviderRefused) {
      deps.log.error({ err: error, orderId: order.id }, 'the payment provider refuses a payment');
      return undoOrder(deps, checkout, orderAmountRefused({ amount: order.total, currency: order.currency }));
    }
    throw error;
  }
}

async function readOrder(deps: CommerceTools, { orderId, id }: CheckoutRow): Promise<Unpaid> {
  if (orderId === null) throw new Error(`checkout ${id} has no order`);
  const [row] = await deps.db.reader.select({ order: orders, payment: payments }).from(orders).innerJoin(payments, eq(payments.orderId, orders.id)).where(eq(orders.id, orderId));
  if (row === undefined) throw new Error(`the order of checkout ${id} vanished`);
  return row;
}

async function noteIntent(deps: CommerceTools, checkout: CheckoutRow, payment: PaymentRow, intent: ProviderIntent): Promise<Advanced> {
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    const row = await advance(tx, deps, checkout, { state: 'PAYMENT_REQUESTED' });
    if (row === undefined) return undefined;
    const { id: intentId, clientSecret } = intent;
    const noted = await tx
      .update(payments)
      .set({ intentId, clientSecret, updatedAt: now, pollAt: addMilliseconds(now, FIRST_POLL_MS) })
      .where(and(eq(payments.id, payment.id), eq(payments.status, 'AWAITING_PAYMENT')))
      .returning({ id: payments.id });
    // Given up meanwhile: nobody gets the secret, and the poller ends what was made.
    if (noted.length === 0) await tx.update(payments).set({ intentId, pollAt: now }).where(eq(payments.id, payment.id));
    return row;
  });
}

/**
 * The order is given up at once, so that the lines are back in the cart when the buyer is told. Nobody has the secret of
 * what may have been made at the provider; the poller ends it when the provider is there again.
 */
export async function undoOrder(deps: CommerceTools, checkout: CheckoutRow, failure: StoredFailure): Promise<Advanced> {
  const { orderId, traceId } = checkout;
  if (orderId === null) throw new Error(`checkout ${checkout.id} has no order`);
  const row = await deps.db.transaction(async (tx) => {
    const ended = await advance(tx, deps, checkout, endingOf(failure));
    if (ended === undefined) return undefined;
    const locked = await lockOrder(tx, orderId);
    const cause = { by: 'SYSTEM', userId: null, detail: failure.message, traceId } as const;
    if (locked.order.status === 'AWAITING_PAYMENT') await expireOrderIn(tx, deps, locked, cause);
    return ended;
  });
  deps.crash.point('checkout.after-failed');
  return row;
}
