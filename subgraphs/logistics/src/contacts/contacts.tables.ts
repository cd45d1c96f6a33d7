import type { PostalAddress } from '@marketgraph/contracts';
import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const vendorContacts = pgTable('vendor_contacts', {
  vendorId: uuid('vendor_id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull(),
  phone: text('phone'),
  pickupAddress: jsonb('pickup_address').$type<PostalAddress>(),
  country: text('country').notNull(),
  currency: text('currency').notNull(),
  fetchedAt: timestamp('fetched_at', { withTimezone: true, mode: 'date' }).notNull(),
});
