/** Every place where a crash loses something: a carrier's answer, or what was to follow a commit. */
export const CRASH_POINTS = ['delivery.before-order', 'delivery.after-order', 'delivery.after-webhook', 'delivery.before-cancel', 'delivery.after-cancel'] as const;
