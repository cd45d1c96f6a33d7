import type { Transaction } from '@marketgraph/db';
import type { Clock, Id } from '@marketgraph/kernel';
import { publishLiveAtOnce } from '@marketgraph/server';

export const orderTopic = (id: Id<'Order'>): string => `order:${id}`;
export const buyerTopic = (id: Id<'User'>): string => `buyer:${id}`;
export const vendorTopic = (id: Id<'Vendor'>): string => `vendor:${id}`;

/** Ids only: what is shown is read when a subscriber is told, by the same rules as a query. */
export interface OrdersChanged {
  readonly orderIds: readonly Id<'Order'>[];
}

export interface VendorOrdersChanged {
  readonly vendorOrderIds: readonly Id<'VendorOrder'>[];
}

interface ChangedOrder {
  readonly id: Id<'Order'>;
  readonly buyerId: Id<'User'>;
}

interface ChangedPart {
  readonly id: Id<'VendorOrder'>;
  readonly vendorId: Id<'Vendor'>;
}

/**
 * Tells whoever watches the order, its buyer's orders and its vendors' orders, in one statement. The last thing in a
 * transaction: each topic's row is locked, and a busy vendor's row must not be held for long.
 */
export async function publishOrderChange(
  tx: Transaction,
  deps: { readonly clock: Clock },
  order: ChangedOrder,
  parts: readonly ChangedPart[],
): Promise<void> {
  const ordersChanged = { orderIds: [order.id] };
  await publishLiveAtOnce(tx, deps, [
    { topic: buyerTopic(order.buyerId), payload: ordersChanged },
    { topic: orderTopic(order.id), payload: ordersChanged },
    ...[...Map.groupBy(parts, (part) => part.vendorId)].map(([vendorId, own]) => ({
      topic: vendorTopic(vendorId),
      payload: { vendorOrderIds: own.map(({ id }) => id) },
    })),
  ]);
}
