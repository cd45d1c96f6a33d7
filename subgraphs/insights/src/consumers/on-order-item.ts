import { defineConsumer, type Consumer } from '@marketgraph/bus';
import { recordItemStatus } from '../facts/record-sale.ts';

/** Items that are cancelled or returned no longer count as sold. */
export function onOrderItem(): Consumer[] {
  return [
    defineConsumer({
      event: 'commerce.order_item.status_changed',
      // The newest status counts, so one that was overtaken must not overwrite it.
      ordering: 'latest',
      handle: (tx, event) => recordItemStatus(tx, event.payload.orderItemId, event.payload.to),
    }),
  ];
}
