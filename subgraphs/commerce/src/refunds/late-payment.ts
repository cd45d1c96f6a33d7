import { appendEvents } from '@marketgraph/bus';
import type { Transaction } from '@marketgraph/db';
import { eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { postLateCapture } from '../ledger/post-entries.ts';
import type { LockedOrder } from '../orders/order-aggregate.ts';
import { publishOrderChange } from '../orders/order-live.ts';
import { addToTimeline } from '../orders/order-timeline.ts';
import { paymentEvent } from '../payments/payment-events.ts';
import type { ProviderIntent } from '../payments/payment-provider.ts';
import { estimateProviderFee } from '../payments/payment.rules.ts';
import { payments, type PaymentRow } from '../payments/payment.tables.ts';
import { refunds } from './refund.tables.ts';

/**
 * Money came for an order that had been given up, so its stock may be somebody else's by now: it is booked apart and
 * goes back at once. Rare, since an order is given up only after its payment was cancelled.
 */
export async function takeLatePayment(
  tx: Transaction,
  deps: CommerceTools,
  { locked, payment, intent, traceId }: { locked: LockedOrder; payment: PaymentRow; intent: ProviderIntent; traceId: string },
): Promise<void> {
  const now = deps.clock.now();
  const { order } = locked;
  const fee = intent.fee ?? estimateProviderFee(payment.amount, deps.settings.providerFee);
  await tx
    .update(payments)
    .set({ status: 'PAID', captured: intent.amountReceived, providerFee: fee, intentId: intent.id, clientSecret: null, paidAt: now, updatedAt: now, pollAt: null })
    .where(eq(payments.id, payment.id));
  await postLateCapture(tx, deps, { orderId: order.id, amount: payment.amount, fee, currency: payment.currency });
  await tx.insert(refunds).values({
    id: deps.ids.next('Refund'),
    orderId: order.id,
    paymentId: payment.id,
    vendorOrderId: null,
    amount: payment.amount,
    currency: payment.currency,
    status: 'REQUESTED',
    reasonCode: 'PAID_TOO_LATE',
    reasonText: 'The payment arrived after the order had been given up.',
    requestedBy: 'SYSTEM',
    requestedByUser: null,
    createdAt: now,
    updatedAt: now,
    dueAt: now,
  });
  await addToTimeline(tx, deps, { orderId: order.id, vendorOrderId: null, kind: 'REFUND_REQUESTED', actor: 'SYSTEM', actorId: null, detail: 'Paid too late.' });
  const about = { amount: payment.amount, reason: 'PAID_TOO_LATE', vendorOrderId: null, traceId };
  await appendEvents(tx, deps, [paymentEvent('commerce.payment.captured', payment, order, about)]);
  await publishOrderChange(tx, deps, order, []);
}
