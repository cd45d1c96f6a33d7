import { bigint, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { time } from '../columns.ts';

export const STOCK_STATES = ['IN_STOCK', 'LOW', 'OUT'] as const;

export const variants = pgTable('variants', {
  id: uuid('id').primaryKey(),
  productId: uuid('product_id').notNull(),
  vendorId: uuid('vendor_id').notNull(),
  position: integer('position').notNull(),
  title: text('title').notNull(),
  optionValues: text('option_values').array().notNull(),
  optionKey: text('option_key').notNull(),
  sku: text('sku'),
  /** In the product's currency; what it costs, whichever way it was given. */
  price: bigint('price', { mode: 'bigint' }).notNull(),
  /** Set where the price follows the product's base price. */
  priceAdjustment: bigint('price_adjustment', { mode: 'bigint' }),
  compareAtPrice: bigint('compare_at_price', { mode: 'bigint' }),
  barcode: text('barcode'),
  weightGrams: integer('weight_grams'),
  lengthMm: integer('length_mm'),
  widthMm: integer('width_mm'),
  heightMm: integer('height_mm'),
  imageId: uuid('image_id'),
  lowStockThreshold: integer('low_stock_threshold').notNull(),
  stockState: text('stock_state', { enum: STOCK_STATES }).notNull(),
  editVersion: integer('edit_version').notNull().default(1),
  createdAt: time('created_at').notNull(),
  updatedAt: time('updated_at').notNull(),
  deletedAt: time('deleted_at'),
});
export type VariantRow = typeof variants.$inferSelect;
