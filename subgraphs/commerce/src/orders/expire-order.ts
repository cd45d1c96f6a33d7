import { appendEvents } from '@marketgraph/bus';
import type { Transaction } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { eq, sql } from 'drizzle-orm';
import { returnLinesToCart } from '../carts/return-lines.ts';
import type { CommerceTools } from '../deps.ts';
import { payments } from '../payments/payment.tables.ts';
import { orderEvent } from './order-events.ts';
import type { LockedOrder } from './order-aggregate.ts';
import { publishOrderChange } from './order-live.ts';
import { addToTimeline } from './order-timeline.ts';
import { orderItems, orders, vendorOrders } from './order.tables.ts';

export interface ExpiryCause {
  readonly by: 'SYSTEM' | 'BUYER' | 'OPERATOR';
  readonly userId: Id<'User'> | null;
  /** Why, for the timeline; empty where nobody paid in time. */
  readonly detail: string;
  readonly traceId: string;
}

/**
 * Gives an unpaid order up: its lines return to the cart, and by the event its stock to the catalog. Only once the
 * provider has cancelled the payment, or was never asked for one: nobody may pay what no longer exists.
 */
export async function expireOrderIn(tx: Transaction, deps: CommerceTools, locked: LockedOrder, cause: ExpiryCause): Promise<LockedOrder> {
  if (locked.order.status !== 'AWAITING_PAYMENT') throw new Error(`order ${locked.order.id} is ${locked.order.status}: it cannot expire`);
  const now = deps.clock.now();
  const ofOrder = locked.order.id;
  const [order] = await tx.update(orders).set({ status: 'EXPIRED', closedAt: now, updatedAt: now }).where(eq(orders.id, ofOrder)).returning();
  if (order === undefined) throw new Error(`order ${ofOrder} vanished under its lock`);
  const parts = await tx.update(vendorOrders).set({ status: 'EXPIRED', updatedAt: now }).where(eq(vendorOrders.orderId, ofOrder)).returning();
  const items = await tx.update(orderItems).set({ status: 'CANCELLED' }).where(eq(orderItems.orderId, ofOrder)).returning();
  // An intent we do not know of may be at the provider all the same: the poller looks, and ends it.
  const pollAt = sql`case when ${payments.intentId} is null then ${now.toISOString()}::timestamptz end`;
  await tx.update(payments).set({ status: 'EXPIRED', clientSecret: null, updatedAt: now, pollAt, polls: 0 }).where(eq(payments.orderId, ofOrder));
  await returnLinesToCart(tx, deps, order, items, parts);
  await addToTimeline(tx, deps, { orderId: ofOrder, vendorOrderId: null, kind: 'ORDER_EXPIRED', actor: cause.by, actorId: cause.userId, detail: cause.detail });

  const expired: LockedOrder = {
    order,
    vendorOrders: parts.toSorted((left, right) => (left.number < right.number ? -1 : 1)),
    items: items.toSorted((left, right) => left.position - right.position),
  };
  await appendEvents(tx, deps, [orderEvent('commerce.order.expired', expired, cause.traceId)]);
  await publishOrderChange(tx, deps, order, []);
  return expired;
}
