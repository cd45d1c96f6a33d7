import { idArgument } from '@marketgraph/server';
import type { OrderListFilter, VendorOrderListFilter } from './order-lists.queries.ts';
import type { OrderStatus, VendorOrderStatus } from './order.rules.ts';

export interface OrderFilterInput {
  readonly status?: readonly OrderStatus[] | null;
  readonly createdFrom?: Date | null;
  readonly createdTo?: Date | null;
  readonly vendorId?: string | null;
  readonly text?: string | null;
}

export interface OperatorOrderFilterInput extends OrderFilterInput {
  readonly buyerId?: string | null;
}

export interface VendorOrderFilterInput {
  readonly status?: readonly VendorOrderStatus[] | null;
  readonly placedFrom?: Date | null;
  readonly placedTo?: Date | null;
  readonly text?: string | null;
}

export function decodeOrderFilter(filter: OrderFilterInput | null | undefined): OrderListFilter {
  if (filter === null || filter === undefined) return {};
  const { status, createdFrom, createdTo, vendorId, text } = filter;
  return {
    status,
    from: createdFrom,
    to: createdTo,
    text,
    vendorId: vendorId === null || vendorId === undefined ? undefined : idArgument('Vendor', vendorId, ['filter', 'vendorId']),
  };
}

export function decodeOperatorFilter(filter: OperatorOrderFilterInput | null | undefined): OrderListFilter {
  const buyerId = filter?.buyerId;
  return {
    ...decodeOrderFilter(filter),
    buyerId: buyerId === null || buyerId === undefined ? undefined : idArgument('User', buyerId, ['filter', 'buyerId']),
  };
}

export function decodeVendorOrderFilter(filter: VendorOrderFilterInput | null | undefined): VendorOrderListFilter {
  if (filter === null || filter === undefined) return {};
  return { status: filter.status, from: filter.placedFrom, to: filter.placedTo, text: filter.text };
}
