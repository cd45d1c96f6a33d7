import { sendInOrder, type Transaction } from '@marketgraph/db';
import { addMilliseconds, MINUTE, SECOND } from '@marketgraph/kernel';
import { and, asc, eq, lte } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { lockOrder } from '../orders/order-aggregate.ts';
import { syncRefunds } from '../refunds/sync-refunds.ts';
import { attemptOf, followIntent, noteAttempts } from './apply-intent.ts';
import { PaymentProviderUnavailable, type ProviderEvent } from './payment-provider.ts';
import { findPayment } from './payment.queries.ts';
import { payments, providerEvents, type PaymentRow, type ProviderEventRow } from './payment.tables.ts';

const BATCH = 50;
/** Events looked at side by side: each waits for the provider most of its time. */
export const EVENTS_AT_ONCE = 8;
const MOST_TRIES = 12;

/**
 * Looks at every stored webhook that is due. Answers how many. One that fails is tried again later by itself, does not
 * keep the others waiting, and is told when all have been looked at.
 */
export async function processProviderEvents(deps: CommerceTools, now: Date): Promise<number> {
  const due = await deps.db.reader.select().from(providerEvents).where(lte(providerEvents.dueAt, now)).orderBy(asc(providerEvents.dueAt)).limit(BATCH);
  const queue = [...due];
  const failures: unknown[] = [];
  let count = 0;
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      try {
        if (!(await claim(deps, next, now))) continue;
        count += 1;
        await processEvent(deps, next);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: EVENTS_AT_ONCE }, work));
  if (failures.length > 0) throw failures[0];
  return count;
}

/** When an event is looked at again if its try, the first being 1, has come to nothing. */
export function nextTry(now: Date, tries: number): Date {
  return addMilliseconds(now, Math.min(2 ** tries * 5 * SECOND, 10 * MINUTE));
}

/** The claim is also the date of the next try, should this one come to nothing. False: somebody else has it, or it is given up. */
async function claim(deps: CommerceTools, row: ProviderEventRow, now: Date): Promise<boolean> {
  const tries = row.tries + 1;
  const next = tries > MOST_TRIES ? ({ state: 'FAILED', dueAt: null } as const) : { dueAt: nextTry(now, tries) };
  const claimed = await deps.db.transaction((tx) =>
    tx
      .update(providerEvents)
      .set({ tries, ...next })
      .where(and(eq(providerEvents.provider, row.provider), eq(providerEvents.id, row.id), lte(providerEvents.dueAt, now)))
      .returning({ id: providerEvents.id }),
  );
  if (claimed.length > 0 && tries > MOST_TRIES) deps.log.error({ eventId: row.id, type: row.type }, 'a webhook is given up: somebody must look at it');
  return claimed.length > 0 && tries <= MOST_TRIES;
}

/** For an event that the caller has claimed. */
export async function processEvent(deps: CommerceTools, row: ProviderEventRow): Promise<void> {
  const event = deps.payments.restoreEvent({ id: row.id, type: row.type, createdAt: row.providerCreatedAt, object: row.object });
  const payment = await findPayment(deps.db.reader, event);
  if (payment === undefined || event.intentId === null) {
    await deps.db.transaction((tx) => close(tx, deps, row, { state: 'IGNORED' }));
    return;
  }
  try {
    await follow(deps, row, event, payment, event.intentId);
  } catch (error) {
    if (!(error instanceof PaymentProviderUnavailable)) throw error;
    deps.log.warn({ eventId: row.id, err: error }, 'the payment provider is away, its webhook waits');
  }
}

/** What the event says happened is only a reason to ask: what counts is how the payment stands at the provider now. */
async function follow(deps: CommerceTools, row: ProviderEventRow, event: ProviderEvent, payment: PaymentRow, intentId: string): Promise<void> {
  const intent = await deps.payments.readIntent(intentId);
  const found = event.aboutRefunds ? await deps.payments.listRefunds(intentId) : [];
  deps.crash.point('payment.after-intent-read');
  await deps.db.transaction(async (tx) => {
    const locked = await lockOrder(tx, payment.orderId);
    const [[current]] = await sendInOrder(
      () => tx.select().from(payments).where(eq(payments.id, payment.id)),
      () => noteAttempts(tx, deps, payment.id, [attemptOf(intent), event.attempt]),
      () => close(tx, deps, row, { state: 'PROCESSED', paymentId: payment.id }),
    );
    if (current === undefined) throw new Error(`payment ${payment.id} vanished`);
    await followIntent(tx, deps, { locked, payment: current, intent, traceId: event.id });
    if (found.length > 0) await syncRefunds(tx, deps, { locked: await lockOrder(tx, payment.orderId), payment: current, found, traceId: event.id });
  });
  deps.crash.point('payment.after-applied');
}

async function close(tx: Transaction, deps: CommerceTools, row: ProviderEventRow, values: Partial<ProviderEventRow>): Promise<void> {
  await tx
    .update(providerEvents)
    .set({ dueAt: null, processedAt: deps.clock.now(), ...values })
    .where(and(eq(providerEvents.provider, row.provider), eq(providerEvents.id, row.id)));
}
