import type { EventName } from '@marketgraph/contracts';
import type { NewEvent } from '@marketgraph/bus';
import type { ItemStatus, OrderParty } from './order.rules.ts';
import type { OrderItemRow, OrderRow, VendorOrderRow } from './order.tables.ts';

type OrderEventName = Extract<EventName, `commerce.order.${string}`>;
type VendorOrderEventName = Extract<EventName, `commerce.vendor_order.${string}`>;

/** As much of an order as its events tell: one that is being made has no rows yet. */
export interface ToldOrder {
  readonly order: OrderRow;
  readonly vendorOrders: readonly Pick<VendorOrderRow, 'id' | 'vendorId' | 'gross' | 'commission' | 'net' | 'shipping'>[];
  readonly items: readonly (ToldItem & Pick<OrderItemRow, 'vendorOrderId'>)[];
}

type ToldItem = Pick<OrderItemRow, 'id' | 'productId' | 'variantId' | 'title' | 'variantTitle' | 'quantity' | 'unitPrice' | 'total'>;

/** The whole order: what consumers would otherwise have to ask for at once. */
export function orderEvent(name: OrderEventName, told: ToldOrder, traceId: string): NewEvent<EventName> {
  const { order } = told;
  return {
    name,
    aggregateId: order.id,
    traceId,
    payload: {
      orderId: order.id,
      number: order.number,
      buyerId: order.buyerId,
      currency: order.currency,
      total: order.total.toString(),
      checkoutId: order.checkoutId,
      vendorOrders: told.vendorOrders.map((part) => ({
        vendorOrderId: part.id,
        vendorId: part.vendorId,
        gross: part.gross.toString(),
        commission: part.commission.toString(),
        net: part.net.toString(),
        shipping: part.shipping.toString(),
        lines: told.items.filter((item) => item.vendorOrderId === part.id).map(lineOf),
      })),
    },
  };
}

export function vendorOrderEvent(
  name: VendorOrderEventName,
  part: VendorOrderRow,
  items: readonly OrderItemRow[],
  by: OrderParty,
  traceId: string,
): NewEvent<EventName> {
  return {
    name,
    aggregateId: part.id,
    traceId,
    payload: {
      vendorOrderId: part.id,
      orderId: part.orderId,
      number: part.number,
      vendorId: part.vendorId,
      buyerId: part.buyerId,
      currency: part.currency,
      gross: part.gross.toString(),
      reason: [part.reasonCode, part.reasonText].filter((text) => text !== null && text !== '').join(': '),
      by,
      shippingMethod: part.shippingMethod,
      shippingAddress: part.shippingAddress,
      lines: items.map(lineOf),
    },
  };
}

export function itemEvent(item: OrderItemRow, part: VendorOrderRow, to: ItemStatus, traceId: string): NewEvent<EventName> {
  return {
    name: 'commerce.order_item.status_changed',
    aggregateId: item.id,
    traceId,
    payload: {
      orderItemId: item.id,
      vendorOrderId: part.id,
      orderId: part.orderId,
      productId: item.productId,
      variantId: item.variantId,
      vendorId: part.vendorId,
      buyerId: part.buyerId,
      from: item.status,
      to,
    },
  };
}

function lineOf(item: ToldItem) {
  return {
    orderItemId: item.id,
    productId: item.productId,
    variantId: item.variantId,
    title: item.variantTitle === '' ? item.title : `${item.title} (${item.variantTitle})`,
    quantity: item.quantity,
    unitPrice: item.unitPrice.toString(),
    total: item.total.toString(),
  };
}
