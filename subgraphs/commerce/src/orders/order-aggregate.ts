import { sendInOrder, type Reader, type Transaction } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { and, asc, eq, type SQL } from 'drizzle-orm';
import { orderItems, orders, vendorOrders, type OrderItemRow, type OrderRow, type VendorOrderRow } from './order.tables.ts';

/** An order with its parts, its row locked: whoever changes any of them holds this lock. */
export interface LockedOrder {
  readonly order: OrderRow;
  /** By number. */
  readonly vendorOrders: readonly VendorOrderRow[];
  /** By position. */
  readonly items: readonly OrderItemRow[];
}

/** Which order a vendor order belongs to, if the actor may act on it. Only the id: the rest is read under the lock. */
export async function findOrderOf(reader: Reader, id: Id<'VendorOrder'>, scope: SQL): Promise<Id<'Order'> | undefined> {
  const [row] = await reader
    .select({ orderId: vendorOrders.orderId })
    .from(vendorOrders)
    .where(and(eq(vendorOrders.id, id), scope));
  return row?.orderId;
}

/**
 * One lock for an order, its vendor orders, items, payment and refunds. Two vendors that finish at the same moment wait
 * for each other here; without it each would see the other unfinished, and the order would never complete.
 */
export async function lockOrder(tx: Transaction, id: Id<'Order'>): Promise<LockedOrder> {
  const [order] = await tx.select().from(orders).where(eq(orders.id, id)).for('update');
  if (order === undefined) throw new Error(`order ${id} does not exist`);
  const [parts, items] = await sendInOrder(
    () => tx.select().from(vendorOrders).where(eq(vendorOrders.orderId, id)).orderBy(asc(vendorOrders.number)),
    () => tx.select().from(orderItems).where(eq(orderItems.orderId, id)).orderBy(asc(orderItems.position)),
  );
  return { order, vendorOrders: parts, items };
}

export function partOf(locked: LockedOrder, id: Id<'VendorOrder'>): VendorOrderRow {
  const part = locked.vendorOrders.find((row) => row.id === id);
  if (part === undefined) throw new Error(`vendor order ${id} is no part of order ${locked.order.id}`);
  return part;
}

export function itemsOf(locked: LockedOrder, part: VendorOrderRow): OrderItemRow[] {
  return locked.items.filter((item) => item.vendorOrderId === part.id);
}
