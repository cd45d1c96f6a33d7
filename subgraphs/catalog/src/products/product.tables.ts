import type { CurrencyCode } from '@marketgraph/kernel';
import { bigint, boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { time } from '../columns.ts';

export const PRODUCT_STATUSES = ['DRAFT', 'ACTIVE', 'INACTIVE', 'OUT_OF_STOCK', 'DISCONTINUED'] as const;

export const products = pgTable('products', {
  id: uuid('id').primaryKey(),
  vendorId: uuid('vendor_id').notNull(),
  handle: text('handle').notNull(),
  slug: text('slug').notNull(),
  title: text('title').notNull(),
  description: text('description').notNull().default(''),
  seoTitle: text('seo_title').notNull().default(''),
  seoDescription: text('seo_description').notNull().default(''),
  status: text('status', { enum: PRODUCT_STATUSES }).notNull(),
  categoryId: uuid('category_id').notNull(),
  productType: text('product_type'),
  brand: text('brand'),
  tags: text('tags').array().notNull().default([]),
  optionNames: text('option_names').array().notNull().default([]),
  currency: text('currency').$type<CurrencyCode>().notNull(),
  basePrice: bigint('base_price', { mode: 'bigint' }),

  // Derived; see product-changed.ts.
  listed: boolean('listed').notNull().default(false),
  minPrice: bigint('min_price', { mode: 'bigint' }).notNull().default(0n),
  maxPrice: bigint('max_price', { mode: 'bigint' }).notNull().default(0n),
  availableTotal: integer('available_total').notNull().default(0),
  inStock: boolean('in_stock').notNull().default(false),
  countedCategoryId: uuid('counted_category_id'),
  ratingCount: integer('rating_count').notNull().default(0),
  ratingSum: integer('rating_sum').notNull().default(0),
  ratingHundredths: integer('rating_hundredths').notNull().default(0),
  ratingAt: time('rating_at'),
  salesCount: integer('sales_count').notNull().default(0),

  editVersion: integer('edit_version').notNull().default(1),
  createdAt: time('created_at').notNull(),
  updatedAt: time('updated_at').notNull(),
  publishedAt: time('published_at'),
  deletedAt: time('deleted_at'),
});
export type ProductRow = typeof products.$inferSelect;

export const IMAGE_STATES = ['PENDING', 'READY', 'FAILED'] as const;

export const productImages = pgTable('product_images', {
  id: uuid('id').primaryKey(),
  productId: uuid('product_id').notNull(),
  url: text('url').notNull(),
  sourceUrl: text('source_url').notNull(),
  altText: text('alt_text').notNull().default(''),
  position: integer('position').notNull(),
  state: text('state', { enum: IMAGE_STATES }).notNull(),
  failure: text('failure'),
  createdAt: time('created_at').notNull(),
});
export type ProductImageRow = typeof productImages.$inferSelect;
