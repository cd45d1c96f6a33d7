import { defineConsumer, type Consumer } from '@marketgraph/bus';
import { giveUp } from '../deliveries/cancel-delivery.ts';
import { lockAliveDelivery } from '../deliveries/create-delivery.ts';
import { mayBecome } from '../deliveries/delivery-status.rules.ts';
import type { LogisticsDeps, Wake } from '../deps.ts';

/** What is no longer wanted is not sent; what is on its way already goes on, and comes back as a return. */
export function onVendorOrderGivenUp(deps: LogisticsDeps, wake: Wake): Consumer[] {
  return (['commerce.vendor_order.rejected', 'commerce.vendor_order.cancelled'] as const).map((event) =>
    defineConsumer({
      event,
      ordering: 'strict',
      handle: async (tx, { payload, traceId }) => {
        const row = await lockAliveDelivery(tx, payload.vendorOrderId);
        if (row === null || !mayBecome(row.status, 'CANCELLED')) return;
        await giveUp(tx, deps, row, payload.reason, traceId);
        wake.tasks();
      },
    }),
  );
}
