import type { EventPayload } from '@marketgraph/contracts';
import { createIdGenerator, systemClock, type Id } from '@marketgraph/kernel';
import type { Harness } from './harness.ts';

const ids = createIdGenerator(systemClock);
export const newId = ids.next;

export interface Bought {
  readonly buyerId: Id<'User'>;
  readonly vendorId: Id<'Vendor'>;
  readonly productId: Id<'Product'>;
  readonly orderId: Id<'Order'>;
  readonly vendorOrderId: Id<'VendorOrder'>;
  readonly orderItemId: Id<'OrderItem'>;
  readonly title: string;
}

export function bought(overrides: Partial<Bought> = {}): Bought {
  return {
    buyerId: newId('User'),
    vendorId: newId('Vendor'),
    productId: newId('Product'),
    orderId: newId('Order'),
    vendorOrderId: newId('VendorOrder'),
    orderItemId: newId('OrderItem'),
    title: 'Blue mug',
    ...overrides,
  };
}

export function itemStatus({ title: _title, ...item }: Bought, to: EventPayload<'commerce.order_item.status_changed'>['to'], from: 'SHIPPED' | 'DELIVERED' = 'SHIPPED'): EventPayload<'commerce.order_item.status_changed'> {
  return { ...item, variantId: newId('ProductVariant'), from, to };
}

/** The whole order of one item: 2 pieces for 20.00 and 4.99 shipping. */
export function placedOrder(item: Bought, number = 'MG-100042'): EventPayload<'commerce.order.placed'> {
  const { orderItemId, productId, title, vendorId, vendorOrderId, orderId, buyerId } = item;
  const line = { orderItemId, productId, variantId: newId('ProductVariant'), title, quantity: 2, unitPrice: '1000', total: '2000' };
  const share = { vendorOrderId, vendorId, gross: '2499', commission: '75', net: '2424', shipping: '499', lines: [line] };
  return { orderId, number, buyerId, currency: 'USD', total: '2499', checkoutId: newId('Checkout'), vendorOrders: [share] };
}

export function vendorOrder(item: Bought, more: Partial<EventPayload<'commerce.vendor_order.accepted'>> = {}): EventPayload<'commerce.vendor_order.accepted'> {
  const { orderItemId, productId, title, vendorId, vendorOrderId, orderId, buyerId } = item;
  return {
    vendorOrderId, orderId, number: 'MG-100042-1', vendorId, buyerId, currency: 'USD', gross: '2499', reason: '', by: 'VENDOR', shippingMethod: 'STANDARD',
    shippingAddress: { recipient: 'Bea', phone: '+12025550100', line1: '1 Pine Street', line2: '', city: 'Portland', region: 'OR', postalCode: '97201', country: 'US' },
    lines: [{ orderItemId, productId, variantId: newId('ProductVariant'), title, quantity: 2, unitPrice: '1000', total: '2000' }],
    ...more,
  };
}

export function payment(item: Bought, more: Partial<EventPayload<'commerce.payment.captured'>> = {}): EventPayload<'commerce.payment.captured'> {
  return { paymentId: newId('Payment'), orderId: item.orderId, number: 'MG-100042', buyerId: item.buyerId, amount: '2499', currency: 'USD', reason: '', vendorOrderId: null, ...more };
}

export function delivery(item: Bought, status: EventPayload<'logistics.delivery.created'>['status'], more: Partial<EventPayload<'logistics.delivery.created'>> = {}): EventPayload<'logistics.delivery.created'> {
  const { orderId, vendorOrderId, vendorId, buyerId } = item;
  return { deliveryId: newId('Delivery'), vendorOrderId, orderId, vendorId, buyerId, from: 'PENDING', status, reason: '', ...more };
}

export function vendorEvent(vendorId: Id<'Vendor'>, ownerId: Id<'User'>, more: Partial<EventPayload<'identity.vendor.approved'>> = {}): EventPayload<'identity.vendor.approved'> {
  return { vendorId, ownerId, name: 'Aurora', slug: 'aurora', status: 'APPROVED', currency: 'USD', country: 'US', reason: '', ...more };
}

export function stock(vendorId: Id<'Vendor'>, available: number, title = 'Blue mug'): EventPayload<'catalog.stock.low'> {
  return { variantId: newId('ProductVariant'), productId: newId('Product'), vendorId, title, available, threshold: 5 };
}

/** Lets an item reach its buyer. */
export async function deliverItem({ handle }: Harness, item: Bought): Promise<void> {
  await handle('commerce.order_item.status_changed', itemStatus(item, 'DELIVERED'), { version: 3 });
}
