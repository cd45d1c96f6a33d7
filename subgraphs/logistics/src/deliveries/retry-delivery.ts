import type { Viewer } from '@marketgraph/contracts';
import { ok, type Id, type Result } from '@marketgraph/kernel';
import type { LogisticsDeps } from '../deps.ts';
import { moveDelivery } from './change-delivery.ts';
import { deliveryAttempts, type DeliveryRow } from './deliveries.tables.ts';
import { lockDelivery } from './deliveries.queries.ts';
import { deliveryNotFound, statusConflict, type DeliveryNotFound, type DeliveryStatusConflict } from './delivery-failures.ts';

/** Orders a failed delivery again, as a new attempt with a key of its own. */
export function retryDelivery(deps: LogisticsDeps, viewer: Viewer, id: Id<'Delivery'>): Promise<Result<{ delivery: DeliveryRow }, DeliveryNotFound | DeliveryStatusConflict>> {
  return deps.db.transaction(async (tx) => {
    const row = await lockDelivery(tx, id, viewer);
    if (row === null) return deliveryNotFound();
    if (row.status !== 'FAILED') return statusConflict(row.status, 'Only a delivery that failed is tried again.');
    const now = deps.clock.now();
    const attempt = row.attempt + 1;
    await tx.insert(deliveryAttempts).values({ deliveryId: row.id, number: attempt, startedAt: now });
    const ordered = row.carrier === 'UBER' ? ({ task: 'REQUEST', taskDueAt: now } as const) : { task: null, taskDueAt: null };
    const cleared = { providerId: null, providerUpdatedAt: null, trackingUrl: null, courier: null, position: null, pickupEta: null, dropoffEta: null, quoteId: null };
    const delivery = await moveDelivery(tx, deps, row, 'PENDING', '', { ...cleared, ...ordered, attempt, taskTries: 0 }, viewer.traceId);
    return ok({ delivery });
  });
}
