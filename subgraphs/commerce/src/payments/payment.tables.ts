import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { CurrencyCode, Id } from '@marketgraph/kernel';
import { orders } from '../orders/order.tables.ts';
import { PAYMENT_STATUSES } from './payment.rules.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const amount = (name: string) => bigint(name, { mode: 'bigint' });

export const payments = pgTable(
  'payments',
  {
    id: uuid('id').$type<Id<'Payment'>>().primaryKey(),
    orderId: uuid('order_id')
      .$type<Id<'Order'>>()
      .notNull()
      .references(() => orders.id),
    buyerId: uuid('buyer_id').$type<Id<'User'>>().notNull(),
    provider: text('provider').notNull(),
    status: text('status', { enum: PAYMENT_STATUSES }).notNull(),
    amount: amount('amount').notNull(),
    currency: text('currency').$type<CurrencyCode>().notNull(),
    captured: amount('captured').notNull().default(0n),
    refunded: amount('refunded').notNull().default(0n),
    providerFee: amount('provider_fee'),
    intentId: text('intent_id'),
    clientSecret: text('client_secret'),
    failureCode: text('failure_code'),
    failureMessage: text('failure_message'),
    failureReference: text('failure_reference'),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
    paidAt: time('paid_at'),
    pollAt: time('poll_at'),
    polls: integer('polls').notNull().default(0),
  },
  (table) => [
    unique('payments_order_id_key').on(table.orderId),
    unique('payments_intent_id_key').on(table.intentId),
    index('payments_poll_at').on(table.pollAt).where(sql`${table.pollAt} is not null`),
  ],
);

export const paymentAttempts = pgTable(
  'payment_attempts',
  {
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
    paymentId: uuid('payment_id')
      .$type<Id<'Payment'>>()
      .notNull()
      .references(() => payments.id),
    providerReference: text('provider_reference').notNull(),
    outcome: text('outcome', { enum: ['REQUIRES_ACTION', 'DECLINED', 'SUCCEEDED'] }).notNull(),
    code: text('code').notNull(),
    message: text('message').notNull(),
    at: time('at').notNull(),
  },
  (table) => [unique('payment_attempts_reference_key').on(table.paymentId, table.providerReference, table.outcome)],
);

export const providerEvents = pgTable(
  'provider_events',
  {
    provider: text('provider').notNull(),
    id: text('id').notNull(),
    type: text('type').notNull(),
    paymentId: uuid('payment_id')
      .$type<Id<'Payment'>>()
      .references(() => payments.id),
    object: jsonb('object').$type<Record<string, unknown>>().notNull(),
    providerCreatedAt: time('provider_created_at').notNull(),
    receivedAt: time('received_at').notNull(),
    state: text('state', { enum: ['RECEIVED', 'PROCESSED', 'IGNORED', 'FAILED'] }).notNull(),
    tries: integer('tries').notNull().default(0),
    dueAt: time('due_at'),
    processedAt: time('processed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.id] }),
    index('provider_events_due_at').on(table.dueAt).where(sql`${table.dueAt} is not null`),
    index('provider_events_payment_id').on(table.paymentId, table.providerCreatedAt).where(sql`${table.paymentId} is not null`),
  ],
);

export type PaymentRow = typeof payments.$inferSelect;
export type PaymentAttemptRow = typeof paymentAttempts.$inferSelect;
export type ProviderEventRow = typeof providerEvents.$inferSelect;
