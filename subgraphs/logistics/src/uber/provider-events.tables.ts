import { integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const providerEvents = pgTable('provider_events', {
  id: text('id').primaryKey(),
  kind: text('kind').notNull(),
  providerDeliveryId: text('provider_delivery_id').notNull(),
  body: jsonb('body').notNull(),
  receivedAt: time('received_at').notNull(),
  dueAt: time('due_at'),
  tries: integer('tries').notNull().default(0),
  processedAt: time('processed_at'),
  problem: text('problem'),
});
