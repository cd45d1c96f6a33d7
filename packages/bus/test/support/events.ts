import { EVENT_WIRE_VERSION, type EventEnvelope } from '@marketgraph/contracts';
import { createIdGenerator, systemClock, type Id } from '@marketgraph/kernel';
import type { NewEvent } from '@marketgraph/bus';

export const ids = createIdGenerator(systemClock);

export type OrderItemEvent = 'commerce.order_item.status_changed';

const STATUSES = ['PENDING', 'PROCESSING', 'SHIPPED', 'DELIVERED'] as const;

/** An event of which an aggregate may have many. */
export function itemChanged(orderItemId: string, index = 0): NewEvent<OrderItemEvent> {
  return {
    name: 'commerce.order_item.status_changed',
    aggregateId: orderItemId,
    traceId: `trace-${index}`,
    payload: {
      orderItemId,
      vendorOrderId: ids.next('VendorOrder'),
      orderId: ids.next('Order'),
      productId: ids.next('Product'),
      variantId: ids.next('ProductVariant'),
      vendorId: ids.next('Vendor'),
      buyerId: ids.next('User'),
      from: STATUSES[index % 3] ?? 'PENDING',
      to: STATUSES[(index % 3) + 1] ?? 'PROCESSING',
    },
  };
}

/** As a relay would publish it. */
export function itemEnvelope(orderItemId: string, version: number): EventEnvelope<OrderItemEvent> {
  const { name, aggregateId, traceId, payload } = itemChanged(orderItemId, version);
  return {
    id: ids.next('Event'),
    name,
    wireVersion: EVENT_WIRE_VERSION,
    aggregateId,
    aggregateVersion: version,
    occurredAt: '2026-01-01T00:00:00.123Z',
    traceId,
    payload: payload as EventEnvelope<OrderItemEvent>['payload'],
  };
}

export const newItemId = (): Id<'OrderItem'> => ids.next('OrderItem');
