import type { PostalAddress } from '@marketgraph/contracts';
import { bigint, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { DeliveryStatus } from './delivery-status.rules.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export interface Courier {
  readonly name: string;
  readonly phone: string;
  readonly vehicle: string;
}

/** Degrees, WGS 84; `at` is RFC 3339. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
  readonly at: string;
}

export interface ParcelItem {
  readonly title: string;
  readonly quantity: number;
}

export type Task = 'REQUEST' | 'CANCEL' | 'POLL';
export type Carrier = 'UBER' | 'MANUAL';

export const deliveries = pgTable('deliveries', {
  id: uuid('id').primaryKey(),
  vendorOrderId: uuid('vendor_order_id').notNull(),
  orderId: uuid('order_id').notNull(),
  vendorId: uuid('vendor_id').notNull(),
  buyerId: uuid('buyer_id').notNull(),
  number: text('number').notNull(),
  method: text('method').notNull(),
  carrier: text('carrier').$type<Carrier>().notNull(),
  status: text('status').$type<DeliveryStatus>().notNull(),
  task: text('task').$type<Task>(),
  taskDueAt: time('task_due_at'),
  taskTries: integer('task_tries').notNull().default(0),
  attempt: integer('attempt').notNull().default(1),
  quoteId: uuid('quote_id'),
  providerId: text('provider_id'),
  providerUpdatedAt: time('provider_updated_at'),
  trackingUrl: text('tracking_url'),
  courier: jsonb('courier').$type<Courier>(),
  position: jsonb('position').$type<Position>(),
  pickupEta: time('pickup_eta'),
  dropoffEta: time('dropoff_eta'),
  destination: jsonb('destination').$type<PostalAddress>().notNull(),
  contents: jsonb('contents').$type<readonly ParcelItem[]>().notNull(),
  currency: text('currency').notNull(),
  value: bigint('value', { mode: 'bigint' }).notNull(),
  createdAt: time('created_at').notNull(),
  updatedAt: time('updated_at').notNull(),
});

export type DeliveryRow = typeof deliveries.$inferSelect;

export const deliveryAttempts = pgTable(
  'delivery_attempts',
  {
    deliveryId: uuid('delivery_id').notNull(),
    number: integer('number').notNull(),
    providerId: text('provider_id'),
    startedAt: time('started_at').notNull(),
    endedAt: time('ended_at'),
    outcome: text('outcome'),
    reason: text('reason').notNull().default(''),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.number] })],
);

export const deliverySteps = pgTable(
  'delivery_steps',
  {
    deliveryId: uuid('delivery_id').notNull(),
    number: integer('number').notNull(),
    status: text('status').$type<DeliveryStatus>().notNull(),
    reason: text('reason').notNull(),
    at: time('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.number] })],
);
