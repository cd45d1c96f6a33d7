import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Id } from '@marketgraph/kernel';
import { CHECKOUT_STATES } from './checkout.rules.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const checkouts = pgTable(
  'checkouts',
  {
    id: uuid('id').$type<Id<'Checkout'>>().primaryKey(),
    buyerId: uuid('buyer_id').$type<Id<'User'>>().notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    bodyHash: text('body_hash').notNull(),
    state: text('state', { enum: CHECKOUT_STATES }).notNull(),
    cartId: uuid('cart_id').$type<Id<'Cart'>>().notNull(),
    // The four below are written by `toStored` and read by `fromStored`.
    request: jsonb('request').notNull(),
    lines: jsonb('lines').notNull(),
    priced: jsonb('priced'),
    answer: jsonb('answer'),
    orderId: uuid('order_id').$type<Id<'Order'>>(),
    run: uuid('run').notNull(),
    runs: integer('runs').notNull().default(1),
    traceId: text('trace_id').notNull(),
    createdAt: time('created_at').notNull(),
    touchedAt: time('touched_at').notNull(),
  },
  (table) => [
    uniqueIndex('checkouts_buyer_id_idempotency_key_key')
      .on(table.buyerId, table.idempotencyKey)
      .where(sql`${table.state} <> 'ABANDONED'`),
    index('checkouts_unfinished_touched_at')
      .on(table.touchedAt)
      .where(sql`${table.state} in ('STARTED', 'STOCK_RESERVED', 'QUOTED', 'ORDER_CREATED', 'COMPENSATING')`),
  ],
);

export type CheckoutRow = typeof checkouts.$inferSelect;
