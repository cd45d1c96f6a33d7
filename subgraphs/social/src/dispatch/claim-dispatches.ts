import type { Database } from '@marketgraph/db';
import { addMilliseconds, MINUTE, SECOND } from '@marketgraph/kernel';
import { and, asc, eq, getTableColumns, isNotNull, lte, sql } from 'drizzle-orm';
import { dispatches, type DispatchRow } from './dispatch.tables.ts';

/** Longer than a batch takes, the call to identity included; after a crash it is due again when this has passed. */
const LEASE_MS = MINUTE;
/** With the backoff below some six hours of trying. An outage of identity is no try. */
const MOST_TRIES = 40;
const LONGEST_BACKOFF_MS = 10 * MINUTE;

/** Takes what is due, oldest first, by itself: identity is asked outside of any transaction. Two processes never get the same. */
export async function claimDispatches(db: Database, now: Date, limit: number): Promise<DispatchRow[]> {
  const claimed = await db.statement((writer) => {
    const due = writer.$with('due').as(
      writer
        .select({ id: dispatches.id })
        .from(dispatches)
        .where(and(isNotNull(dispatches.dueAt), lte(dispatches.dueAt, now)))
        .orderBy(asc(dispatches.dueAt), asc(dispatches.id))
        .limit(limit)
        .for('update', { skipLocked: true }),
    );
    return writer
      .with(due)
      .update(dispatches)
      .set({ dueAt: addMilliseconds(now, LEASE_MS), tries: sql`${dispatches.tries} + 1` })
      .from(due)
      .where(eq(dispatches.id, due.id))
      .returning(getTableColumns(dispatches));
  });
  // The statement answers in any order.
  return claimed.toSorted((left, right) => left.createdAt.getTime() - right.createdAt.getTime() || (left.id < right.id ? -1 : 1));
}

export type Setback = { readonly kind: 'OUTAGE' } | { readonly kind: 'FAILURE'; readonly reason: string };

/** Lets a claimed dispatch come again later, or gives it up. */
export async function putBack(db: Database, claimed: DispatchRow, setback: Setback, now: Date): Promise<void> {
  const outage = setback.kind === 'OUTAGE';
  const over = !outage && claimed.tries >= MOST_TRIES;
  const state = over
    ? { dueAt: null, finishedAt: now, failure: setback.reason.slice(0, 1_000), payload: {} }
    : { dueAt: addMilliseconds(now, outage ? 5 * SECOND : backoffMs(claimed.tries)), tries: outage ? claimed.tries - 1 : claimed.tries };
  await db.statement((writer) => writer.update(dispatches).set(state).where(and(eq(dispatches.id, claimed.id), isNotNull(dispatches.dueAt))));
}

/** 5 s, 10 s, 20 s … up to ten minutes. */
export function backoffMs(tries: number): number {
  return Math.min(LONGEST_BACKOFF_MS, 5 * SECOND * 2 ** Math.min(tries - 1, 10));
}
