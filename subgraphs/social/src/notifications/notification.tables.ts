import type { VendorPermission } from '@marketgraph/contracts';
import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { time } from '../columns.ts';
import type { KindFacts, NotificationKind } from '../templates/facts.ts';

export const notifications = pgTable('notifications', {
  id: uuid('id').primaryKey(),
  dispatchId: uuid('dispatch_id').notNull(),
  kind: text('kind').$type<NotificationKind>().notNull(),
  facts: jsonb('facts').$type<KindFacts[NotificationKind]>().notNull(),
  userId: uuid('user_id'),
  teamVendorId: uuid('team_vendor_id'),
  teamPermission: text('team_permission').$type<VendorPermission>(),
  vendorId: uuid('about_vendor_id'),
  orderId: uuid('about_order_id'),
  vendorOrderId: uuid('about_vendor_order_id'),
  deliveryId: uuid('about_delivery_id'),
  productId: uuid('about_product_id'),
  reviewId: uuid('about_review_id'),
  readAt: time('read_at'),
  createdAt: time('created_at').notNull(),
});

export const notificationMarks = pgTable(
  'notification_marks',
  {
    notificationId: uuid('notification_id').notNull(),
    userId: uuid('user_id').notNull(),
    readAt: time('read_at'),
    hiddenAt: time('hidden_at'),
  },
  (table) => [primaryKey({ columns: [table.notificationId, table.userId] })],
);
