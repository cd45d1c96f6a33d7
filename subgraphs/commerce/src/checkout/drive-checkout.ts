import type { CommerceTools } from '../deps.ts';
import type { Advanced } from './advance-checkout.ts';
import type { CheckoutState } from './checkout.rules.ts';
import type { CheckoutRow } from './checkout.tables.ts';
import { createOrder } from './create-order.ts';
import { quoteCheckout } from './quote-checkout.ts';
import { releaseStock } from './release-stock.ts';
import { requestPayment } from './request-payment.ts';
import { reserveStock } from './reserve-stock.ts';

type Step = (deps: CommerceTools, checkout: CheckoutRow) => Promise<Advanced>;

/** What is done in each state; null where nothing is left to do. */
const STEPS: Readonly<Record<CheckoutState, Step | null>> = {
  STARTED: reserveStock,
  STOCK_RESERVED: quoteCheckout,
  QUOTED: createOrder,
  ORDER_CREATED: requestPayment,
  COMPENSATING: releaseStock,
  PAYMENT_REQUESTED: null,
  FAILED: null,
  ABANDONED: null,
};

/**
 * Takes a checkout as far as it goes: by the call that began it, or by whoever found it lying. Every step is a short
 * transaction and at most one round of calls, so wherever this ends, the row says what comes next.
 */
export function driveCheckout(deps: CommerceTools, checkout: CheckoutRow): Promise<void> {
  const running = drive(deps, checkout).finally(() => deps.runningCheckouts.delete(checkout.id));
  deps.runningCheckouts.set(checkout.id, running);
  return running;
}

async function drive(deps: CommerceTools, checkout: CheckoutRow): Promise<void> {
  let current: Advanced = checkout;
  while (current !== undefined) {
    const step: Step | null = STEPS[current.state];
    if (step === null) return;
    current = await step(deps, current);
  }
}
