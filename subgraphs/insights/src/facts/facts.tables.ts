import { bigint, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const vendors = pgTable('vendors', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  status: text('status').notNull(),
  currency: text('currency').notNull(),
  updatedAt: time('updated_at').notNull(),
});

export const products = pgTable('products', {
  id: uuid('id').primaryKey(),
  vendorId: uuid('vendor_id').notNull(),
  title: text('title').notNull(),
  status: text('status').notNull(),
  updatedAt: time('updated_at').notNull(),
});

export const sales = pgTable('sales', {
  vendorOrderId: uuid('vendor_order_id').primaryKey(),
  orderId: uuid('order_id').notNull(),
  vendorId: uuid('vendor_id').notNull(),
  buyerId: uuid('buyer_id').notNull(),
  currency: text('currency').notNull(),
  gross: bigint('gross', { mode: 'bigint' }).notNull(),
  commission: bigint('commission', { mode: 'bigint' }).notNull(),
  net: bigint('net', { mode: 'bigint' }).notNull(),
  refunded: bigint('refunded', { mode: 'bigint' }).notNull().default(0n),
  begunAt: time('begun_at'),
  placedAt: time('placed_at'),
  paidAt: time('paid_at'),
  acceptedAt: time('accepted_at'),
  readyAt: time('ready_at'),
  completedAt: time('completed_at'),
  cancelledAt: time('cancelled_at'),
  expiredAt: time('expired_at'),
});

export const saleLines = pgTable('sale_lines', {
  orderItemId: uuid('order_item_id').primaryKey(),
  vendorOrderId: uuid('vendor_order_id').notNull(),
  vendorId: uuid('vendor_id').notNull(),
  productId: uuid('product_id').notNull(),
  variantId: uuid('variant_id').notNull(),
  title: text('title').notNull(),
  quantity: integer('quantity').notNull(),
  total: bigint('total', { mode: 'bigint' }).notNull(),
  status: text('status').notNull().default('PENDING'),
  placedAt: time('placed_at'),
});

export const itemStatuses = pgTable('item_statuses', {
  orderItemId: uuid('order_item_id').primaryKey(),
  status: text('status').notNull(),
});

export const payments = pgTable('payments', {
  orderId: uuid('order_id').primaryKey(),
  capturedAt: time('captured_at'),
  failures: integer('failures').notNull().default(0),
});

export const refunds = pgTable('refunds', {
  eventId: uuid('event_id').primaryKey(),
  orderId: uuid('order_id').notNull(),
  vendorOrderId: uuid('vendor_order_id'),
  amount: bigint('amount', { mode: 'bigint' }).notNull(),
  at: time('at').notNull(),
});

export const deliveries = pgTable('deliveries', {
  id: uuid('id').primaryKey(),
  vendorOrderId: uuid('vendor_order_id').notNull(),
  vendorId: uuid('vendor_id').notNull(),
  status: text('status').notNull(),
  createdAt: time('created_at'),
  finishedAt: time('finished_at'),
});

export const reviews = pgTable('reviews', {
  id: uuid('id').primaryKey(),
  productId: uuid('product_id').notNull(),
  vendorId: uuid('vendor_id').notNull(),
  rating: integer('rating').notNull(),
  publishedAt: time('published_at'),
  answeredAt: time('answered_at'),
  removedAt: time('removed_at'),
});
