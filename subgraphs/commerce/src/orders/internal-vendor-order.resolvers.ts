import { encodeId } from '@marketgraph/kernel';
import { idArgument } from '@marketgraph/server';
import type { CommerceContext } from '../context.ts';
import type { OrderItemRow, VendorOrderRow } from './order.tables.ts';

/** For services, by the id they were told in an event. Amounts are plain: a service formats nothing. */
export const internalVendorOrderResolvers = {
  Query: {
    internalVendorOrder: (_: unknown, { id }: { id: string }, { loaders }: CommerceContext) => loaders.vendorOrder.load(idArgument('VendorOrder', id)),
  },
  InternalVendorOrder: {
    id: (part: VendorOrderRow) => encodeId('VendorOrder', part.id),
    orderId: (part: VendorOrderRow) => encodeId('Order', part.orderId),
    vendorId: (part: VendorOrderRow) => encodeId('Vendor', part.vendorId),
    buyerId: (part: VendorOrderRow) => encodeId('User', part.buyerId),
    shippingQuoteId: (part: VendorOrderRow) => encodeId('ShippingQuote', part.shippingQuoteId),
    lines: (part: VendorOrderRow, _args: unknown, { loaders }: CommerceContext) => loaders.itemsOfPart.load(part.id),
  },
  InternalOrderLine: {
    orderItemId: (item: OrderItemRow) => encodeId('OrderItem', item.id),
    productId: (item: OrderItemRow) => encodeId('Product', item.productId),
    variantId: (item: OrderItemRow) => encodeId('ProductVariant', item.variantId),
  },
};
