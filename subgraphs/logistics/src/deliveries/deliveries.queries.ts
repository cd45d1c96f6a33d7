import type { Viewer } from '@marketgraph/contracts';
import type { Reader, Transaction } from '@marketgraph/db';
import { and, asc, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import { deliveries, deliveryAttempts, deliverySteps, type DeliveryRow } from './deliveries.tables.ts';
import type { DeliveryStatus } from './delivery-status.rules.ts';
import { manageableBy, visibleTo } from './visibility.ts';

/** Most parcels that one order shows. */
const MOST_OF_AN_ORDER = 200;

export function findDeliveries(reader: Reader, viewer: Viewer, ids: readonly string[]): Promise<DeliveryRow[]> {
  return reader.select().from(deliveries).where(and(inArray(deliveries.id, [...ids]), visibleTo(viewer)));
}

export function findDeliveriesBy(reader: Reader, viewer: Viewer, column: 'orderId' | 'vendorOrderId', ids: readonly string[]): Promise<DeliveryRow[]> {
  return reader
    .select()
    .from(deliveries)
    .where(and(inArray(deliveries[column], [...ids]), visibleTo(viewer)))
    .orderBy(asc(deliveries.createdAt), asc(deliveries.id))
    .limit(MOST_OF_AN_ORDER * ids.length);
}

export interface DeliveryFilter {
  readonly vendorId: string;
  readonly statuses: readonly DeliveryStatus[] | null;
  readonly after: { readonly at: Date; readonly id: string } | null;
  readonly limit: number;
}

export function listDeliveries(reader: Reader, viewer: Viewer, filter: DeliveryFilter): Promise<DeliveryRow[]> {
  const { vendorId, statuses, after, limit } = filter;
  return reader
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.vendorId, vendorId),
        manageableBy(viewer),
        statuses === null ? undefined : inArray(deliveries.status, [...statuses]),
        after === null ? undefined : or(lt(deliveries.createdAt, after.at), and(eq(deliveries.createdAt, after.at), lt(deliveries.id, after.id))),
      ),
    )
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(limit);
}

export function findAttempts(reader: Reader, deliveryIds: readonly string[]): Promise<(typeof deliveryAttempts.$inferSelect)[]> {
  return reader.select().from(deliveryAttempts).where(inArray(deliveryAttempts.deliveryId, [...deliveryIds])).orderBy(asc(deliveryAttempts.number));
}

export function findSteps(reader: Reader, deliveryIds: readonly string[]): Promise<(typeof deliverySteps.$inferSelect)[]> {
  return reader.select().from(deliverySteps).where(inArray(deliverySteps.deliveryId, [...deliveryIds])).orderBy(asc(deliverySteps.number));
}

/** Locks one delivery that the viewer may change; without a viewer, any. */
export async function lockDelivery(tx: Transaction, id: string, viewer: Viewer | null): Promise<DeliveryRow | null> {
  const [row] = await tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.id, id), viewer === null ? sql`true` : manageableBy(viewer)))
    .for('update');
  return row ?? null;
}

export async function lockByProvider(tx: Transaction, providerId: string): Promise<DeliveryRow | null> {
  const [row] = await tx.select().from(deliveries).where(eq(deliveries.providerId, providerId)).for('update');
  return row ?? null;
}
