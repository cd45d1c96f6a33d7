import type { EventPayload } from '@marketgraph/contracts';

/** Events of other subgraphs that people are told of. */
export const TOLD_EVENTS = [
  'identity.user.registered',
  'identity.vendor.approved',
  'identity.vendor.updated',
  'identity.vendor.rejected',
  'identity.vendor.suspended',
  'identity.vendor.closed',
  'identity.vendor.reactivated',
  'catalog.stock.low',
  'catalog.stock.out',
  'catalog.stock.back',
  'commerce.order.placed',
  'commerce.order.expired',
  'commerce.payment.captured',
  'commerce.payment.failed',
  'commerce.payment.refunded',
  'commerce.vendor_order.accepted',
  'commerce.vendor_order.rejected',
  'commerce.vendor_order.ready',
  'commerce.vendor_order.cancelled',
  'commerce.order_item.status_changed',
  'logistics.delivery.created',
  'logistics.delivery.assigned',
  'logistics.delivery.status_changed',
  'logistics.delivery.failed',
] as const;
export type ToldEvent = (typeof TOLD_EVENTS)[number];

interface ReviewCause {
  readonly reviewId: string;
  readonly productId: string;
  readonly vendorId: string;
  readonly authorId: string;
  readonly orderItemId: string;
}

/** What happens in this subgraph itself, beside the events of others. */
interface OwnCauses {
  readonly 'review.published': ReviewCause & { readonly rating: number; readonly title: string };
  readonly 'review.answered': ReviewCause;
}

export type Cause = ToldEvent | keyof OwnCauses;
export type CausePayload<C extends Cause> = C extends ToldEvent ? EventPayload<C> : C extends keyof OwnCauses ? OwnCauses[C] : never;

