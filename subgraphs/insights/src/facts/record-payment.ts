import { allocate } from '@marketgraph/kernel';
import type { EventPayload } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { asc, eq, sql } from 'drizzle-orm';
import { payments, refunds, sales } from './facts.tables.ts';

type PaymentPayload = EventPayload<'commerce.payment.captured'>;

/**
 * Answers the vendors of what was paid; none where the order has not been heard of. Two statements: the first waits for
 * whoever notes the order at this moment, and only what begins after that sees the sales.
 */
export async function recordCapture(tx: Transaction, payment: PaymentPayload, at: Date): Promise<string[]> {
  await tx
    .insert(payments)
    .values({ orderId: payment.orderId, capturedAt: at })
    .onConflictDoUpdate({ target: payments.orderId, set: { capturedAt: at } });
  const paid = await tx.update(sales).set({ paidAt: at }).where(eq(sales.orderId, payment.orderId)).returning({ vendorId: sales.vendorId });
  return paid.map(({ vendorId }) => vendorId);
}

export async function recordFailure(tx: Transaction, payment: PaymentPayload): Promise<void> {
  await tx
    .insert(payments)
    .values({ orderId: payment.orderId, failures: 1 })
    .onConflictDoUpdate({ target: payments.orderId, set: { failures: sql`${payments.failures} + 1` } });
}

/** A refund of one vendor's part counts there; one of the whole order is shared out by what each part was worth. */
export async function recordRefund(tx: Transaction, eventId: string, payment: PaymentPayload, at: Date): Promise<void> {
  const amount = BigInt(payment.amount);
  await tx.insert(refunds).values({ eventId, orderId: payment.orderId, vendorOrderId: payment.vendorOrderId, amount, at });
  const parts = await tx
    .select({ id: sales.vendorOrderId, gross: sales.gross })
    .from(sales)
    .where(payment.vendorOrderId === null ? eq(sales.orderId, payment.orderId) : eq(sales.vendorOrderId, payment.vendorOrderId))
    .orderBy(asc(sales.vendorOrderId))
    .for('update');
  if (parts.length === 0) return;
  const shares = allocate(amount, parts.map((part) => part.gross));
  for (const [index, part] of parts.entries()) {
    await tx
      .update(sales)
      .set({ refunded: sql`${sales.refunded} + ${shares[index] ?? 0n}` })
      .where(eq(sales.vendorOrderId, part.id));
  }
}
