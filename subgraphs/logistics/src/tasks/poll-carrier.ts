import { addMilliseconds } from '@marketgraph/kernel';
import { updateDelivery } from '../deliveries/change-delivery.ts';
import type { DeliveryRow } from '../deliveries/deliveries.tables.ts';
import { lockDelivery } from '../deliveries/deliveries.queries.ts';
import type { LogisticsDeps } from '../deps.ts';
import { applyReport } from '../uber/apply-report.ts';

/** Asks about a delivery whose webhooks have been silent: they may have been lost. */
export async function pollCarrier(deps: LogisticsDeps, claimed: DeliveryRow): Promise<void> {
  if (claimed.providerId === null) throw new Error(`delivery ${claimed.id} is polled but was never ordered`);
  const answer = await deps.courier.read(claimed.providerId);
  await deps.db.transaction(async (tx) => {
    const row = await lockDelivery(tx, claimed.id, null);
    if (row?.task !== 'POLL') return;
    const later = await updateDelivery(tx, deps, row, { taskDueAt: addMilliseconds(deps.clock.now(), deps.settings.pollMs), taskTries: 0 }, null);
    if (answer.kind === 'done') await applyReport(tx, deps, later, answer.value, `delivery-${row.id}`);
  });
}
