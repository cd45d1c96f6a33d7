import { bigint, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const shippingRates = pgTable('shipping_rates', {
  id: uuid('id').primaryKey(),
  vendorId: uuid('vendor_id'),
  currency: text('currency').notNull(),
  method: text('method').notNull(),
  zone: text('zone').notNull(),
  price: bigint('price', { mode: 'bigint' }).notNull(),
  perKilogram: bigint('per_kilogram', { mode: 'bigint' }).notNull().default(0n),
  freeOver: bigint('free_over', { mode: 'bigint' }),
  minDays: integer('min_days').notNull(),
  maxDays: integer('max_days').notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true, mode: 'date' }).notNull(),
});
