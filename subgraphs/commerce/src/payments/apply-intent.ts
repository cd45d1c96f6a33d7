import { appendEvents } from '@marketgraph/bus';
import type { Transaction } from '@marketgraph/db';
import { eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { expireOrderIn } from '../orders/expire-order.ts';
import type { LockedOrder } from '../orders/order-aggregate.ts';
import { publishOrderChange } from '../orders/order-live.ts';
import { addToTimeline } from '../orders/order-timeline.ts';
import { placeOrderIn } from '../orders/place-order.ts';
import { takeLatePayment } from '../refunds/late-payment.ts';
import { paymentEvent } from './payment-events.ts';
import type { ProviderAttempt, ProviderIntent } from './payment-provider.ts';
import { isPayable } from './payment.rules.ts';
import { paymentAttempts, payments, type PaymentRow } from './payment.tables.ts';

export interface IntentChange {
  readonly locked: LockedOrder;
  /** Read under the order's lock. */
  readonly payment: PaymentRow;
  readonly intent: ProviderIntent;
  readonly traceId: string;
}

/**
 * Brings payment and order to where the provider says the payment is. Called for every webhook, poll and retry with the
 * intent as it was just read, so events may come twenty times, late or in the wrong order.
 */
export async function applyIntent(
  tx: Transaction,
  deps: CommerceTools,
  change: IntentChange,
): Promise<void> {
  await noteAttempts(tx, deps, change.payment.id, [attemptOf(change.intent)]);
  await followIntent(tx, deps, change);
}

/** What {@link applyIntent} does, for who has noted the attempts. */
export async function followIntent(tx: Transaction, deps: CommerceTools, { locked, payment, intent, traceId }: IntentChange): Promise<void> {
  switch (intent.status) {
    case 'SUCCEEDED':
      if (payment.captured > 0n) return;
      if (intent.amountReceived !== payment.amount) throw new Error(`intent ${intent.id} brought ${intent.amountReceived}, payment ${payment.id} asks for ${payment.amount}`);
      if (locked.order.status === 'AWAITING_PAYMENT') await placeOrderIn(tx, deps, { locked, payment, intent, traceId });
      else await takeLatePayment(tx, deps, { locked, payment, intent, traceId });
      return;
    case 'CANCELED':
      if (locked.order.status === 'AWAITING_PAYMENT') await expireOrderIn(tx, deps, locked, { by: 'SYSTEM', userId: null, detail: '', traceId });
      return;
    case 'REQUIRES_PAYMENT':
      if (intent.lastFailure !== null && isPayable(payment.status)) await noteDecline(tx, deps, { locked, payment, intent, traceId });
      return;
    case 'REQUIRES_ACTION':
    case 'PROCESSING':
    case 'AUTHORIZED':
      return;
  }
}

/** Each once, however often and by whomever it is told. */
export async function noteAttempts(
  tx: Transaction,
  deps: Pick<CommerceTools, 'clock'>,
  paymentId: PaymentRow['id'],
  attempts: readonly (ProviderAttempt | null)[],
): Promise<void> {
  const rows = attempts.flatMap((attempt) => {
    if (attempt === null) return [];
    const { reference, outcome, code, message } = attempt;
    return [{ paymentId, providerReference: reference, outcome, code, message, at: deps.clock.now() }];
  });
  const distinct = rows.filter((row, index) => index === rows.findIndex(({ providerReference, outcome }) => providerReference === row.providerReference && outcome === row.outcome));
  if (distinct.length > 0) await tx.insert(paymentAttempts).values(distinct).onConflictDoNothing();
}

/** Once for each declined attempt: the buyer is told, the order goes on waiting. */
async function noteDecline(
  tx: Transaction,
  deps: CommerceTools,
  { locked, payment, intent, traceId }: IntentChange,
): Promise<void> {
  const failure = intent.lastFailure;
  if (failure === null) return;
  const told = payment.status === 'FAILED' && payment.failureReference === failure.chargeId;
  if (told) return;
  const { order } = locked;
  await tx
    .update(payments)
    .set({ status: 'FAILED', failureCode: failure.code, failureMessage: failure.message, failureReference: failure.chargeId, updatedAt: deps.clock.now() })
    .where(eq(payments.id, payment.id));
  await addToTimeline(tx, deps, { orderId: order.id, vendorOrderId: null, kind: 'PAYMENT_FAILED', actor: 'PROVIDER', actorId: null, detail: failure.message });
  const about = { amount: payment.amount, reason: `${failure.code}: ${failure.message}`, vendorOrderId: null, traceId };
  await appendEvents(tx, deps, [paymentEvent('commerce.payment.failed', payment, order, about)]);
  await publishOrderChange(tx, deps, order, []);
}

/** The intent remembers only its last attempt; an event tells of its own. */
export function attemptOf(intent: ProviderIntent): ProviderAttempt | null {
  if (intent.status === 'SUCCEEDED') return { reference: intent.chargeId ?? intent.id, outcome: 'SUCCEEDED', code: '', message: '' };
  if (intent.status !== 'REQUIRES_PAYMENT' || intent.lastFailure === null) return null;
  const { chargeId, code, message } = intent.lastFailure;
  return { reference: chargeId ?? intent.id, outcome: 'DECLINED', code, message };
}
