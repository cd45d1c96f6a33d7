import { defineConsumer, type Consumer } from '@marketgraph/bus';
import type { InsightsDeps } from '../deps.ts';
import { publishChange } from '../facts/publish-change.ts';
import { recordVendorOrderMoment } from '../facts/record-sale.ts';

const MOMENTS = {
  'commerce.vendor_order.accepted': 'acceptedAt',
  'commerce.vendor_order.ready': 'readyAt',
  'commerce.vendor_order.rejected': 'cancelledAt',
  'commerce.vendor_order.cancelled': 'cancelledAt',
} as const;

/** What the vendor, or the buyer, did with one vendor's part of an order. */
export function onVendorOrder(deps: InsightsDeps): Consumer[] {
  return (Object.keys(MOMENTS) as (keyof typeof MOMENTS)[]).map((name) =>
    defineConsumer({
      event: name,
      ordering: 'any',
      handle: async (tx, event) => {
        await recordVendorOrderMoment(tx, event.payload, MOMENTS[name], new Date(event.occurredAt));
        await publishChange(tx, deps, [event.payload.vendorId], name);
      },
    }),
  );
}
