import type { DeliveryRow } from '../deliveries/deliveries.tables.ts';
import type { LogisticsDeps } from '../deps.ts';
import { cancelAtCarrier } from './cancel-at-carrier.ts';
import { claimTask } from './claim-task.ts';
import { pollCarrier } from './poll-carrier.ts';
import { requestDelivery } from './request-delivery.ts';

const MOST_A_RUN = 100;

/** Does what is due at the carrier, one delivery after the other. One that breaks is due again when its lease is over. */
export async function runTasks(deps: LogisticsDeps, now: Date): Promise<number> {
  for (let done = 0; done < MOST_A_RUN; done += 1) {
    const claimed = await claimTask(deps, now);
    if (claimed === null) return done;
    try {
      await runTask(deps, claimed);
    } catch (error) {
      deps.log.error({ err: error, deliveryId: claimed.id, task: claimed.task }, 'delivery task failed');
    }
  }
  return MOST_A_RUN;
}

function runTask(deps: LogisticsDeps, claimed: DeliveryRow): Promise<void> {
  if (claimed.task === 'REQUEST') return requestDelivery(deps, claimed);
  return claimed.task === 'CANCEL' ? cancelAtCarrier(deps, claimed) : pollCarrier(deps, claimed);
}
