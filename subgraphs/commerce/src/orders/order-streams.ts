import type { Id } from '@marketgraph/kernel';
import type { JsonObject, LiveEvent } from '@marketgraph/server';
import type { CommerceTools } from '../deps.ts';
import { listBuyerOrders, listVendorOrders } from './order-lists.queries.ts';
import { buyerTopic, orderTopic, vendorTopic, type OrdersChanged, type VendorOrdersChanged } from './order-live.ts';
import type { OrderRow } from './order.tables.ts';

/** An event of a live field: who may see it was decided when it was subscribed to, and is again when its ids are read. */
export type StreamEvent<Payload> = LiveEvent<Payload & JsonObject>;

/** How many a snapshot of a list holds. */
const SNAPSHOT = { limit: 20, after: null };

export function orderStream({ live }: CommerceTools, order: OrderRow, since: number | null | undefined) {
  return live.subscribe<OrdersChanged & JsonObject>({ topic: orderTopic(order.id), since, snapshot: async () => ({ orderIds: [order.id] }) });
}

export function buyerOrdersStream({ live, db }: CommerceTools, buyerId: Id<'User'>, since: number | null | undefined) {
  return live.subscribe<OrdersChanged & JsonObject>({
    topic: buyerTopic(buyerId),
    since,
    snapshot: async () => {
      const rows = await listBuyerOrders(db.reader, buyerId, {}, SNAPSHOT);
      return { orderIds: rows.slice(0, SNAPSHOT.limit).map(({ id }) => id) };
    },
  });
}

export function vendorOrdersStream({ live, db }: CommerceTools, vendorId: Id<'Vendor'>, since: number | null | undefined) {
  return live.subscribe<VendorOrdersChanged & JsonObject>({
    topic: vendorTopic(vendorId),
    since,
    snapshot: async () => {
      const rows = await listVendorOrders(db.reader, vendorId, {}, SNAPSHOT);
      return { vendorOrderIds: rows.slice(0, SNAPSHOT.limit).map(({ id }) => id) };
    },
  });
}
