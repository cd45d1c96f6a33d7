import type { Reader } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import type { Page } from '@marketgraph/server';
import { and, desc, eq, exists, gte, ilike, inArray, isNotNull, like, lt, or, sql, type SQL } from 'drizzle-orm';
import type { OrderStatus, VendorOrderStatus } from './order.rules.ts';
import { orderItems, orders, vendorOrders, type OrderRow, type VendorOrderRow } from './order.tables.ts';

export interface OrderListFilter {
  readonly status?: readonly OrderStatus[] | null | undefined;
  readonly from?: Date | null | undefined;
  readonly to?: Date | null | undefined;
  readonly vendorId?: Id<'Vendor'> | undefined;
  readonly buyerId?: Id<'User'> | undefined;
  readonly text?: string | null | undefined;
}

export interface VendorOrderListFilter {
  readonly status?: readonly VendorOrderStatus[] | null | undefined;
  readonly from?: Date | null | undefined;
  readonly to?: Date | null | undefined;
  readonly text?: string | null | undefined;
}

export const ORDER_SORT = 'ORDER_NEWEST';
export const VENDOR_ORDER_SORT = 'VENDOR_ORDER_NEWEST';

/** One buyer's orders, newest first, one row more than the page. The text may be in the number or in an item's title. */
export async function listBuyerOrders(reader: Reader, buyerId: Id<'User'>, filter: OrderListFilter, page: Page): Promise<OrderRow[]> {
  const pattern = containing(filter.text);
  const text = pattern === undefined ? undefined : or(ilike(orders.number, pattern), exists(itemTitled(reader, eq(orderItems.orderId, orders.id), pattern)));
  return listOrders(reader, [eq(orders.buyerId, buyerId), text], filter, page);
}

/** Everybody's orders. Over a whole marketplace the text is the beginning of a number: a search in titles would read all. */
export async function listAllOrders(reader: Reader, filter: OrderListFilter, page: Page): Promise<OrderRow[]> {
  const text = filter.text === null || filter.text === undefined || filter.text === '' ? undefined : like(orders.number, `${escaped(filter.text.toUpperCase())}%`);
  return listOrders(reader, [text], filter, page);
}

async function listOrders(reader: Reader, scope: readonly (SQL | undefined)[], filter: OrderListFilter, page: Page): Promise<OrderRow[]> {
  const ofVendor = filter.vendorId;
  const conditions = [
    ...scope,
    filter.status?.length ? inArray(orders.status, [...filter.status]) : undefined,
    filter.from ? gte(orders.createdAt, filter.from) : undefined,
    filter.to ? lt(orders.createdAt, filter.to) : undefined,
    filter.buyerId === undefined ? undefined : eq(orders.buyerId, filter.buyerId),
    ofVendor === undefined
      ? undefined
      : exists(
          reader
            .select({ one: sql`1` })
            .from(vendorOrders)
            .where(and(eq(vendorOrders.orderId, orders.id), eq(vendorOrders.vendorId, ofVendor))),
        ),
    page.after === null ? undefined : sql`(${orders.createdAt}, ${orders.id}) < (${page.after.key}::timestamptz, ${page.after.id}::uuid)`,
  ];
  return reader
    .select()
    .from(orders)
    .where(and(...conditions))
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(page.limit + 1);
}

/** One vendor's paid orders, newest first, one row more than the page. */
export async function listVendorOrders(reader: Reader, vendorId: Id<'Vendor'>, filter: VendorOrderListFilter, page: Page): Promise<VendorOrderRow[]> {
  const pattern = containing(filter.text);
  const conditions = [
    eq(vendorOrders.vendorId, vendorId),
    isNotNull(vendorOrders.placedAt),
    filter.status?.length ? inArray(vendorOrders.status, [...filter.status]) : undefined,
    filter.from ? gte(vendorOrders.placedAt, filter.from) : undefined,
    filter.to ? lt(vendorOrders.placedAt, filter.to) : undefined,
    pattern === undefined
      ? undefined
      : or(ilike(vendorOrders.number, pattern), exists(itemTitled(reader, eq(orderItems.vendorOrderId, vendorOrders.id), pattern))),
    page.after === null ? undefined : sql`(${vendorOrders.placedAt}, ${vendorOrders.id}) < (${page.after.key}::timestamptz, ${page.after.id}::uuid)`,
  ];
  return reader
    .select()
    .from(vendorOrders)
    .where(and(...conditions))
    .orderBy(desc(vendorOrders.placedAt), desc(vendorOrders.id))
    .limit(page.limit + 1);
}

function itemTitled(reader: Reader, of: SQL, pattern: string) {
  return reader
    .select({ one: sql`1` })
    .from(orderItems)
    .where(and(of, ilike(orderItems.title, pattern)));
}

function containing(text: string | null | undefined): string | undefined {
  return text === null || text === undefined || text.trim() === '' ? undefined : `%${escaped(text.trim())}%`;
}

/** What a person typed is no pattern. */
function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
