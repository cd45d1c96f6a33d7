import { defineConsumer, type Consumer } from '@marketgraph/bus';
import type { WriteDeps } from '../deps.ts';
import { commitOrder } from '../reservations/commit-order.ts';
import { linesOf } from '../reservations/order-lines.ts';

/** Paid for: what was reserved leaves the stock. `commitOrder` takes orders in any order, and each once. */
export function onOrderPlaced(deps: WriteDeps): Consumer {
  return defineConsumer({
    event: 'commerce.order.placed',
    ordering: 'any',
    handle: (tx, { payload: { orderId, checkoutId, vendorOrders }, traceId }) =>
      commitOrder(tx, deps, { orderId, checkoutId, traceId, lines: linesOf(vendorOrders.flatMap(({ lines }) => lines)) }),
  });
}
