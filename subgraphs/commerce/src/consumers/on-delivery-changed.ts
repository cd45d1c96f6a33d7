import { defineConsumer } from '@marketgraph/bus';
import type { EventEnvelope } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import type { CommerceTools } from '../deps.ts';
import { lockOrder, partOf } from '../orders/order-aggregate.ts';
import { moveVendorOrderIn } from '../orders/move-vendor-order.ts';
import { publishOrderChange } from '../orders/order-live.ts';
import { addToTimeline, type TimelineKind } from '../orders/order-timeline.ts';
import { moveVendorOrder, type VendorOrderMove } from '../orders/order.rules.ts';

const EVENTS = ['logistics.delivery.created', 'logistics.delivery.assigned', 'logistics.delivery.status_changed', 'logistics.delivery.failed'] as const;
type DeliveryEvent = EventEnvelope<(typeof EVENTS)[number]>;
type DeliveryStatus = DeliveryEvent['payload']['status'];

/** Where a delivery's state takes the vendor order; the others change nothing about it. */
const MOVES: Partial<Record<DeliveryStatus, Extract<VendorOrderMove, 'DISPATCH' | 'DELIVER' | 'BRING_BACK'>>> = {
  PICKED_UP: 'DISPATCH',
  IN_TRANSIT: 'DISPATCH',
  DELIVERED: 'DELIVER',
  RETURNED: 'BRING_BACK',
};

const TIMELINE: Partial<Record<DeliveryEvent['name'], TimelineKind>> = {
  'logistics.delivery.created': 'DELIVERY_CREATED',
  'logistics.delivery.assigned': 'DELIVERY_ASSIGNED',
  'logistics.delivery.failed': 'DELIVERY_FAILED',
};

/**
 * In transit and delivered follow the deliveries. A move that is not legal (any more) is none: a courier that reports
 * "in transit" after "delivered" changes nothing.
 */
export function onDeliveryChanged(deps: CommerceTools) {
  return EVENTS.map((event) => defineConsumer({ event, ordering: 'latest', handle: (tx, delivery: DeliveryEvent) => follow(tx, deps, delivery) }));
}

async function follow(tx: Transaction, deps: CommerceTools, { name, payload, traceId }: DeliveryEvent): Promise<void> {
  const locked = await lockOrder(tx, payload.orderId);
  const part = partOf(locked, payload.vendorOrderId);
  const kind = TIMELINE[name];
  if (kind !== undefined) {
    await addToTimeline(tx, deps, { orderId: payload.orderId, vendorOrderId: part.id, kind, actor: 'SYSTEM', actorId: null, detail: payload.reason });
  }
  const move = MOVES[payload.status];
  const legal = move === undefined ? undefined : moveVendorOrder(part.status, move, ['SYSTEM']);
  if (move === undefined || legal === undefined || !legal.ok) {
    if (kind !== undefined) await publishOrderChange(tx, deps, locked.order, [part]);
    return;
  }
  const changed = await moveVendorOrderIn(tx, deps, locked, part, { move, ...legal.value, userId: null, traceId });
  await publishOrderChange(tx, deps, changed.order, [partOf(changed, part.id)]);
}
