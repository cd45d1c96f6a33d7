import { defineConsumer, type Consumer } from '@marketgraph/bus';
import type { WriteDeps } from '../deps.ts';
import { linesOf } from '../reservations/order-lines.ts';
import { returnOrder } from '../reservations/return-order.ts';

const EVENTS = ['commerce.vendor_order.rejected', 'commerce.vendor_order.cancelled'] as const;

/** A vendor will not deliver its part, or need not: the goods go back into its stock. */
export function onVendorOrderEnded(deps: WriteDeps): Consumer[] {
  return EVENTS.map((event) =>
    defineConsumer({
      event,
      ordering: 'any',
      handle: (tx, { payload: { vendorOrderId, orderId, lines }, traceId }) => returnOrder(tx, deps, { vendorOrderId, orderId, lines: linesOf(lines), traceId }),
    }),
  );
}
