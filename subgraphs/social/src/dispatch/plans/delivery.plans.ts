import type { DELIVERY_STATUSES, EventPayload } from '@marketgraph/contracts';
import type { NotificationKind } from '../../templates/facts.ts';
import { reasonInWords } from '../../templates/phrases.rules.ts';
import { message, type Message, type Plan } from '../message.ts';

type DeliveryPayload = EventPayload<'logistics.delivery.created'>;
type Status = (typeof DELIVERY_STATUSES)[number];

/** What each state is to the buyer. PENDING again means that a courier gave the parcel up, or that it is tried anew. */
const TO_BUYER = {
  PENDING: 'DELIVERY_REASSIGNING',
  ASSIGNED: 'DELIVERY_ASSIGNED',
  PICKED_UP: 'DELIVERY_PICKED_UP',
  IN_TRANSIT: 'DELIVERY_IN_TRANSIT',
  DELIVERED: 'DELIVERY_DELIVERED',
  FAILED: 'DELIVERY_FAILED',
  CANCELLED: 'DELIVERY_CANCELLED',
  RETURNED: 'DELIVERY_RETURNED',
} as const satisfies Record<Status, NotificationKind>;

/** States on which the store has to act. */
const TO_TEAM: Readonly<Partial<Record<Status, 'STORE_DELIVERY_FAILED' | 'STORE_DELIVERY_RETURNED'>>> = {
  FAILED: 'STORE_DELIVERY_FAILED',
  RETURNED: 'STORE_DELIVERY_RETURNED',
};

/** One plan for all four events: the state says it all, whichever of them brings it. */
export const onDelivery: Plan<EventPayload<'logistics.delivery.created'>> = (delivery, nameOf) => {
  const { deliveryId, orderId, vendorOrderId, vendorId, buyerId, from, status } = delivery;
  const kind = from === null && status === 'PENDING' ? 'DELIVERY_CREATED' : TO_BUYER[status];
  const facts = { number: nameOf(orderId), store: nameOf(vendorId), reason: reasonInWords(delivery.reason) };
  const links = { deliveryId, orderId, vendorOrderId, vendorId };
  const toBuyer = message(kind, { userId: buyerId }, facts, links);
  return [toBuyer, ...toTeam(delivery, facts, links)];
};

function toTeam({ vendorId, status }: DeliveryPayload, facts: { number: string; store: string; reason: string }, links: Partial<Message['links']>): Message[] {
  const kind = TO_TEAM[status];
  return kind === undefined ? [] : [message(kind, { vendorId, permission: 'manage_orders' }, facts, links)];
}
