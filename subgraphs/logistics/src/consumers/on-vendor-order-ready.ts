import { defineConsumer, type Consumer } from '@marketgraph/bus';
import { createDelivery } from '../deliveries/create-delivery.ts';
import type { LogisticsDeps, Wake } from '../deps.ts';

/** What is packed is sent. */
export function onVendorOrderReady(deps: LogisticsDeps, wake: Wake): Consumer {
  return defineConsumer({
    event: 'commerce.vendor_order.ready',
    ordering: 'strict',
    handle: async (tx, event) => {
      await createDelivery(tx, deps, event);
      wake.tasks();
    },
  });
}
