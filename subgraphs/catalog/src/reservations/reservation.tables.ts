import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { time } from '../columns.ts';

export const RESERVATION_STATES = ['HELD', 'COMMITTED', 'RELEASED', 'EXPIRED', 'REFUSED'] as const;

/** Of one variant: how many were asked for and how many there were. */
export interface Shortage {
  readonly variantId: string;
  readonly requested: number;
  readonly available: number;
}

export const reservations = pgTable('reservations', {
  id: uuid('id').primaryKey(),
  checkoutId: uuid('checkout_id').notNull(),
  bodyHash: text('body_hash').notNull(),
  state: text('state', { enum: RESERVATION_STATES }).notNull(),
  shortages: jsonb('shortages').$type<readonly Shortage[]>().notNull().default([]),
  expiresAt: time('expires_at').notNull(),
  orderId: uuid('order_id'),
  createdAt: time('created_at').notNull(),
  closedAt: time('closed_at'),
});
export type ReservationRow = typeof reservations.$inferSelect;

export const reservationLines = pgTable(
  'reservation_lines',
  {
    reservationId: uuid('reservation_id').notNull(),
    levelId: uuid('level_id').notNull(),
    variantId: uuid('variant_id').notNull(),
    quantity: integer('quantity').notNull(),
    committed: integer('committed').notNull().default(0),
    oversold: integer('oversold').notNull().default(0),
    returned: integer('returned').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.reservationId, table.levelId] })],
);
export type ReservationLineRow = typeof reservationLines.$inferSelect;

export interface ReturnedLine {
  readonly variantId: string;
  readonly quantity: number;
}

export const stockReturns = pgTable('stock_returns', {
  vendorOrderId: uuid('vendor_order_id').primaryKey(),
  orderId: uuid('order_id').notNull(),
  lines: jsonb('lines').$type<readonly ReturnedLine[]>().notNull(),
  createdAt: time('created_at').notNull(),
  appliedAt: time('applied_at'),
});
