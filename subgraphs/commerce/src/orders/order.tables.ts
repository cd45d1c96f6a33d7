import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { ORDER_ITEM_STATUSES, type PostalAddress } from '@marketgraph/contracts';
import type { CurrencyCode, Id } from '@marketgraph/kernel';
import { ORDER_STATUSES, VENDOR_ORDER_STATUSES } from './order.rules.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const amount = (name: string) => bigint(name, { mode: 'bigint' });
const ORDER_PARTIES = ['BUYER', 'VENDOR', 'OPERATOR', 'SYSTEM', 'PROVIDER'] as const;

export const orders = pgTable(
  'orders',
  {
    id: uuid('id').$type<Id<'Order'>>().primaryKey(),
    number: text('number').notNull().default(sql`'MG-' || nextval('order_numbers')`),
    buyerId: uuid('buyer_id').$type<Id<'User'>>().notNull(),
    checkoutId: uuid('checkout_id').$type<Id<'Checkout'>>().notNull(),
    cartId: uuid('cart_id').$type<Id<'Cart'>>().notNull(),
    status: text('status', { enum: ORDER_STATUSES }).notNull(),
    currency: text('currency').$type<CurrencyCode>().notNull(),
    subtotal: amount('subtotal').notNull(),
    shipping: amount('shipping').notNull(),
    total: amount('total').notNull(),
    shippingAddress: jsonb('shipping_address').$type<PostalAddress>().notNull(),
    traceId: text('trace_id').notNull(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    placedAt: time('placed_at'),
    closedAt: time('closed_at'),
  },
  (table) => [
    unique('orders_number_key').on(table.number),
    unique('orders_checkout_id_key').on(table.checkoutId),
    index('orders_buyer_id_created_at').on(table.buyerId, table.createdAt.desc(), table.id.desc()),
    index('orders_created_at').on(table.createdAt.desc(), table.id.desc()),
    index('orders_unpaid_expires_at').on(table.expiresAt).where(sql`${table.status} = 'AWAITING_PAYMENT'`),
  ],
);

export const vendorOrders = pgTable(
  'vendor_orders',
  {
    id: uuid('id').$type<Id<'VendorOrder'>>().primaryKey(),
    orderId: uuid('order_id')
      .$type<Id<'Order'>>()
      .notNull()
      .references(() => orders.id),
    number: text('number').notNull(),
    vendorId: uuid('vendor_id').$type<Id<'Vendor'>>().notNull(),
    vendorName: text('vendor_name').notNull(),
    buyerId: uuid('buyer_id').$type<Id<'User'>>().notNull(),
    status: text('status', { enum: VENDOR_ORDER_STATUSES }).notNull(),
    currency: text('currency').$type<CurrencyCode>().notNull(),
    subtotal: amount('subtotal').notNull(),
    shipping: amount('shipping').notNull(),
    gross: amount('gross').notNull(),
    commissionBasisPoints: integer('commission_basis_points').notNull(),
    commission: amount('commission').notNull(),
    net: amount('net').notNull(),
    refundRequested: amount('refund_requested').notNull().default(0n),
    refunded: amount('refunded').notNull().default(0n),
    shippingMethod: text('shipping_method').notNull(),
    shippingLabel: text('shipping_label').notNull(),
    shippingQuoteId: uuid('shipping_quote_id').$type<Id<'ShippingQuote'>>().notNull(),
    shippingAddress: jsonb('shipping_address').$type<PostalAddress>().notNull(),
    endedBy: text('ended_by', { enum: ['BUYER', 'VENDOR', 'OPERATOR', 'SYSTEM'] }),
    endedByUser: uuid('ended_by_user').$type<Id<'User'>>(),
    reasonCode: text('reason_code'),
    reasonText: text('reason_text'),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
    placedAt: time('placed_at'),
    releasedAt: time('released_at'),
  },
  (table) => [
    unique('vendor_orders_number_key').on(table.number),
    index('vendor_orders_order_id').on(table.orderId),
    index('vendor_orders_vendor_id_placed_at')
      .on(table.vendorId, table.placedAt.desc(), table.id.desc())
      .where(sql`${table.placedAt} is not null`),
  ],
);

export const orderItems = pgTable(
  'order_items',
  {
    id: uuid('id').$type<Id<'OrderItem'>>().primaryKey(),
    orderId: uuid('order_id')
      .$type<Id<'Order'>>()
      .notNull()
      .references(() => orders.id),
    vendorOrderId: uuid('vendor_order_id')
      .$type<Id<'VendorOrder'>>()
      .notNull()
      .references(() => vendorOrders.id),
    position: integer('position').notNull(),
    productId: uuid('product_id').$type<Id<'Product'>>().notNull(),
    variantId: uuid('variant_id').$type<Id<'ProductVariant'>>().notNull(),
    title: text('title').notNull(),
    variantTitle: text('variant_title').notNull(),
    sku: text('sku').notNull(),
    imageUrl: text('image_url'),
    quantity: integer('quantity').notNull(),
    unitPrice: amount('unit_price').notNull(),
    total: amount('total').notNull(),
    status: text('status', { enum: ORDER_ITEM_STATUSES }).notNull(),
  },
  (table) => [index('order_items_order_id').on(table.orderId), index('order_items_vendor_order_id').on(table.vendorOrderId)],
);

export const orderEvents = pgTable(
  'order_events',
  {
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
    orderId: uuid('order_id')
      .$type<Id<'Order'>>()
      .notNull()
      .references(() => orders.id),
    vendorOrderId: uuid('vendor_order_id')
      .$type<Id<'VendorOrder'>>()
      .references(() => vendorOrders.id),
    kind: text('kind').notNull(),
    actor: text('actor', { enum: ORDER_PARTIES }).notNull(),
    actorId: uuid('actor_id').$type<Id<'User'>>(),
    detail: text('detail').notNull(),
    at: time('at').notNull(),
  },
  (table) => [index('order_events_order_id').on(table.orderId, table.id)],
);

export type OrderRow = typeof orders.$inferSelect;
export type VendorOrderRow = typeof vendorOrders.$inferSelect;
export type OrderItemRow = typeof orderItems.$inferSelect;
export type OrderEventRow = typeof orderEvents.$inferSelect;
