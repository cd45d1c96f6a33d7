import type { Transaction } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import type { OrderParty } from '../orders/order.rules.ts';
import { addToTimeline } from '../orders/order-timeline.ts';
import { vendorOrders, type VendorOrderRow } from '../orders/order.tables.ts';
import { payments } from '../payments/payment.tables.ts';
import { refunds, type RefundRow } from './refund.tables.ts';

export interface RefundCause {
  readonly by: OrderParty;
  readonly userId: Id<'User'> | null;
  readonly reason: { readonly code: string; readonly text: string };
}

/** Everything that is left of a vendor order's gross goes back. Written with the cancellation; a sweeper does the rest. */
export async function requestRefundOfPart(tx: Transaction, deps: CommerceTools, part: VendorOrderRow, cause: RefundCause): Promise<VendorOrderRow> {
  const left = part.gross - part.refundRequested;
  if (left === 0n) return part;
  return (await requestRefund(tx, deps, part, left, cause)).part;
}

/**
 * @param amount no more than is left of the part's gross; the table refuses more
 * @returns the refund and the part as they are now
 */
export async function requestRefund(
  tx: Transaction,
  deps: CommerceTools,
  part: VendorOrderRow,
  amount: bigint,
  { by, userId, reason }: RefundCause,
): Promise<{ refund: RefundRow; part: VendorOrderRow }> {
  const now = deps.clock.now();
  const [payment] = await tx.select({ id: payments.id }).from(payments).where(eq(payments.orderId, part.orderId));
  if (payment === undefined) throw new Error(`order ${part.orderId} has no payment`);
  const [changed] = await tx
    .update(vendorOrders)
    .set({ refundRequested: part.refundRequested + amount, updatedAt: now })
    .where(eq(vendorOrders.id, part.id))
    .returning();
  const [refund] = await tx
    .insert(refunds)
    .values({
      id: deps.ids.next('Refund'),
      orderId: part.orderId,
      paymentId: payment.id,
      vendorOrderId: part.id,
      amount,
      currency: part.currency,
      status: 'REQUESTED',
      reasonCode: reason.code,
      reasonText: reason.text,
      requestedBy: by,
      requestedByUser: userId,
      createdAt: now,
      updatedAt: now,
      dueAt: now,
    })
    .returning();
  if (changed === undefined || refund === undefined) throw new Error(`vendor order ${part.id} vanished under its lock`);
  await addToTimeline(tx, deps, { orderId: part.orderId, vendorOrderId: part.id, kind: 'REFUND_REQUESTED', actor: by, actorId: userId, detail: reason.text });
  return { refund, part: changed };
}
