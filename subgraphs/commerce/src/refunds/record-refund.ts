import { appendEvents } from '@marketgraph/bus';
import type { Transaction } from '@marketgraph/db';
import { addMilliseconds, MINUTE, type Id } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { postLateRefund, postRefund } from '../ledger/post-entries.ts';
import { partOf, type LockedOrder } from '../orders/order-aggregate.ts';
import { publishOrderChange } from '../orders/order-live.ts';
import { addToTimeline } from '../orders/order-timeline.ts';
import { vendorOrders, type VendorOrderRow } from '../orders/order.tables.ts';
import { paymentEvent } from '../payments/payment-events.ts';
import type { ProviderRefund } from '../payments/payment-provider.ts';
import { statusAfterRefund } from '../payments/payment.rules.ts';
import { payments, type PaymentRow } from '../payments/payment.tables.ts';
import { refunds, type RefundRow } from './refund.tables.ts';

/** How long until the provider is asked about a refund it has not finished, should its webhook not come. */
const ASK_AGAIN_MS = 10 * MINUTE;

/** What the provider says of a refund; without an id where it refused to make one. */
export type RefundReport = Pick<ProviderRefund, 'status' | 'failureReason'> & { readonly id: string | null };

/**
 * Brings a refund to where the provider says it is, with money, ledger and order. Twice the same is once; SUCCEEDED can
 * still become FAILED, when a bank sends the money back.
 * @param locked the order, locked: refund, payment and part are read anew under that lock
 * @returns the order as it stands afterwards
 */
export async function recordRefund(tx: Transaction, deps: CommerceTools, locked: LockedOrder, refundId: Id<'Refund'>, report: RefundReport, traceId: string): Promise<LockedOrder> {
  const [refund] = await tx.select().from(refunds).where(eq(refunds.id, refundId));
  const [payment] = await tx.select().from(payments).where(eq(payments.orderId, locked.order.id));
  if (refund === undefined || payment === undefined) throw new Error(`refund ${refundId} or its payment vanished`);
  const settled = refund.status === 'SUCCEEDED' || refund.status === 'FAILED';
  switch (report.status) {
    case 'PENDING':
      if (!settled) await update(tx, deps, refund, report, { status: 'PENDING', dueAt: addMilliseconds(deps.clock.now(), ASK_AGAIN_MS) });
      return locked;
    case 'SUCCEEDED':
      if (settled) return locked;
      await update(tx, deps, refund, report, { status: 'SUCCEEDED', dueAt: null, succeededAt: deps.clock.now() });
      return moveMoney(tx, deps, { locked, refund, payment, delta: refund.amount, traceId });
    case 'FAILED': {
      if (refund.status === 'FAILED') return locked;
      await update(tx, deps, refund, report, { status: 'FAILED', dueAt: null, failureReason: report.failureReason ?? 'unknown' });
      deps.log.error({ refundId, reason: report.failureReason, traceId }, 'a refund failed: somebody must look at it');
      if (refund.status === 'SUCCEEDED') return moveMoney(tx, deps, { locked, refund, payment, delta: -refund.amount, traceId });
      return giveUpRequest(tx, deps, locked, refund);
    }
  }
}

interface MoneyMove {
  readonly locked: LockedOrder;
  readonly refund: RefundRow;
  readonly payment: PaymentRow;
  /** Above zero: money went to the buyer. Below: it came back. */
  readonly delta: bigint;
  readonly traceId: string;
}

async function moveMoney(tx: Transaction, deps: CommerceTools, { locked, refund, payment, delta, traceId }: MoneyMove): Promise<LockedOrder> {
  const now = deps.clock.now();
  const { order } = locked;
  const refunded = payment.refunded + delta;
  await tx.update(payments).set({ refunded, status: statusAfterRefund(payment.captured, refunded), updatedAt: now }).where(eq(payments.id, payment.id));
  const part = refund.vendorOrderId === null ? null : partOf(locked, refund.vendorOrderId);
  const changed = part === null ? null : await movePart(tx, deps, part, refund, delta);
  if (part === null) await postLateRefund(tx, deps, { id: refund.id, orderId: order.id, amount: delta, currency: refund.currency });

  const kind = delta > 0n ? 'REFUND_SUCCEEDED' : 'REFUND_FAILED';
  await addToTimeline(tx, deps, { orderId: order.id, vendorOrderId: refund.vendorOrderId, kind, actor: 'PROVIDER', actorId: null, detail: '' });
  if (delta > 0n) {
    const reason = [refund.reasonCode, refund.reasonText].filter((text) => text !== '').join(': ');
    await appendEvents(tx, deps, [
      paymentEvent('commerce.payment.refunded', payment, order, { amount: refund.amount, reason, vendorOrderId: refund.vendorOrderId, traceId }),
    ]);
  }
  await publishOrderChange(tx, deps, order, changed === null ? [] : [changed]);
  return changed === null ? locked : { ...locked, vendorOrders: locked.vendorOrders.map((row) => (row.id === changed.id ? changed : row)) };
}

async function movePart(tx: Transaction, deps: CommerceTools, part: VendorOrderRow, refund: RefundRow, delta: bigint): Promise<VendorOrderRow> {
  const refunded = part.refunded + delta;
  await postRefund(tx, deps, part, refunded, refund.id);
  const requested = delta < 0n ? { refundRequested: part.refundRequested + delta } : {};
  return updatePart(tx, part, { refunded, ...requested, updatedAt: deps.clock.now() });
}

/** It never came to anything: what was set aside for it may be asked for again. */
async function giveUpRequest(tx: Transaction, deps: CommerceTools, locked: LockedOrder, refund: RefundRow): Promise<LockedOrder> {
  const { order } = locked;
  const entry = { orderId: order.id, vendorOrderId: refund.vendorOrderId, kind: 'REFUND_FAILED', actor: 'PROVIDER', actorId: null, detail: '' } as const;
  await addToTimeline(tx, deps, entry);
  if (refund.vendorOrderId === null) return locked;
  const part = partOf(locked, refund.vendorOrderId);
  const changed = await updatePart(tx, part, { refundRequested: part.refundRequested - refund.amount, updatedAt: deps.clock.now() });
  await publishOrderChange(tx, deps, order, [changed]);
  return { ...locked, vendorOrders: locked.vendorOrders.map((row) => (row.id === changed.id ? changed : row)) };
}

async function updatePart(tx: Transaction, part: VendorOrderRow, values: Partial<VendorOrderRow>): Promise<VendorOrderRow> {
  const [changed] = await tx.update(vendorOrders).set(values).where(eq(vendorOrders.id, part.id)).returning();
  if (changed === undefined) throw new Error(`vendor order ${part.id} vanished under its lock`);
  return changed;
}

async function update(tx: Transaction, deps: CommerceTools, refund: RefundRow, report: RefundReport, values: Partial<RefundRow>): Promise<void> {
  await tx
    .update(refunds)
    .set({ ...values, providerRefundId: report.id ?? refund.providerRefundId, updatedAt: deps.clock.now() })
    .where(eq(refunds.id, refund.id));
}
