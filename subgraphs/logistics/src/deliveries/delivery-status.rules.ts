import type { DELIVERY_STATUSES, EventName } from '@marketgraph/contracts';

export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/**
 * Which status may follow which. A courier who gives up a parcel puts it back to PENDING; a provider may leave steps out
 * when its webhooks arrive late, so going forward by several steps is legal.
 */
const NEXT: Readonly<Record<DeliveryStatus, readonly DeliveryStatus[]>> = {
  PENDING: ['ASSIGNED', 'PICKED_UP', 'IN_TRANSIT', 'DELIVERED', 'FAILED', 'CANCELLED', 'RETURNED'],
  ASSIGNED: ['PENDING', 'PICKED_UP', 'IN_TRANSIT', 'DELIVERED', 'FAILED', 'CANCELLED', 'RETURNED'],
  PICKED_UP: ['IN_TRANSIT', 'DELIVERED', 'FAILED', 'RETURNED'],
  IN_TRANSIT: ['DELIVERED', 'FAILED', 'RETURNED'],
  DELIVERED: [],
  // A failed parcel is tried again or given up.
  FAILED: ['PENDING', 'CANCELLED'],
  CANCELLED: [],
  RETURNED: [],
};

export function mayBecome(from: DeliveryStatus, to: DeliveryStatus): boolean {
  return NEXT[from].includes(to);
}

export function isFinal(status: DeliveryStatus): boolean {
  return NEXT[status].length === 0;
}

/** Exactly one event tells of each change. */
export function eventFor(status: DeliveryStatus): EventName & `logistics.delivery.${string}` {
  if (status === 'ASSIGNED') return 'logistics.delivery.assigned';
  return status === 'FAILED' ? 'logistics.delivery.failed' : 'logistics.delivery.status_changed';
}

export type DeliveryAction = 'CANCEL' | 'RETRY' | 'MARK_IN_TRANSIT' | 'MARK_DELIVERED' | 'MARK_FAILED';

/** What the vendor's team and operators may do next. By hand only where no carrier reports. */
export function deliveryActions(status: DeliveryStatus, carrier: 'UBER' | 'MANUAL'): DeliveryAction[] {
  const actions: DeliveryAction[] = [];
  if (mayBecome(status, 'CANCELLED')) actions.push('CANCEL');
  if (status === 'FAILED') actions.push('RETRY');
  if (carrier === 'UBER') return actions;
  if (status !== 'FAILED' && mayBecome(status, 'IN_TRANSIT')) actions.push('MARK_IN_TRANSIT');
  if (mayBecome(status, 'DELIVERED')) actions.push('MARK_DELIVERED');
  if (mayBecome(status, 'FAILED')) actions.push('MARK_FAILED');
  return actions;
}
