import { addMilliseconds, MINUTE } from '@marketgraph/kernel';
import { and, asc, eq, lte } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { oneByOne } from '../one-by-one.ts';
import { lockOrder } from '../orders/order-aggregate.ts';
import { orders } from '../orders/order.tables.ts';
import { applyIntent } from './apply-intent.ts';
import { PaymentProviderRefused, PaymentProviderUnavailable, type ProviderIntent } from './payment-provider.ts';
import { minutesToNextPoll } from './payment.rules.ts';
import { payments, type PaymentRow } from './payment.tables.ts';

const BATCH = 50;
/** A payment that was given up is followed for about an hour; after that its webhook would still be heard. */
const MOST_POLLS_AFTER_EXPIRY = 8;

/** Asks the provider about payments whose webhook has not come, and ends those of orders that were given up. */
export async function pollPayments(deps: CommerceTools, now: Date): Promise<number> {
  const due = await deps.db.reader.select().from(payments).where(lte(payments.pollAt, now)).orderBy(asc(payments.pollAt)).limit(BATCH);
  let count = 0;
  await oneByOne(due, async (row) => {
    if (!(await claim(deps, row, now))) return;
    count += 1;
    try {
      await poll(deps, row);
    } catch (error) {
      if (!(error instanceof PaymentProviderUnavailable)) throw error;
      deps.log.warn({ paymentId: row.id, err: error }, 'the payment provider is away, a payment is asked about later');
    }
  });
  return count;
}

/** The claim is also the date of the next question. */
async function claim(deps: CommerceTools, row: PaymentRow, now: Date): Promise<boolean> {
  const over = row.status === 'EXPIRED' && row.polls >= MOST_POLLS_AFTER_EXPIRY;
  const pollAt = over ? null : addMilliseconds(now, minutesToNextPoll(row.polls) * MINUTE);
  const claimed = await deps.db.transaction((tx) =>
    tx
      .update(payments)
      .set({ polls: row.polls + 1, pollAt })
      .where(and(eq(payments.id, row.id), lte(payments.pollAt, now)))
      .returning({ id: payments.id }),
  );
  return claimed.length > 0 && !over;
}

async function poll(deps: CommerceTools, row: PaymentRow): Promise<void> {
  const intent = row.status === 'EXPIRED' ? await endIntent(deps, row) : row.intentId === null ? null : await deps.payments.readIntent(row.intentId);
  if (intent === null) return;
  await deps.db.transaction(async (tx) => {
    const locked = await lockOrder(tx, row.orderId);
    const [payment] = await tx.select().from(payments).where(eq(payments.orderId, row.orderId));
    if (payment === undefined) throw new Error(`payment ${row.id} vanished`);
    await applyIntent(tx, deps, { locked, payment, intent, traceId: row.id });
    if (intent.status === 'CANCELED') await tx.update(payments).set({ intentId: intent.id, pollAt: null }).where(eq(payments.id, row.id));
  });
}

/**
 * Cancels what was made for an order that has been given up. Where no intent is known, its creation may have been lost on
 * the way back: asking with the same key finds it, or makes one that is cancelled at once.
 */
async function endIntent(deps: CommerceTools, row: PaymentRow): Promise<ProviderIntent | null> {
  const intentId = row.intentId ?? (await findLostIntent(deps, row));
  return intentId === null ? null : deps.payments.cancelIntent(intentId, `${row.id}:cancel`);
}

async function findLostIntent(deps: CommerceTools, row: PaymentRow): Promise<string | null> {
  const [order] = await deps.db.reader.select().from(orders).where(eq(orders.id, row.orderId));
  if (order === undefined) throw new Error(`payment ${row.id} has no order`);
  try {
    const intent = await deps.payments.createIntent({
      key: `${order.checkoutId}:payment`,
      amount: row.amount,
      currency: row.currency,
      orderId: order.id,
      orderNumber: order.number,
      paymentId: row.id,
    });
    return intent.id;
  } catch (error) {
    // It refuses now, so it refused then: there is nothing to end.
    if (error instanceof PaymentProviderRefused) return null;
    throw error;
  }
}
