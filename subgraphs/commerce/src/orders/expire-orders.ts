import { addMilliseconds, MINUTE } from '@marketgraph/kernel';
import { PeerUnavailable } from '@marketgraph/server';
import { and, asc, eq, lte } from 'drizzle-orm';
import { reservationEnd } from '../checkout/checkout.rules.ts';
import type { CommerceTools } from '../deps.ts';
import { oneByOne } from '../one-by-one.ts';
import { PaymentProviderUnavailable } from '../payments/payment-provider.ts';
import { giveUpOrder } from './give-up-order.ts';
import { orders, type OrderRow } from './order.tables.ts';

const BATCH = 50;
/** How long an order goes on waiting whose payment is under way, or cannot be asked about. */
const LONGER_MS = 10 * MINUTE;

/** Gives up every order that nobody paid in time. Answers how many were looked at. */
export async function expireOrders(deps: CommerceTools, now: Date): Promise<number> {
  const due = await deps.db.reader
    .select()
    .from(orders)
    .where(and(eq(orders.status, 'AWAITING_PAYMENT'), lte(orders.expiresAt, now)))
    .orderBy(asc(orders.expiresAt))
    .limit(BATCH);
  await oneByOne(due, (order) => expireOne(deps, order, now));
  return due.length;
}

async function expireOne(deps: CommerceTools, order: OrderRow, now: Date): Promise<void> {
  try {
    const after = await giveUpOrder(deps, order.id, { by: 'SYSTEM', userId: null, detail: '', traceId: order.traceId });
    if (after.status === 'AWAITING_PAYMENT') await waitLonger(deps, order, now);
  } catch (error) {
    if (!(error instanceof PaymentProviderUnavailable)) throw error;
    deps.log.warn({ orderId: order.id, err: error }, 'the payment provider is away, an unpaid order waits on');
    await waitLonger(deps, order, now);
  }
}

/** Its stock is held as long as somebody may still pay for it. */
async function waitLonger(deps: CommerceTools, order: OrderRow, now: Date): Promise<void> {
  const expiresAt = addMilliseconds(now, LONGER_MS);
  await deps.db.transaction((tx) =>
    tx
      .update(orders)
      .set({ expiresAt })
      .where(and(eq(orders.id, order.id), eq(orders.status, 'AWAITING_PAYMENT'))),
  );
  try {
    await deps.catalog.extend(order.checkoutId, reservationEnd(expiresAt), order.traceId);
  } catch (error) {
    // The next tick tries again; the reservation outlasts the order by more than that.
    if (!(error instanceof PeerUnavailable)) throw error;
    deps.log.warn({ orderId: order.id, err: error }, 'a reservation could not be extended');
  }
}
