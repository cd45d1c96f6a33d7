import { operatorMay, vendorsWith, type Viewer } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { and, asc, eq, inArray, isNotNull, or, sql, type SQL } from 'drizzle-orm';
import { payments, type PaymentRow } from '../payments/payment.tables.ts';
import { orderEvents, orderItems, orders, vendorOrders, type OrderEventRow, type OrderItemRow, type OrderRow, type VendorOrderRow } from './order.tables.ts';

/** Whole orders are for their buyer and for operators: a vendor sees its own part only, and no other vendor's. */
export function visibleOrders(viewer: Viewer): SQL {
  if (viewer.kind === 'service' || operatorMay(viewer, 'manage_orders')) return sql`true`;
  return viewer.kind === 'user' ? eq(orders.buyerId, viewer.userId) : sql`false`;
}

/** A vendor's team sees its part from the moment it is paid. */
export function visibleVendorOrders(viewer: Viewer): SQL {
  if (viewer.kind === 'service' || operatorMay(viewer, 'manage_orders')) return sql`true`;
  if (viewer.kind !== 'user') return sql`false`;
  const vendorIds = vendorsWith(viewer, 'manage_orders');
  const own = eq(vendorOrders.buyerId, viewer.userId);
  if (vendorIds.length === 0) return own;
  return or(own, and(inArray(vendorOrders.vendorId, vendorIds), isNotNull(vendorOrders.placedAt))) ?? own;
}

/** With their payments, which most who look at one order ask for as well. */
export async function selectOrders(reader: Reader, viewer: Viewer, ids: readonly Id<'Order'>[]): Promise<{ order: OrderRow; payment: PaymentRow | null }[]> {
  return reader
    .select({ order: orders, payment: payments })
    .from(orders)
    .leftJoin(payments, eq(payments.orderId, orders.id))
    .where(and(inArray(orders.id, [...ids]), visibleOrders(viewer)));
}

export async function selectVendorOrders(reader: Reader, viewer: Viewer, ids: readonly Id<'VendorOrder'>[]): Promise<VendorOrderRow[]> {
  return reader
    .select()
    .from(vendorOrders)
    .where(and(inArray(vendorOrders.id, [...ids]), visibleVendorOrders(viewer)));
}

export async function selectPartsOf(reader: Reader, orderIds: readonly Id<'Order'>[]): Promise<VendorOrderRow[]> {
  return reader
    .select()
    .from(vendorOrders)
    .where(inArray(vendorOrders.orderId, [...orderIds]))
    .orderBy(asc(vendorOrders.number));
}

export async function selectItemsOf(reader: Reader, vendorOrderIds: readonly Id<'VendorOrder'>[]): Promise<OrderItemRow[]> {
  return reader
    .select()
    .from(orderItems)
    .where(inArray(orderItems.vendorOrderId, [...vendorOrderIds]))
    .orderBy(asc(orderItems.position));
}

export async function selectItems(reader: Reader, viewer: Viewer, ids: readonly Id<'OrderItem'>[]): Promise<OrderItemRow[]> {
  const rows = await reader
    .select({ item: orderItems })
    .from(orderItems)
    .innerJoin(vendorOrders, eq(vendorOrders.id, orderItems.vendorOrderId))
    .where(and(inArray(orderItems.id, [...ids]), visibleVendorOrders(viewer)));
  return rows.map(({ item }) => item);
}

export async function selectTimelines(reader: Reader, orderIds: readonly Id<'Order'>[]): Promise<OrderEventRow[]> {
  return reader
    .select()
    .from(orderEvents)
    .where(inArray(orderEvents.orderId, [...orderIds]))
    .orderBy(asc(orderEvents.id));
}
