import { boolean, integer, pgTable, uuid } from 'drizzle-orm/pg-core';
import { time } from '../columns.ts';

export const purchases = pgTable('purchases', {
  orderItemId: uuid('order_item_id').primaryKey(),
  productId: uuid('product_id').notNull(),
  vendorId: uuid('vendor_id').notNull(),
  buyerId: uuid('buyer_id').notNull(),
  delivered: boolean('delivered').notNull(),
  version: integer('version').notNull(),
  changedAt: time('changed_at').notNull(),
});
