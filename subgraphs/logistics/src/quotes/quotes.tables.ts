import { bigint, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const shippingQuotes = pgTable('shipping_quotes', {
  id: uuid('id').primaryKey(),
  vendorId: uuid('vendor_id').notNull(),
  method: text('method').notNull(),
  carrier: text('carrier').notNull(),
  carrierQuoteId: text('carrier_quote_id'),
  currency: text('currency').notNull(),
  price: bigint('price', { mode: 'bigint' }).notNull(),
  minDays: integer('min_days').notNull(),
  maxDays: integer('max_days').notNull(),
  destinationHash: text('destination_hash').notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
});
