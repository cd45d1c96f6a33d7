import { defineConsumer, type Consumer } from '@marketgraph/bus';
import type { WriteDeps } from '../deps.ts';
import { releaseIn } from '../reservations/release-reservation.ts';

/** Never paid for: what is still held for it is given back. */
export function onOrderExpired(deps: WriteDeps): Consumer {
  return defineConsumer({
    event: 'commerce.order.expired',
    ordering: 'any',
    handle: async (tx, { payload: { checkoutId }, traceId }) => {
      await releaseIn(tx, deps, checkoutId, traceId);
    },
  });
}
