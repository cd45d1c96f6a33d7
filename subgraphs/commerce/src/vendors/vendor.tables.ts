import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Id } from '@marketgraph/kernel';

export const VENDOR_STATUSES = ['PENDING', 'APPROVED', 'REJECTED', 'SUSPENDED', 'CLOSED'] as const;

/** Projection of identity's vendor events. */
export const vendors = pgTable('vendors', {
  id: uuid('id').$type<Id<'Vendor'>>().primaryKey(),
  name: text('name').notNull(),
  status: text('status', { enum: VENDOR_STATUSES }).notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true, mode: 'date' }).notNull(),
});
