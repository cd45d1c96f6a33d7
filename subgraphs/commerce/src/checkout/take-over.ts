import { addMilliseconds, MINUTE } from '@marketgraph/kernel';
import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { oneByOne } from '../one-by-one.ts';
import { paymentUnavailable } from '../payments/payment-failures.ts';
import { compensate, type Advanced } from './advance-checkout.ts';
import { checkoutUnavailable } from './checkout-failures.ts';
import { UNFINISHED_STATES } from './checkout.rules.ts';
import { checkouts, type CheckoutRow } from './checkout.tables.ts';
import { driveCheckout } from './drive-checkout.ts';
import { undoOrder } from './request-payment.ts';

const BATCH = 20;
/** A checkout is resumed so often, and as long as its stock is surely held; after that it is undone. */
const MOST_RUNS = 5;
const LONGEST_MS = 10 * MINUTE;

/** Goes on with every checkout that nobody has touched for a while. Answers how many. */
export async function resumeCheckouts(deps: CommerceTools, now: Date): Promise<number> {
  const lying = await deps.db.reader
    .select()
    .from(checkouts)
    .where(and(inArray(checkouts.state, [...UNFINISHED_STATES]), lte(checkouts.touchedAt, addMilliseconds(now, -deps.settings.checkoutStaleMs))))
    .orderBy(asc(checkouts.touchedAt))
    .limit(BATCH);
  await oneByOne(lying, (row) => takeOver(deps, row));
  return lying.length;
}

/** Whoever changes the run has it: the one that had it before finds no row at its next step. */
export async function takeOver(deps: CommerceTools, row: CheckoutRow): Promise<void> {
  const [taken] = await deps.db.transaction((tx) =>
    tx
      .update(checkouts)
      .set({ run: deps.ids.next('Checkout'), runs: row.runs + 1, touchedAt: deps.clock.now() })
      .where(and(eq(checkouts.id, row.id), eq(checkouts.run, row.run), eq(checkouts.touchedAt, row.touchedAt)))
      .returning(),
  );
  if (taken === undefined) return;
  deps.log.info({ checkoutId: row.id, state: row.state, runs: taken.runs, traceId: row.traceId }, 'a checkout that was left is taken over');
  const next = isHopeless(deps, taken) ? await giveUp(deps, taken) : taken;
  if (next !== undefined) await driveCheckout(deps, next);
}

export function isStale(deps: Pick<CommerceTools, 'clock' | 'settings'>, row: CheckoutRow): boolean {
  return deps.clock.now().getTime() - row.touchedAt.getTime() >= deps.settings.checkoutStaleMs;
}

function isHopeless(deps: CommerceTools, row: CheckoutRow): boolean {
  return row.state !== 'COMPENSATING' && (row.runs > MOST_RUNS || addMilliseconds(row.createdAt, LONGEST_MS) <= deps.clock.now());
}

async function giveUp(deps: CommerceTools, row: CheckoutRow): Promise<Advanced> {
  return row.state === 'ORDER_CREATED' ? undoOrder(deps, row, paymentUnavailable().error) : compensate(deps, row, checkoutUnavailable);
}
