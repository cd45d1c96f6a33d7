import type { CurrencyCode, Id } from '@marketgraph/kernel';
import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, timestamp, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { users } from '../accounts/account.tables.ts';
import { VENDOR_STATUSES } from './vendor-status.rules.ts';

export const BUSINESS_TYPES = ['INDIVIDUAL', 'SOLE_PROPRIETOR', 'PARTNERSHIP', 'COMPANY', 'NON_PROFIT'] as const;
export type BusinessType = (typeof BUSINESS_TYPES)[number];

const time = (name: string) => timestamp(name, { withTimezone: true });

export const vendors = pgTable(
  'vendors',
  {
    id: uuid('id').$type<Id<'Vendor'>>().primaryKey(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    businessType: text('business_type', { enum: BUSINESS_TYPES }).notNull(),
    status: text('status', { enum: VENDOR_STATUSES }).notNull(),
    statusReason: text('status_reason').notNull(),
    statusChangedAt: time('status_changed_at').notNull(),
    statusChangedBy: uuid('status_changed_by').$type<Id<'User'>>().references(() => users.id, { onDelete: 'set null' }),
    approvedAt: time('approved_at'),
    contactEmail: text('contact_email'),
    contactPhone: text('contact_phone'),
    logoUrl: text('logo_url'),
    bannerUrl: text('banner_url'),
    country: text('country').notNull(),
    currency: text('currency').$type<CurrencyCode>().notNull(),
    ratingCount: integer('rating_count').notNull().default(0),
    ratingSum: integer('rating_sum').notNull().default(0),
    ratedAt: time('rated_at'),
    ratingHundredths: integer('rating_hundredths')
      .notNull()
      .generatedAlwaysAs(sql`case when rating_count = 0 then 0 else (rating_sum * 100) / rating_count end`),
    editVersion: integer('edit_version').notNull().default(1),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('vendors_slug_key').on(table.slug).where(sql`approved_at is not null`),
    index('vendors_public_newest_idx').on(table.approvedAt, table.id).where(sql`status = 'APPROVED'`),
    index('vendors_public_name_idx').on(sql`lower(${table.name})`, table.id).where(sql`status = 'APPROVED'`),
    index('vendors_public_rating_idx').on(table.ratingHundredths, table.id).where(sql`status = 'APPROVED'`),
    index('vendors_name_trgm_idx').using('gin', sql`lower(${table.name}) gin_trgm_ops`),
    index('vendors_status_created_at_idx').on(table.status, table.createdAt, table.id),
  ],
);

export const addresses = pgTable(
  'addresses',
  {
    id: uuid('id').$type<Id<'Address'>>().primaryKey(),
    vendorId: uuid('vendor_id').$type<Id<'Vendor'>>().notNull().references(() => vendors.id, { onDelete: 'cascade' }),
    recipient: text('recipient').notNull(),
    phone: text('phone').notNull(),
    line1: text('line1').notNull(),
    line2: text('line2').notNull(),
    city: text('city').notNull(),
    region: text('region').notNull(),
    postalCode: text('postal_code').notNull(),
    country: text('country').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [unique('addresses_vendor_id_key').on(table.vendorId)],
);
