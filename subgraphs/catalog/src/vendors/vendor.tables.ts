import type { CurrencyCode } from '@marketgraph/kernel';
import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { time } from '../columns.ts';

export const VENDOR_STATUSES = ['PENDING', 'APPROVED', 'REJECTED', 'SUSPENDED', 'CLOSED'] as const;

/** A projection of identity's vendors; see `apply-vendor.ts`. */
export const vendors = pgTable('vendors', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  slug: text('slug').notNull(),
  status: text('status', { enum: VENDOR_STATUSES }).notNull(),
  currency: text('currency').$type<CurrencyCode>().notNull(),
  country: text('country').notNull(),
  listedProducts: integer('listed_products').notNull().default(0),
  version: integer('version').notNull(),
  updatedAt: time('updated_at').notNull(),
});
export type VendorRow = typeof vendors.$inferSelect;

export const warehouses = pgTable('warehouses', {
  id: uuid('id').primaryKey(),
  vendorId: uuid('vendor_id').notNull(),
  name: text('name').notNull(),
  isDefault: boolean('is_default').notNull(),
  createdAt: time('created_at').notNull(),
});
