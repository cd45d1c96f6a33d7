import type { Transaction } from '@marketgraph/db';
import { allocate, type Id } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import type { LockedOrder } from '../orders/order-aggregate.ts';
import { vendorOrders } from '../orders/order.tables.ts';
import type { ProviderRefund } from '../payments/payment-provider.ts';
import type { PaymentRow } from '../payments/payment.tables.ts';
import { recordRefund } from './record-refund.ts';
import { refunds } from './refund.tables.ts';

/**
 * All refunds of a payment as the provider has them now. Ours are known by the id that we gave them; one made at the
 * provider's own pages is taken over, so that the ledger never disagrees with the money.
 */
export async function syncRefunds(
  tx: Transaction,
  deps: CommerceTools,
  { locked, payment, found, traceId }: { locked: LockedOrder; payment: PaymentRow; found: readonly ProviderRefund[]; traceId: string },
): Promise<void> {
  const known = await tx.select().from(refunds).where(eq(refunds.orderId, locked.order.id));
  let current = locked;
  for (const report of found) {
    const own = known.filter((row) => row.id === report.refundId || row.providerRefundId === report.id).map(({ id }) => id);
    if (own.length === 0 && report.status !== 'FAILED') {
      const adopted = await adopt(tx, deps, current, payment, report);
      current = adopted.locked;
      own.push(...adopted.ids);
    }
    for (const id of own) current = await recordRefund(tx, deps, current, id, report, traceId);
  }
}

/** Spread over the vendor orders in proportion to what of each can still go back. */
async function adopt(
  tx: Transaction,
  deps: CommerceTools,
  locked: LockedOrder,
  payment: PaymentRow,
  report: ProviderRefund,
): Promise<{ ids: Id<'Refund'>[]; locked: LockedOrder }> {
  const now = deps.clock.now();
  const left = locked.vendorOrders.map((part) => (part.placedAt === null ? 0n : part.gross - part.refundRequested));
  if (left.reduce((sum, one) => sum + one, 0n) < report.amount) throw new Error(`refund ${report.id} at the provider is more than is left of payment ${payment.id}`);
  const ids: Id<'Refund'>[] = [];
  const parts = [...locked.vendorOrders];
  for (const [index, amount] of allocate(report.amount, left).entries()) {
    const part = parts[index];
    if (part === undefined || amount === 0n) continue;
    const id = deps.ids.next('Refund');
    const refundRequested = part.refundRequested + amount;
    await tx.update(vendorOrders).set({ refundRequested, updatedAt: now }).where(eq(vendorOrders.id, part.id));
    await tx.insert(refunds).values({
      id,
      orderId: locked.order.id,
      paymentId: payment.id,
      vendorOrderId: part.id,
      amount,
      currency: payment.currency,
      status: 'REQUESTED',
      reasonCode: 'AT_PROVIDER',
      reasonText: '',
      requestedBy: 'PROVIDER',
      requestedByUser: null,
      providerRefundId: report.id,
      createdAt: now,
      updatedAt: now,
    });
    parts[index] = { ...part, refundRequested };
    ids.push(id);
  }
  return { ids, locked: { ...locked, vendorOrders: parts } };
}
