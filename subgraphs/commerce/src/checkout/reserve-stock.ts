import { addMilliseconds } from '@marketgraph/kernel';
import { PeerUnavailable } from '@marketgraph/server';
import { insufficientStock } from '../carts/cart-failures.ts';
import type { CommerceTools } from '../deps.ts';
import { fromStored } from '../stored-json.ts';
import { advance, compensate, endingOf, type Advanced } from './advance-checkout.ts';
import { checkoutUnavailable } from './checkout-failures.ts';
import { reservationEnd, type CheckoutLine } from './checkout.rules.ts';
import type { CheckoutRow } from './checkout.tables.ts';

/** STARTED → STOCK_RESERVED. All lines or none; the same checkout asking twice holds once. */
export async function reserveStock(deps: CommerceTools, checkout: CheckoutRow): Promise<Advanced> {
  deps.crash.point('checkout.after-start');
  const until = reservationEnd(addMilliseconds(deps.clock.now(), deps.settings.orderExpiryMs));
  try {
    const reserved = await deps.catalog.reserve(checkout.id, fromStored<CheckoutLine[]>(checkout.lines), until, checkout.traceId);
    deps.crash.point('checkout.after-reserve-call');
    switch (reserved.kind) {
      case 'HELD': {
        const row = await deps.db.transaction((tx) => advance(tx, deps, checkout, { state: 'STOCK_RESERVED' }));
        deps.crash.point('checkout.after-reserved');
        return row;
      }
      case 'INSUFFICIENT':
        return await deps.db.transaction((tx) => advance(tx, deps, checkout, endingOf(insufficientStock(reserved.lines).error)));
      case 'GONE':
        return await compensate(deps, checkout, checkoutUnavailable);
    }
  } catch (error) {
    // The answer may be what was lost: then stock is held, and has to be given back.
    if (error instanceof PeerUnavailable) return compensate(deps, checkout, checkoutUnavailable);
    throw error;
  }
}
