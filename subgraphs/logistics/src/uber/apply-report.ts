import type { Transaction } from '@marketgraph/db';
import { addMilliseconds } from '@marketgraph/kernel';
import { moveDelivery, updateDelivery, type DeliveryChange } from '../deliveries/change-delivery.ts';
import type { DeliveryRow } from '../deliveries/deliveries.tables.ts';
import { mayBecome, type DeliveryStatus } from '../deliveries/delivery-status.rules.ts';
import type { LogisticsDeps } from '../deps.ts';
import type { CourierDelivery } from './courier-service.ts';

/**
 * Takes over what the carrier says of a locked delivery. Reports come late, twice and out of order: one that is older than
 * the last one taken over, or that would lead out of a final status, changes nothing.
 */
export async function applyReport(tx: Transaction, deps: LogisticsDeps, row: DeliveryRow, report: CourierDelivery, traceId: string): Promise<DeliveryRow> {
  if (row.providerUpdatedAt !== null && report.updatedAt < row.providerUpdatedAt) return row;
  const to = statusFor(row, report.status);
  const change: DeliveryChange = {
    providerUpdatedAt: report.updatedAt,
    trackingUrl: report.trackingUrl ?? row.trackingUrl,
    courier: report.courier ?? row.courier,
    position: report.position ?? row.position,
    pickupEta: report.pickupEta ?? row.pickupEta,
    dropoffEta: report.dropoffEta ?? row.dropoffEta,
    ...(row.task === 'POLL' ? { taskDueAt: addMilliseconds(deps.clock.now(), deps.settings.pollMs) } : {}),
  };
  if (to !== row.status && mayBecome(row.status, to)) {
    const over = to === 'FAILED' ? { task: null, taskDueAt: null, taskTries: 0 } : {};
    return moveDelivery(tx, deps, row, to, report.reason, { ...change, ...over }, traceId);
  }
  const moved = report.position !== null && !samePlace(row, report);
  return updateDelivery(tx, deps, row, change, moved && to === row.status ? 'POSITION' : null);
}

/** A cancellation that nobody here asked for is an attempt that failed: it can be tried again. */
function statusFor(row: DeliveryRow, reported: DeliveryStatus): DeliveryStatus {
  return reported === 'CANCELLED' && row.task !== 'CANCEL' ? 'FAILED' : reported;
}

function samePlace({ position }: DeliveryRow, report: CourierDelivery): boolean {
  return position !== null && position.latitude === report.position?.latitude && position.longitude === report.position.longitude;
}
