import { addMilliseconds } from '@marketgraph/kernel';
import { and, eq } from 'drizzle-orm';
import { findVendorContacts } from '../contacts/vendor-contacts.ts';
import { moveDelivery, updateDelivery } from '../deliveries/change-delivery.ts';
import { deliveryAttempts, type DeliveryRow } from '../deliveries/deliveries.tables.ts';
import { lockDelivery } from '../deliveries/deliveries.queries.ts';
import type { LogisticsDeps } from '../deps.ts';
import type { CourierDelivery } from '../uber/courier-service.ts';
import { applyReport } from '../uber/apply-report.ts';
import { backoffMs } from './claim-task.ts';

/** A courier who cannot be found for so many tries is reported as a failed attempt, which people can retry. */
const MOST_TRIES = 12;

/** Orders the courier for a claimed delivery. The key names delivery and attempt, so a repeated call orders nothing twice. */
export async function requestDelivery(deps: LogisticsDeps, claimed: DeliveryRow): Promise<void> {
  const traceId = `delivery-${claimed.id}`;
  const contact = (await findVendorContacts(deps, [claimed.vendorId], traceId)).get(claimed.vendorId);
  const pickup = contact?.pickupAddress;
  if (contact === undefined || !pickup) return failAttempt(deps, claimed, 'The store has no address where a courier can pick the parcel up.', traceId);

  deps.crash.point('delivery.before-order');
  const answer = await deps.courier.order({
    key: `${claimed.id}:${claimed.attempt}`,
    reference: `${claimed.number}-${claimed.attempt}`,
    quoteId: null,
    pickup: { ...pickup, phone: contact.phone ?? pickup.phone },
    pickupName: contact.name,
    dropoff: claimed.destination,
    value: claimed.value,
    items: claimed.contents,
  });
  deps.crash.point('delivery.after-order');

  if (answer.kind === 'done') return keepOrder(deps, claimed, answer.value, traceId);
  deps.log.warn({ deliveryId: claimed.id, code: answer.code, reason: answer.reason }, 'courier not ordered');
  if (answer.kind === 'refused' || claimed.taskTries >= MOST_TRIES) return failAttempt(deps, claimed, `${answer.code}: ${answer.reason}`, traceId);
  await deps.db.transaction(async (tx) => {
    const row = await lockDelivery(tx, claimed.id, null);
    if (row?.task !== 'REQUEST' || row.attempt !== claimed.attempt) return;
    await updateDelivery(tx, deps, row, { taskDueAt: addMilliseconds(deps.clock.now(), backoffMs(claimed.taskTries)) }, null);
  });
}

async function keepOrder(deps: LogisticsDeps, claimed: DeliveryRow, report: CourierDelivery, traceId: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const row = await lockDelivery(tx, claimed.id, null);
    if (row === null || row.attempt !== claimed.attempt || row.providerId !== null) return;
    const { providerId, trackingUrl } = report;
    await tx
      .update(deliveryAttempts)
      .set({ providerId })
      .where(and(eq(deliveryAttempts.deliveryId, row.id), eq(deliveryAttempts.number, row.attempt)));
    // Somebody gave it up while the courier was being ordered: the cancellation stays what is to be done.
    const next = row.task === 'CANCEL' ? {} : ({ task: 'POLL', taskDueAt: addMilliseconds(deps.clock.now(), deps.settings.pollMs), taskTries: 0 } as const);
    const kept = await updateDelivery(tx, deps, row, { providerId, trackingUrl, ...next }, null);
    await applyReport(tx, deps, kept, report, traceId);
  });
}

async function failAttempt(deps: LogisticsDeps, claimed: DeliveryRow, reason: string, traceId: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const row = await lockDelivery(tx, claimed.id, null);
    if (row === null || row.attempt !== claimed.attempt || row.status !== 'PENDING') return;
    // Given up meanwhile, and nothing was ordered: then it is cancelled rather than failed.
    const to = row.task === 'CANCEL' ? 'CANCELLED' : 'FAILED';
    await moveDelivery(tx, deps, row, to, reason, { task: null, taskDueAt: null, taskTries: 0 }, traceId);
  });
}
