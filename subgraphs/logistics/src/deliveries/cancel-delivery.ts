import type { Viewer } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { ok, type Id, type Result } from '@marketgraph/kernel';
import type { LogisticsDeps } from '../deps.ts';
import { moveDelivery, updateDelivery } from './change-delivery.ts';
import type { DeliveryRow } from './deliveries.tables.ts';
import { lockDelivery } from './deliveries.queries.ts';
import { deliveryNotFound, statusConflict, type DeliveryNotFound, type DeliveryStatusConflict } from './delivery-failures.ts';
import { mayBecome } from './delivery-status.rules.ts';

export interface CancelInput {
  readonly id: Id<'Delivery'>;
  readonly reason: string;
}

/** Gives a parcel up. One that a carrier was asked for is CANCELLED only once the carrier has agreed. */
export function cancelDelivery(deps: LogisticsDeps, viewer: Viewer, input: CancelInput): Promise<Result<{ delivery: DeliveryRow }, DeliveryNotFound | DeliveryStatusConflict>> {
  return deps.db.transaction(async (tx) => {
    const row = await lockDelivery(tx, input.id, viewer);
    if (row === null) return deliveryNotFound();
    if (!mayBecome(row.status, 'CANCELLED')) return statusConflict(row.status, 'The parcel is already on its way.');
    return ok({ delivery: await giveUp(tx, deps, row, input.reason.slice(0, 500), viewer.traceId) });
  });
}

/** For a locked delivery that may still be cancelled. */
export async function giveUp(tx: Transaction, deps: LogisticsDeps, row: DeliveryRow, reason: string, traceId: string): Promise<DeliveryRow> {
  // Ordered, or perhaps ordered by a call whose answer never came: the carrier has to agree.
  const carrierKnows = row.carrier === 'UBER' && row.status !== 'FAILED' && (row.providerId !== null || row.taskTries > 0);
  if (!carrierKnows) return moveDelivery(tx, deps, row, 'CANCELLED', reason, { task: null, taskDueAt: null }, traceId);
  return updateDelivery(tx, deps, row, { task: 'CANCEL', taskDueAt: deps.clock.now(), taskTries: 0 }, null);
}
