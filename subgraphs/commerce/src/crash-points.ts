/**
 * Every place between two steps of a process where the crash suite kills it. `<process>.after-<what has just happened>`:
 * a call's answer is lost where nothing was committed after it, a commit is not followed by its call.
 */
export const CRASH_POINTS = [
  // Checkout, in the order of its steps.
  'checkout.after-start',
  'checkout.after-reserve-call',
  'checkout.after-reserved',
  'checkout.after-quote-call',
  'checkout.after-quoted',
  'checkout.after-order-created',
  'checkout.after-payment-call',
  'checkout.after-payment-requested',
  // Undoing a checkout that failed after stock was reserved.
  'checkout.after-failed',
  'checkout.after-release-call',
  // A provider's webhook.
  'payment.after-event-stored',
  'payment.after-intent-read',
  'payment.after-applied',
  // An order that nobody paid.
  'order.after-intent-cancelled',
  'order.after-expired',
  // Money back.
  'refund.after-requested',
  'refund.after-provider-call',
  'refund.after-recorded',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];
