import type { Reader } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { asc, inArray } from 'drizzle-orm';
import { refunds, type RefundRow } from './refund.tables.ts';

export async function selectRefundsOfOrders(reader: Reader, orderIds: readonly Id<'Order'>[]): Promise<RefundRow[]> {
  return reader
    .select()
    .from(refunds)
    .where(inArray(refunds.orderId, [...orderIds]))
    .orderBy(asc(refunds.createdAt), asc(refunds.id));
}

export async function selectRefundsOfParts(reader: Reader, vendorOrderIds: readonly Id<'VendorOrder'>[]): Promise<RefundRow[]> {
  return reader
    .select()
    .from(refunds)
    .where(inArray(refunds.vendorOrderId, [...vendorOrderIds]))
    .orderBy(asc(refunds.createdAt), asc(refunds.id));
}
