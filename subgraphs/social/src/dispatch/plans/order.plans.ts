import type { EventPayload } from '@marketgraph/contracts';
import type { Line } from '../../templates/facts.ts';
import { reasonInWords } from '../../templates/phrases.rules.ts';
import { message, type Plan } from '../message.ts';

type Share = EventPayload<'commerce.order.placed'>['vendorOrders'][number];

const linesOf = (share: Share): Line[] => share.lines.map(({ title, quantity, total }) => ({ title, quantity, total }));

/** The buyer gets a confirmation of the whole; each store's team hears of its own part only. */
export const onOrderPlaced: Plan<EventPayload<'commerce.order.placed'>> = ({ orderId, number, buyerId, currency, total, vendorOrders }, nameOf) => {
  const shipping = vendorOrders.reduce((sum, share) => sum + BigInt(share.shipping), 0n).toString();
  return [
    message('ORDER_PLACED', { userId: buyerId }, { number, currency, total, shipping, lines: vendorOrders.flatMap(linesOf) }, { orderId }),
    ...vendorOrders.map((share) =>
      message(
        'STORE_ORDER_PLACED',
        { vendorId: share.vendorId, permission: 'manage_orders' },
        { number, currency, total: share.gross, lines: linesOf(share), store: nameOf(share.vendorId) },
        { orderId, vendorOrderId: share.vendorOrderId, vendorId: share.vendorId },
      ),
    ),
  ];
};

export const onOrderExpired: Plan<EventPayload<'commerce.order.expired'>> = ({ orderId, number, buyerId }) => [message('ORDER_EXPIRED', { userId: buyerId }, { number }, { orderId })];

type VendorOrder = EventPayload<'commerce.vendor_order.accepted'>;

const aboutPart = ({ orderId, vendorOrderId, vendorId }: VendorOrder) => ({ orderId, vendorOrderId, vendorId });

export const onVendorOrderAccepted: Plan<EventPayload<'commerce.vendor_order.accepted'>> = (part, nameOf) => [
  message('ORDER_ACCEPTED', { userId: part.buyerId }, { number: part.number, store: nameOf(part.vendorId) }, aboutPart(part)),
];

export const onVendorOrderReady: Plan<EventPayload<'commerce.vendor_order.ready'>> = (part, nameOf) => [
  message('ORDER_READY', { userId: part.buyerId }, { number: part.number, store: nameOf(part.vendorId) }, aboutPart(part)),
];

export const onVendorOrderRejected: Plan<EventPayload<'commerce.vendor_order.rejected'>> = (part, nameOf) => [
  message('ORDER_REJECTED', { userId: part.buyerId }, { number: part.number, store: nameOf(part.vendorId), reason: reasonInWords(part.reason) }, aboutPart(part)),
];

/** The team needs no telling of what it has done itself. */
export const onVendorOrderCancelled: Plan<EventPayload<'commerce.vendor_order.cancelled'>> = (part, nameOf) => {
  const facts = { number: part.number, store: nameOf(part.vendorId), reason: reasonInWords(part.reason) };
  const toBuyer = message('ORDER_CANCELLED', { userId: part.buyerId }, { ...facts, by: part.by }, aboutPart(part));
  if (part.by === 'VENDOR') return [toBuyer];
  return [toBuyer, message('STORE_ORDER_CANCELLED', { vendorId: part.vendorId, permission: 'manage_orders' }, facts, aboutPart(part))];
};

/** Of an item's states only the two that nothing else tells of: it is in the buyer's hands, it was given back. */
export const onOrderItem: Plan<EventPayload<'commerce.order_item.status_changed'>> = ({ orderItemId, orderId, vendorOrderId, vendorId, productId, buyerId, to }, nameOf) => {
  const facts = { item: nameOf(orderItemId) };
  const links = { orderId, vendorOrderId, vendorId, productId };
  if (to === 'DELIVERED') return [message('REVIEW_INVITED', { userId: buyerId }, facts, links)];
  return to === 'RETURNED' ? [message('ITEM_RETURNED', { userId: buyerId }, facts, links)] : [];
};
