import { PeerUnavailable } from '@marketgraph/server';
import type { CommerceTools } from '../deps.ts';
import { fromStored } from '../stored-json.ts';
import { advance, endingOf, type Advanced } from './advance-checkout.ts';
import type { StoredFailure } from './checkout-failures.ts';
import type { CheckoutRow } from './checkout.tables.ts';

/** COMPENSATING → FAILED or ABANDONED. Giving back what was never held does nothing. */
export async function releaseStock(deps: CommerceTools, checkout: CheckoutRow): Promise<Advanced> {
  try {
    await deps.catalog.release(checkout.id, checkout.traceId);
  } catch (error) {
    // Left to the sweeper; the reservation ends by itself in any case.
    if (error instanceof PeerUnavailable) return undefined;
    throw error;
  }
  deps.crash.point('checkout.after-release-call');
  const { state } = endingOf(fromStored<StoredFailure>(checkout.answer));
  return deps.db.transaction((tx) => advance(tx, deps, checkout, { state }));
}
