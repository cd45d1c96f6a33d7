import { addMilliseconds, MINUTE, SECOND, type Id } from '@marketgraph/kernel';
import { and, asc, eq, lte } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { oneByOne } from '../one-by-one.ts';
import { lockOrder } from '../orders/order-aggregate.ts';
import { orders } from '../orders/order.tables.ts';
import { PaymentProviderRefused, PaymentProviderUnavailable } from '../payments/payment-provider.ts';
import { payments } from '../payments/payment.tables.ts';
import { recordRefund, type RefundReport } from './record-refund.ts';
import { refunds, type RefundRow } from './refund.tables.ts';

const BATCH = 20;
/** Nobody else takes it up while this process asks the provider. */
const CLAIM_MS = MINUTE;

/** Takes every refund that is due to the provider, one after the other. Answers how many. */
export async function processRefunds(deps: CommerceTools, now: Date): Promise<number> {
  const due = await deps.db.reader.select({ id: refunds.id }).from(refunds).where(lte(refunds.dueAt, now)).orderBy(asc(refunds.dueAt)).limit(BATCH);
  let count = 0;
  await oneByOne(due, async ({ id }) => {
    const claimed = await claim(deps, id, now);
    if (claimed === undefined) return;
    count += 1;
    await processRefund(deps, claimed);
  });
  return count;
}

async function claim(deps: CommerceTools, id: Id<'Refund'>, now: Date): Promise<RefundRow | undefined> {
  const [row] = await deps.db.transaction((tx) =>
    tx
      .update(refunds)
      .set({ dueAt: addMilliseconds(now, CLAIM_MS) })
      .where(and(eq(refunds.id, id), lte(refunds.dueAt, now)))
      .returning(),
  );
  return row;
}

async function processRefund(deps: CommerceTools, refund: RefundRow): Promise<void> {
  const report = await askProvider(deps, refund);
  if (report === 'LATER') return postpone(deps, refund);
  deps.crash.point('refund.after-provider-call');
  await deps.db.transaction(async (tx) => recordRefund(tx, deps, await lockOrder(tx, refund.orderId), refund.id, report, refund.id));
  deps.crash.point('refund.after-recorded');
}

async function askProvider(deps: CommerceTools, refund: RefundRow): Promise<RefundReport | 'LATER'> {
  const [about] = await deps.db.reader
    .select({ intentId: payments.intentId, orderNumber: orders.number })
    .from(payments)
    .innerJoin(orders, eq(orders.id, payments.orderId))
    .where(eq(payments.id, refund.paymentId));
  if (about === undefined || about.intentId === null) throw new Error(`refund ${refund.id} is of a payment that nobody made`);
  const { intentId, orderNumber } = about;
  try {
    if (refund.providerRefundId !== null) {
      const known = (await deps.payments.listRefunds(intentId)).find(({ id }) => id === refund.providerRefundId);
      return known ?? 'LATER';
    }
    return await deps.payments.createRefund({ key: `${refund.id}:refund`, intentId, amount: refund.amount, refundId: refund.id, orderNumber });
  } catch (error) {
    if (error instanceof PaymentProviderUnavailable) return 'LATER';
    // It has gone back by another way (the provider's own pages), or never can: a person decides.
    if (error instanceof PaymentProviderRefused) return { id: null, status: 'FAILED', failureReason: error.code };
    throw error;
  }
}

async function postpone(deps: CommerceTools, refund: RefundRow): Promise<void> {
  const tries = refund.tries + 1;
  const wait = Math.min(2 ** tries * 5 * SECOND, 30 * MINUTE);
  await deps.db.transaction((tx) =>
    tx
      .update(refunds)
      .set({ tries, dueAt: addMilliseconds(deps.clock.now(), wait) })
      .where(eq(refunds.id, refund.id)),
  );
}
