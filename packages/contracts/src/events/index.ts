import type { SubgraphName } from '@marketgraph/kernel';
import type { z } from 'zod';
import { catalogEvents } from './catalog.ts';
import { commerceEvents } from './commerce.ts';
import { identityEvents } from './identity.ts';
import { logisticsEvents } from './logistics.ts';
import { socialEvents } from './social.ts';

/** Payload schemas of every domain event by its name; on the wire the name carries its version (`….v1`). */
export const EVENTS = { ...identityEvents, ...catalogEvents, ...commerceEvents, ...logisticsEvents, ...socialEvents } as const;

export type EventName = keyof typeof EVENTS;
export type EventPayload<Name extends EventName> = z.output<(typeof EVENTS)[Name]>;
export const EVENT_WIRE_VERSION = 1;

/**
 * What travels. `aggregateVersion` counts the events of one aggregate from 1 without gaps: consumers keep their order by
 * it. `id` makes effects happen once.
 */
export interface EventEnvelope<Name extends EventName = EventName> {
  readonly id: string;
  readonly name: Name;
  readonly wireVersion: number;
  readonly aggregateId: string;
  readonly aggregateVersion: number;
  /** RFC 3339 in UTC. */
  readonly occurredAt: string;
  readonly traceId: string;
  readonly payload: EventPayload<Name>;
}

/**
 * Who must act on each event. A test compares this with the consumers that each subgraph registers. What the owner of an
 * event does about it itself (search index, stock alerts, the owner's rights) happens in the transaction of the change.
 */
export const EVENT_CONSUMERS: Readonly<Record<EventName, readonly SubgraphName[]>> = {
  'identity.user.registered': ['commerce', 'social'],
  'identity.vendor.approved': ['catalog', 'commerce', 'insights', 'social'],
  'identity.vendor.updated': ['catalog', 'commerce', 'insights', 'social'],
  'identity.vendor.rejected': ['catalog', 'commerce', 'insights', 'social'],
  'identity.vendor.suspended': ['catalog', 'commerce', 'insights', 'social'],
  'identity.vendor.closed': ['catalog', 'commerce', 'insights', 'social'],
  'identity.vendor.reactivated': ['catalog', 'commerce', 'insights', 'social'],
  'catalog.product.created': ['insights'],
  'catalog.product.updated': ['commerce', 'insights'],
  'catalog.product.published': ['commerce', 'insights'],
  'catalog.product.deleted': ['commerce', 'insights'],
  'catalog.stock.changed': ['commerce'],
  'catalog.stock.low': ['social'],
  'catalog.stock.out': ['social'],
  'catalog.stock.back': ['social'],
  'commerce.order.created': ['insights'],
  'commerce.order.placed': ['catalog', 'insights', 'social'],
  'commerce.order.expired': ['catalog', 'insights', 'social'],
  'commerce.order.completed': ['insights'],
  'commerce.payment.captured': ['insights', 'social'],
  'commerce.payment.failed': ['insights', 'social'],
  'commerce.payment.refunded': ['insights', 'social'],
  'commerce.vendor_order.accepted': ['insights', 'social'],
  'commerce.vendor_order.rejected': ['catalog', 'insights', 'logistics', 'social'],
  'commerce.vendor_order.ready': ['insights', 'logistics', 'social'],
  'commerce.vendor_order.cancelled': ['catalog', 'insights', 'logistics', 'social'],
  'commerce.order_item.status_changed': ['insights', 'social'],
  'logistics.delivery.created': ['commerce', 'insights', 'social'],
  'logistics.delivery.assigned': ['commerce', 'insights', 'social'],
  'logistics.delivery.status_changed': ['commerce', 'insights', 'social'],
  'logistics.delivery.failed': ['commerce', 'insights', 'social'],
  'social.review.published': ['catalog', 'identity', 'insights'],
  'social.review.answered': ['catalog', 'identity', 'insights'],
  'social.review.removed': ['catalog', 'identity', 'insights'],
};
