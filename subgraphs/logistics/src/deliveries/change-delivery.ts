import { appendEvent } from '@marketgraph/bus';
import type { Transaction } from '@marketgraph/db';
import { asId } from '@marketgraph/kernel';
import { publishLive, type JsonObject } from '@marketgraph/server';
import { and, count, eq, isNull } from 'drizzle-orm';
import type { LogisticsDeps } from '../deps.ts';
import { deliveries, deliveryAttempts, deliverySteps, type DeliveryRow } from './deliveries.tables.ts';
import { eventFor, isFinal, mayBecome, type DeliveryStatus } from './delivery-status.rules.ts';

export interface DeliveryPayload extends JsonObject {
  readonly kind: 'SNAPSHOT' | 'STATUS' | 'POSITION';
  readonly status: string;
  readonly position: { readonly latitude: number; readonly longitude: number; readonly at: string } | null;
  readonly dropoffEta: string | null;
}

export function trackingTopic(deliveryId: string): string {
  return `delivery:${deliveryId}`;
}

export function toPayload(row: DeliveryRow, kind: DeliveryPayload['kind']): DeliveryPayload {
  const { status, position } = row;
  return {
    kind,
    status,
    position: position === null ? null : { latitude: position.latitude, longitude: position.longitude, at: position.at },
    dropoffEta: row.dropoffEta?.toISOString() ?? null,
  };
}

export type DeliveryChange = Partial<Omit<DeliveryRow, 'id' | 'status' | 'updatedAt'>>;

/** Writes a change that is no change of status, such as a move of the courier: a live event, no domain event. */
export async function updateDelivery(tx: Transaction, deps: LogisticsDeps, row: DeliveryRow, change: DeliveryChange, live: 'POSITION' | null): Promise<DeliveryRow> {
  const updatedAt = deps.clock.now();
  await tx.update(deliveries).set({ ...change, updatedAt }).where(eq(deliveries.id, row.id));
  const next = { ...row, ...change, updatedAt };
  if (live !== null) await publishLive(tx, deps, trackingTopic(row.id), toPayload(next, live));
  return next;
}

/**
 * Moves a locked delivery to another status: row, timeline, attempt, domain event and live event in one transaction.
 * The caller has asked `mayBecome`; an illegal move is a bug here.
 */
export async function moveDelivery(
  tx: Transaction,
  deps: LogisticsDeps,
  row: DeliveryRow,
  to: DeliveryStatus,
  reason: string,
  change: DeliveryChange,
  traceId: string,
): Promise<DeliveryRow> {
  if (!mayBecome(row.status, to)) throw new Error(`delivery ${row.id} cannot go from ${row.status} to ${to}`);
  const at = deps.clock.now();
  const taskOver = isFinal(to) ? { task: null, taskDueAt: null, taskTries: 0, position: null } : {};
  const next: DeliveryRow = { ...row, ...change, ...taskOver, status: to, updatedAt: at };
  await tx.update(deliveries).set({ ...change, ...taskOver, status: to, updatedAt: at }).where(eq(deliveries.id, row.id));
  await addStep(tx, row.id, to, reason, at);
  if (isFinal(to) || to === 'FAILED') await endAttempt(tx, row.id, to, reason, at);
  await tellOf(tx, deps, next, row.status, eventFor(to), reason, traceId);
  return next;
}

/** The first step, attempt and event of a new delivery. */
export async function recordCreation(tx: Transaction, deps: LogisticsDeps, row: DeliveryRow, traceId: string): Promise<void> {
  await addStep(tx, row.id, row.status, '', row.createdAt);
  await tx.insert(deliveryAttempts).values({ deliveryId: row.id, number: 1, startedAt: row.createdAt });
  await tellOf(tx, deps, row, null, 'logistics.delivery.created', '', traceId);
}

async function addStep(tx: Transaction, deliveryId: string, status: DeliveryStatus, reason: string, at: Date): Promise<void> {
  // The delivery's row is locked or new, so nobody else counts at the same time.
  const [counted] = await tx.select({ steps: count() }).from(deliverySteps).where(eq(deliverySteps.deliveryId, deliveryId));
  await tx.insert(deliverySteps).values({ deliveryId, number: (counted?.steps ?? 0) + 1, status, reason, at });
}

async function endAttempt(tx: Transaction, deliveryId: string, outcome: DeliveryStatus, reason: string, endedAt: Date): Promise<void> {
  await tx
    .update(deliveryAttempts)
    .set({ outcome, reason, endedAt })
    .where(and(eq(deliveryAttempts.deliveryId, deliveryId), isNull(deliveryAttempts.endedAt)));
}

async function tellOf(
  tx: Transaction,
  deps: LogisticsDeps,
  row: DeliveryRow,
  from: DeliveryStatus | null,
  name: 'logistics.delivery.created' | ReturnType<typeof eventFor>,
  reason: string,
  traceId: string,
): Promise<void> {
  await appendEvent(tx, deps, {
    name: name as 'logistics.delivery.created',
    aggregateId: row.id,
    traceId,
    payload: {
      deliveryId: asId('Delivery', row.id),
      vendorOrderId: asId('VendorOrder', row.vendorOrderId),
      orderId: asId('Order', row.orderId),
      vendorId: asId('Vendor', row.vendorId),
      buyerId: asId('User', row.buyerId),
      from,
      status: row.status,
      reason,
    },
  });
  await publishLive(tx, deps, trackingTopic(row.id), toPayload(row, 'STATUS'));
}
