import { addMilliseconds } from '@marketgraph/kernel';
import { moveDelivery, updateDelivery } from '../deliveries/change-delivery.ts';
import type { DeliveryRow } from '../deliveries/deliveries.tables.ts';
import { lockDelivery } from '../deliveries/deliveries.queries.ts';
import { mayBecome } from '../deliveries/delivery-status.rules.ts';
import type { LogisticsDeps } from '../deps.ts';
import { applyReport } from '../uber/apply-report.ts';
import { backoffMs } from './claim-task.ts';
import { requestDelivery } from './request-delivery.ts';

/** Asks the carrier to give a claimed delivery up. Where it no longer can, the delivery goes on as the carrier says. */
export async function cancelAtCarrier(deps: LogisticsDeps, claimed: DeliveryRow): Promise<void> {
  const traceId = `delivery-${claimed.id}`;
  // The order's answer was lost: asking again with the same key tells what became of it.
  if (claimed.providerId === null) return requestDelivery(deps, claimed);
  deps.crash.point('delivery.before-cancel');
  const answer = await deps.courier.cancel(claimed.providerId);
  deps.crash.point('delivery.after-cancel');
  await deps.db.transaction(async (tx) => {
    const row = await lockDelivery(tx, claimed.id, null);
    if (row?.task !== 'CANCEL') return;
    const now = deps.clock.now();
    if (answer.kind === 'retry') {
      await updateDelivery(tx, deps, row, { taskDueAt: addMilliseconds(now, backoffMs(claimed.taskTries)) }, null);
      return;
    }
    if (answer.kind === 'done' && answer.value.status === 'CANCELLED' && mayBecome(row.status, 'CANCELLED')) {
      await moveDelivery(tx, deps, row, 'CANCELLED', '', { providerUpdatedAt: answer.value.updatedAt }, traceId);
      return;
    }
    const going = await updateDelivery(tx, deps, row, { task: 'POLL', taskDueAt: addMilliseconds(now, deps.settings.pollMs), taskTries: 0 }, null);
    if (answer.kind === 'done') await applyReport(tx, deps, going, answer.value, traceId);
  });
}
