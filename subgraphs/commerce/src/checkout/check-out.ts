import { setTimeout as delay } from 'node:timers/promises';
import { fail, ok, SECOND, type Id, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import { vendorsMayNotBuy } from '../carts/cart-caller.ts';
import type { CommerceTools } from '../deps.ts';
import { orders, type OrderRow } from '../orders/order.tables.ts';
import { payments, type PaymentRow } from '../payments/payment.tables.ts';
import { fromStored } from '../stored-json.ts';
import { checkoutInProgress, emailNotVerified, type CheckoutFailure, type StoredFailure } from './checkout-failures.ts';
import { checkCheckoutInput, type CheckoutInput } from './checkout-request.ts';
import { checkouts, type CheckoutRow } from './checkout.tables.ts';
import { driveCheckout } from './drive-checkout.ts';
import { startCheckout, type CheckoutBuyer } from './start-checkout.ts';
import { isStale, takeOver } from './take-over.ts';

export type CheckoutOutcome = Result<{ order: OrderRow; payment: PaymentRow }, CheckoutFailure>;

/** Longer than the slowest checkout; after that the caller is told to ask again. */
const LONGEST_WAIT_MS = 25 * SECOND;
const LOOK_EVERY_MS = 50;

/**
 * From a cart to an order that waits for its payment. Called any number of times with one key, at once or after a crash,
 * it makes one order and one payment, and all calls get the same answer.
 */
export async function checkOut(deps: CommerceTools, buyer: CheckoutBuyer, input: CheckoutInput): Promise<CheckoutOutcome> {
  if (!buyer.mayBuy) return vendorsMayNotBuy();
  if (!buyer.emailVerified) return emailNotVerified();
  const checked = checkCheckoutInput(input);
  if (!checked.ok) return checked;
  const begun = await startCheckout(deps, buyer, checked.value);
  if (!begun.ok) return begun;
  const { checkout, fresh } = begun.value;
  if (fresh) await driveCheckout(deps, checkout);
  return waitForAnswer(deps, checkout.id);
}

async function waitForAnswer(deps: CommerceTools, id: Id<'Checkout'>): Promise<CheckoutOutcome> {
  const deadline = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    // Its failure is told by the call that drives it; here only its end matters.
    await Promise.allSettled([deps.runningCheckouts.get(id)]);
    const [found] = await deps.db.reader
      .select({ checkout: checkouts, order: orders, payment: payments })
      .from(checkouts)
      .leftJoin(orders, eq(orders.id, checkouts.orderId))
      .leftJoin(payments, eq(payments.orderId, checkouts.orderId))
      .where(eq(checkouts.id, id));
    if (found === undefined) throw new Error(`checkout ${id} vanished`);
    const answer = answerOf(found);
    if (answer !== undefined) return answer;
    if (isStale(deps, found.checkout)) await takeOver(deps, found.checkout);
    else if (performance.now() > deadline) return checkoutInProgress();
    // Another process works on it.
    else await delay(LOOK_EVERY_MS);
  }
}

function answerOf({ checkout, order, payment }: { checkout: CheckoutRow; order: OrderRow | null; payment: PaymentRow | null }): CheckoutOutcome | undefined {
  if (checkout.answer !== null) return fail(fromStored<StoredFailure>(checkout.answer));
  if (checkout.state !== 'PAYMENT_REQUESTED' || order === null || payment === null) return undefined;
  return ok({ order, payment });
}
