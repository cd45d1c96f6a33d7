import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { CurrencyCode, Id } from '@marketgraph/kernel';
import { orders, vendorOrders } from '../orders/order.tables.ts';
import { payments } from '../payments/payment.tables.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const REFUND_STATUSES = ['REQUESTED', 'PENDING', 'SUCCEEDED', 'FAILED'] as const;

export const refunds = pgTable(
  'refunds',
  {
    id: uuid('id').$type<Id<'Refund'>>().primaryKey(),
    orderId: uuid('order_id')
      .$type<Id<'Order'>>()
      .notNull()
      .references(() => orders.id),
    paymentId: uuid('payment_id')
      .$type<Id<'Payment'>>()
      .notNull()
      .references(() => payments.id),
    vendorOrderId: uuid('vendor_order_id')
      .$type<Id<'VendorOrder'>>()
      .references(() => vendorOrders.id),
    amount: bigint('amount', { mode: 'bigint' }).notNull(),
    currency: text('currency').$type<CurrencyCode>().notNull(),
    status: text('status', { enum: REFUND_STATUSES }).notNull(),
    reasonCode: text('reason_code').notNull(),
    reasonText: text('reason_text').notNull(),
    requestedBy: text('requested_by', { enum: ['BUYER', 'VENDOR', 'OPERATOR', 'SYSTEM', 'PROVIDER'] }).notNull(),
    requestedByUser: uuid('requested_by_user').$type<Id<'User'>>(),
    providerRefundId: text('provider_refund_id'),
    failureReason: text('failure_reason'),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
    succeededAt: time('succeeded_at'),
    dueAt: time('due_at'),
    tries: integer('tries').notNull().default(0),
  },
  (table) => [
    unique('refunds_provider_refund_id_key').on(table.providerRefundId, table.vendorOrderId),
    index('refunds_order_id').on(table.orderId),
    index('refunds_vendor_order_id').on(table.vendorOrderId),
    index('refunds_due_at').on(table.dueAt).where(sql`${table.dueAt} is not null`),
  ],
);

export type RefundRow = typeof refunds.$inferSelect;
export type RefundStatus = (typeof REFUND_STATUSES)[number];
