import type { Transaction } from '@marketgraph/db';
import { and, eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { toStored } from '../stored-json.ts';
import type { StoredFailure } from './checkout-failures.ts';
import { checkouts, type CheckoutRow } from './checkout.tables.ts';

/** What a step answers: the row as it is now, or undefined where somebody else has taken the checkout over. */
export type Advanced = CheckoutRow | undefined;

/**
 * The one way a checkout's state changes. It asks for the state and the run that the step began with: a process that was
 * thought dead and comes back finds no row, and what it meant to write with it is not written.
 */
export async function advance(
  tx: Transaction,
  deps: Pick<CommerceTools, 'clock'>,
  checkout: CheckoutRow,
  values: Partial<Pick<CheckoutRow, 'state' | 'priced' | 'orderId' | 'answer'>>,
): Promise<Advanced> {
  const [row] = await tx
    .update(checkouts)
    .set({ ...values, touchedAt: deps.clock.now() })
    .where(and(eq(checkouts.id, checkout.id), eq(checkouts.run, checkout.run), eq(checkouts.state, checkout.state)))
    .returning();
  return row;
}

/** Ends a checkout that holds no stock. An outage frees the key for the same request; everything else keeps its answer. */
export function endingOf(failure: StoredFailure): { state: 'FAILED' | 'ABANDONED'; answer: unknown } {
  return { state: 'retryable' in failure ? 'ABANDONED' : 'FAILED', answer: toStored(failure) };
}

/** Ends a checkout that holds stock, or may: callers have their answer, and the stock goes back next. */
export async function compensate(deps: CommerceTools, checkout: CheckoutRow, failure: StoredFailure): Promise<Advanced> {
  const row = await deps.db.transaction((tx) => advance(tx, deps, checkout, { state: 'COMPENSATING', answer: toStored(failure) }));
  deps.crash.point('checkout.after-failed');
  return row;
}
