import { defineConsumer, type Consumer } from '@marketgraph/bus';
import type { InsightsDeps } from '../deps.ts';
import { publishChange } from '../facts/publish-change.ts';
import { recordOrderMoment } from '../facts/record-sale.ts';

const MOMENTS = {
  'commerce.order.created': 'begunAt',
  'commerce.order.placed': 'placedAt',
  'commerce.order.expired': 'expiredAt',
  'commerce.order.completed': 'completedAt',
} as const;

/** The four moments of an order differ only in which time they set. */
export function onOrder(deps: InsightsDeps): Consumer[] {
  return (Object.keys(MOMENTS) as (keyof typeof MOMENTS)[]).map((name) =>
    defineConsumer({
      event: name,
      ordering: 'any',
      handle: async (tx, event) => {
        await recordOrderMoment(tx, event.payload, MOMENTS[name], new Date(event.occurredAt));
        if (name === 'commerce.order.placed' || name === 'commerce.order.completed') {
          await publishChange(tx, deps, event.payload.vendorOrders.map((share) => share.vendorId), name);
        }
      },
    }),
  );
}
