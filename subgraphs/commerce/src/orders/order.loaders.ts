import type { Viewer } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import DataLoader from 'dataloader';
import { groupBy, pickBy } from '../loading.ts';
import type { PaymentLoaders } from '../payments/payment.loaders.ts';
import { selectItems, selectItemsOf, selectOrders, selectPartsOf, selectTimelines, selectVendorOrders } from './order.queries.ts';
import type { OrderEventRow, OrderItemRow, OrderRow, VendorOrderRow } from './order.tables.ts';

/** One SQL statement each, however many are asked for. `null` is what the viewer may not see. */
export interface OrderLoaders {
  readonly order: DataLoader<Id<'Order'>, OrderRow | null>;
  readonly vendorOrder: DataLoader<Id<'VendorOrder'>, VendorOrderRow | null>;
  readonly item: DataLoader<Id<'OrderItem'>, OrderItemRow | null>;
  /** For an order that the viewer sees. */
  readonly partsOfOrder: DataLoader<Id<'Order'>, VendorOrderRow[]>;
  /** For a vendor order that the viewer sees. */
  readonly itemsOfPart: DataLoader<Id<'VendorOrder'>, OrderItemRow[]>;
  readonly timelineOfOrder: DataLoader<Id<'Order'>, OrderEventRow[]>;
}

export function createOrderLoaders(reader: Reader, viewer: Viewer, { paymentOfOrder }: Pick<PaymentLoaders, 'paymentOfOrder'>): OrderLoaders {
  const vendorOrder: OrderLoaders['vendorOrder'] = new DataLoader(async (ids) => pickBy(ids, await selectVendorOrders(reader, viewer, ids), (row) => row.id));
  return {
    order: new DataLoader(async (ids) => {
      const found = await selectOrders(reader, viewer, ids);
      for (const { order, payment } of found) paymentOfOrder.prime(order.id, payment);
      return pickBy(
        ids,
        found.map(({ order }) => order),
        (row) => row.id,
      );
    }),
    vendorOrder,
    item: new DataLoader(async (ids) => pickBy(ids, await selectItems(reader, viewer, ids), (row) => row.id)),
    partsOfOrder: new DataLoader(async (ids) => {
      const parts = await selectPartsOf(reader, ids);
      // Whoever sees the order sees its parts: their items need not ask for them again.
      for (const part of parts) vendorOrder.prime(part.id, part);
      return groupBy(ids, parts, (row) => row.orderId);
    }),
    itemsOfPart: new DataLoader(async (ids) => groupBy(ids, await selectItemsOf(reader, ids), (row) => row.vendorOrderId)),
    timelineOfOrder: new DataLoader(async (ids) => groupBy(ids, await selectTimelines(reader, ids), (row) => row.orderId)),
  };
}
