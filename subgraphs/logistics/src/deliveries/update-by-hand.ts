import type { Viewer } from '@marketgraph/contracts';
import { fail, ok, type Id, type Result } from '@marketgraph/kernel';
import type { LogisticsDeps } from '../deps.ts';
import { moveDelivery } from './change-delivery.ts';
import type { DeliveryRow } from './deliveries.tables.ts';
import { lockDelivery } from './deliveries.queries.ts';
import { deliveryNotFound, statusConflict, type DeliveryNotFound, type DeliveryStatusConflict, type InvalidDeliveryInput } from './delivery-failures.ts';
import { mayBecome, type DeliveryStatus } from './delivery-status.rules.ts';

export interface ManualUpdate {
  readonly id: Id<'Delivery'>;
  readonly status: DeliveryStatus;
  readonly reason: string;
  readonly trackingUrl: string | null;
}

const BY_HAND: readonly DeliveryStatus[] = ['IN_TRANSIT', 'DELIVERED', 'FAILED'];

/** What the team reports of a parcel that no carrier reports of. */
export async function updateByHand(
  deps: LogisticsDeps,
  viewer: Viewer,
  input: ManualUpdate,
): Promise<Result<{ delivery: DeliveryRow }, DeliveryNotFound | DeliveryStatusConflict | InvalidDeliveryInput>> {
  if (!BY_HAND.includes(input.status)) return invalid('By hand a parcel becomes IN_TRANSIT, DELIVERED or FAILED.', 'status');
  if (input.trackingUrl !== null && !isWebAddress(input.trackingUrl)) return invalid('A tracking page begins with https://.', 'trackingUrl');
  return deps.db.transaction(async (tx) => {
    const row = await lockDelivery(tx, input.id, viewer);
    if (row === null) return deliveryNotFound();
    if (row.carrier !== 'MANUAL') return statusConflict(row.status, 'The courier reports of this parcel.');
    if (row.status === input.status) return ok({ delivery: row });
    if (!mayBecome(row.status, input.status)) return statusConflict(row.status, `A parcel that is ${row.status} does not become ${input.status}.`);
    const change = input.trackingUrl === null ? {} : { trackingUrl: input.trackingUrl };
    return ok({ delivery: await moveDelivery(tx, deps, row, input.status, input.reason.slice(0, 500), change, viewer.traceId) });
  });
}

function isWebAddress(text: string): boolean {
  return text.length <= 2_000 && URL.canParse(text) && new URL(text).protocol === 'https:';
}

function invalid(message: string, field: string): Result<never, InvalidDeliveryInput> {
  return fail({ type: 'InvalidInput', message, path: ['input', field] });
}
