import type { Names } from '../../names/find-names.ts';
import type { Cause, CausePayload } from '../causes.ts';
import { saying, type Message, type Plan } from '../message.ts';
import { onDelivery } from './delivery.plans.ts';
import {
  onOrderExpired,
  onOrderItem,
  onOrderPlaced,
  onVendorOrderAccepted,
  onVendorOrderCancelled,
  onVendorOrderReady,
  onVendorOrderRejected,
} from './order.plans.ts';
import { onReviewAnswered, onReviewPublished, onStock, onUserRegistered, onVendorDecided, onVendorUpdated } from './other.plans.ts';
import { onPaymentCaptured, onPaymentFailed, onPaymentRefunded } from './payment.plans.ts';

/** Whom to tell what, for everything that can happen; the compiler refuses a cause without a plan. */
const PLANS: { readonly [C in Cause]: Plan<CausePayload<C>> } = {
  'identity.user.registered': onUserRegistered,
  'identity.vendor.approved': onVendorDecided('STORE_APPROVED'),
  'identity.vendor.updated': onVendorUpdated,
  'identity.vendor.rejected': onVendorDecided('STORE_REJECTED'),
  'identity.vendor.suspended': onVendorDecided('STORE_SUSPENDED'),
  'identity.vendor.closed': onVendorDecided('STORE_CLOSED'),
  'identity.vendor.reactivated': onVendorDecided('STORE_REACTIVATED'),
  'catalog.stock.low': onStock('STOCK_LOW'),
  'catalog.stock.out': onStock('STOCK_OUT'),
  'catalog.stock.back': onStock('STOCK_BACK'),
  'commerce.order.placed': onOrderPlaced,
  'commerce.order.expired': onOrderExpired,
  'commerce.payment.captured': onPaymentCaptured,
  'commerce.payment.failed': onPaymentFailed,
  'commerce.payment.refunded': onPaymentRefunded,
  'commerce.vendor_order.accepted': onVendorOrderAccepted,
  'commerce.vendor_order.rejected': onVendorOrderRejected,
  'commerce.vendor_order.ready': onVendorOrderReady,
  'commerce.vendor_order.cancelled': onVendorOrderCancelled,
  'commerce.order_item.status_changed': onOrderItem,
  'logistics.delivery.created': onDelivery,
  'logistics.delivery.assigned': onDelivery,
  'logistics.delivery.status_changed': onDelivery,
  'logistics.delivery.failed': onDelivery,
  'review.published': onReviewPublished,
  'review.answered': onReviewAnswered,
};

/** `payload` is the cause's own, as it was written or comes back from the database. */
export function planOf(cause: Cause, payload: object, names: Names): readonly Message[] {
  const plan = PLANS[cause] as Plan<object>;
  return plan(payload, saying(names));
}

/** Whose names the words of a cause need. */
export function namesWanted(cause: Cause, payload: object): readonly string[] {
  const wanted: string[] = [];
  planOf(cause, payload, (id) => {
    wanted.push(id);
    return undefined;
  });
  return wanted;
}

export function isTold(cause: Cause, payload: object): boolean {
  return planOf(cause, payload, () => undefined).length > 0;
}
