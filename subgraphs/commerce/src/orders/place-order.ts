import { appendEvents } from '@marketgraph/bus';
import { sendInOrder, type Transaction } from '@marketgraph/db';
import { and, eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { postCapture } from '../ledger/post-entries.ts';
import { paymentEvent } from '../payments/payment-events.ts';
import type { ProviderIntent } from '../payments/payment-provider.ts';
import { estimateProviderFee } from '../payments/payment.rules.ts';
import { payments, type PaymentRow } from '../payments/payment.tables.ts';
import { orderEvent } from './order-events.ts';
import type { LockedOrder } from './order-aggregate.ts';
import { publishOrderChange } from './order-live.ts';
import { addToTimeline } from './order-timeline.ts';
import { orders, vendorOrders } from './order.tables.ts';

/**
 * The money is there: vendors see their parts from now on, the catalog commits the reserved stock, and the ledger books
 * the capture. All in the transaction that was caused by the provider, never by the checkout or the buyer's browser.
 */
export async function placeOrderIn(
  tx: Transaction,
  deps: CommerceTools,
  { locked, payment, intent, traceId }: { locked: LockedOrder; payment: PaymentRow; intent: ProviderIntent; traceId: string },
): Promise<void> {
  const now = deps.clock.now();
  const { order } = locked;
  const fee = intent.fee ?? estimateProviderFee(payment.amount, deps.settings.providerFee);
  const paid = {
    status: 'PAID',
    captured: intent.amountReceived,
    providerFee: fee,
    intentId: intent.id,
    // Of no more use, so not kept.
    clientSecret: null,
    failureCode: null,
    failureMessage: null,
    paidAt: now,
    updatedAt: now,
    pollAt: null,
  } as const;
  await sendInOrder(
    () => tx.update(orders).set({ status: 'PLACED', placedAt: now, updatedAt: now }).where(eq(orders.id, order.id)),
    () =>
      tx
        .update(vendorOrders)
        .set({ status: 'PENDING', placedAt: now, updatedAt: now })
        .where(and(eq(vendorOrders.orderId, order.id), eq(vendorOrders.status, 'AWAITING_PAYMENT'))),
    () => tx.update(payments).set(paid).where(eq(payments.id, payment.id)),
    () => addToTimeline(tx, deps, { orderId: order.id, vendorOrderId: null, kind: 'ORDER_PAID', actor: 'SYSTEM', actorId: null, detail: '' }),
    () => postCapture(tx, deps, { orderId: order.id, parts: locked.vendorOrders, fee, currency: payment.currency }),
    () =>
      appendEvents(tx, deps, [
        orderEvent('commerce.order.placed', locked, traceId),
        paymentEvent('commerce.payment.captured', payment, order, { amount: payment.amount, reason: '', vendorOrderId: null, traceId }),
      ]),
    () => publishOrderChange(tx, deps, order, locked.vendorOrders),
  );
}
