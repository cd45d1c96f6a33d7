import { z } from 'zod';
import { count, currency, idField, minorUnits, postalAddress } from './fields.ts';

const line = z.object({
  orderItemId: idField('OrderItem'),
  productId: idField('Product'),
  variantId: idField('ProductVariant'),
  title: z.string(),
  quantity: count,
  unitPrice: minorUnits,
  total: minorUnits,
});

const vendorShare = z.object({
  vendorOrderId: idField('VendorOrder'),
  vendorId: idField('Vendor'),
  gross: minorUnits,
  commission: minorUnits,
  net: minorUnits,
  shipping: minorUnits,
  lines: z.array(line),
});

const order = z.object({
  orderId: idField('Order'),
  /** What people call it by: `MG-100042`. */
  number: z.string(),
  buyerId: idField('User'),
  currency,
  total: minorUnits,
  /** The checkout under whose key stock was reserved. */
  checkoutId: idField('Checkout'),
  vendorOrders: z.array(vendorShare),
});

const payment = z.object({
  paymentId: idField('Payment'),
  orderId: idField('Order'),
  number: z.string(),
  buyerId: idField('User'),
  amount: minorUnits,
  currency,
  /** Empty where nothing went wrong. */
  reason: z.string(),
  /** Set where a refund concerns one vendor order. */
  vendorOrderId: idField('VendorOrder').nullable(),
});

const vendorOrder = z.object({
  vendorOrderId: idField('VendorOrder'),
  orderId: idField('Order'),
  number: z.string(),
  vendorId: idField('Vendor'),
  buyerId: idField('User'),
  currency,
  gross: minorUnits,
  /** Code and text of a rejection or cancellation; empty otherwise. */
  reason: z.string(),
  by: z.enum(['BUYER', 'VENDOR', 'OPERATOR', 'SYSTEM']),
  shippingMethod: z.string(),
  shippingAddress: postalAddress,
  lines: z.array(line),
});

export const ORDER_ITEM_STATUSES = ['PENDING', 'PROCESSING', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'RETURNED'] as const;

export const commerceEvents = {
  'commerce.order.created': order,
  'commerce.order.placed': order,
  'commerce.order.expired': order,
  'commerce.order.completed': order,
  'commerce.payment.captured': payment,
  'commerce.payment.failed': payment,
  'commerce.payment.refunded': payment,
  'commerce.vendor_order.accepted': vendorOrder,
  'commerce.vendor_order.rejected': vendorOrder,
  'commerce.vendor_order.ready': vendorOrder,
  'commerce.vendor_order.cancelled': vendorOrder,
  'commerce.order_item.status_changed': z.object({
    orderItemId: idField('OrderItem'),
    vendorOrderId: idField('VendorOrder'),
    orderId: idField('Order'),
    productId: idField('Product'),
    variantId: idField('ProductVariant'),
    vendorId: idField('Vendor'),
    buyerId: idField('User'),
    from: z.enum(ORDER_ITEM_STATUSES),
    to: z.enum(ORDER_ITEM_STATUSES),
  }),
} as const;
