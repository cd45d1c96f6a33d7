import { date, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const trackedEvents = pgTable('tracked_events', {
  id: uuid('id').primaryKey(),
  kind: text('kind').notNull(),
  visitKey: text('visit_key').notNull(),
  userId: uuid('user_id'),
  productId: uuid('product_id'),
  vendorId: uuid('vendor_id'),
  query: text('query'),
  occurredAt: timestamp('occurred_at', { withTimezone: true, mode: 'date' }).notNull(),
  receivedAt: timestamp('received_at', { withTimezone: true, mode: 'date' }).notNull(),
});

export const productDays = pgTable(
  'product_days',
  {
    productId: uuid('product_id').notNull(),
    vendorId: uuid('vendor_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    views: integer('views').notNull().default(0),
    cartAdds: integer('cart_adds').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.productId, table.day] })],
);
