import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { time } from '../columns.ts';

export const stockLevels = pgTable('stock_levels', {
  id: uuid('id').primaryKey(),
  variantId: uuid('variant_id').notNull(),
  warehouseId: uuid('warehouse_id').notNull(),
  quantity: integer('quantity').notNull(),
  reserved: integer('reserved').notNull(),
});
export type StockLevelRow = typeof stockLevels.$inferSelect;

export const MOVEMENT_KINDS = ['RECEIVE', 'RESERVE', 'RELEASE', 'COMMIT', 'ADJUST', 'RETURN'] as const;

export const stockMovements = pgTable('stock_movements', {
  id: uuid('id').primaryKey(),
  levelId: uuid('level_id').notNull(),
  variantId: uuid('variant_id').notNull(),
  kind: text('kind', { enum: MOVEMENT_KINDS }).notNull(),
  quantityDelta: integer('quantity_delta').notNull(),
  reservedDelta: integer('reserved_delta').notNull(),
  quantityAfter: integer('quantity_after').notNull(),
  reservedAfter: integer('reserved_after').notNull(),
  reason: text('reason').notNull().default(''),
  reservationId: uuid('reservation_id'),
  orderId: uuid('order_id'),
  vendorOrderId: uuid('vendor_order_id'),
  actorId: uuid('actor_id'),
  at: time('at').notNull(),
});
export type StockMovementRow = typeof stockMovements.$inferSelect;

export const ALERT_KINDS = ['LOW', 'OUT', 'OVERSOLD'] as const;

export const stockAlerts = pgTable('stock_alerts', {
  id: uuid('id').primaryKey(),
  vendorId: uuid('vendor_id').notNull(),
  variantId: uuid('variant_id').notNull(),
  kind: text('kind', { enum: ALERT_KINDS }).notNull(),
  quantity: integer('quantity').notNull(),
  orderId: uuid('order_id'),
  openedAt: time('opened_at').notNull(),
  closedAt: time('closed_at'),
});
export type StockAlertRow = typeof stockAlerts.$inferSelect;
