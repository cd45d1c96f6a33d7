import type { Transaction } from '@marketgraph/db';
import type { Clock, Id } from '@marketgraph/kernel';
import { orderEvents } from './order.tables.ts';

/** What a timeline can say. */
export const TIMELINE_KINDS = [
  'ORDER_CREATED',
  'PAYMENT_FAILED',
  'PAYMENT_ACTION_REQUIRED',
  'ORDER_PAID',
  'ORDER_EXPIRED',
  'ORDER_COMPLETED',
  'ORDER_CANCELLED',
  'VENDOR_ORDER_ACCEPTED',
  'VENDOR_ORDER_REJECTED',
  'VENDOR_ORDER_READY',
  'VENDOR_ORDER_IN_TRANSIT',
  'VENDOR_ORDER_BROUGHT_BACK',
  'VENDOR_ORDER_DELIVERED',
  'VENDOR_ORDER_CANCELLED',
  'DELIVERY_CREATED',
  'DELIVERY_ASSIGNED',
  'DELIVERY_FAILED',
  'REFUND_REQUESTED',
  'REFUND_SUCCEEDED',
  'REFUND_FAILED',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

export interface TimelineEntry {
  readonly orderId: Id<'Order'>;
  readonly vendorOrderId: Id<'VendorOrder'> | null;
  readonly kind: TimelineKind;
  readonly actor: 'BUYER' | 'VENDOR' | 'OPERATOR' | 'SYSTEM' | 'PROVIDER';
  readonly actorId: Id<'User'> | null;
  /** For people: a reason, a decline; empty where the kind says it all. */
  readonly detail: string;
}

export async function addToTimeline(tx: Transaction, deps: { readonly clock: Clock }, ...entries: readonly TimelineEntry[]): Promise<void> {
  const at = deps.clock.now();
  await tx.insert(orderEvents).values(entries.map((entry) => ({ ...entry, at })));
}
