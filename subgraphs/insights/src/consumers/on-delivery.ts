import { defineConsumer, type Consumer } from '@marketgraph/bus';
import type { InsightsDeps } from '../deps.ts';
import { publishChange } from '../facts/publish-change.ts';
import { recordDelivery } from '../facts/record-others.ts';

const EVENTS = ['logistics.delivery.created', 'logistics.delivery.assigned', 'logistics.delivery.status_changed', 'logistics.delivery.failed'] as const;

/** How parcels fare. */
export function onDelivery(deps: InsightsDeps): Consumer[] {
  return EVENTS.map((name) =>
    defineConsumer({
      event: name,
      ordering: 'any',
      handle: async (tx, event) => {
        await recordDelivery(tx, event.payload, new Date(event.occurredAt));
        await publishChange(tx, deps, [event.payload.vendorId], name);
      },
    }),
  );
}
