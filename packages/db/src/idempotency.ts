import { addMilliseconds, DAY } from '@marketgraph/kernel';
import { and, eq, lte } from 'drizzle-orm';
import { hashOfBody } from './canonical-json.ts';
import { idempotency } from './platform.tables.ts';
import type { Transaction } from './types.ts';

const KEPT_MS = 7 * DAY;

export interface IdempotentCall {
  /** Who asked for what: viewer (or guest cart) and mutation. Keys of one scope never meet those of another. */
  scope: string;
  /** The client's key. */
  key: string;
  /** The input, without the key: the same key with another body is a conflict. */
  body: unknown;
  now: Date;
}

export type IdempotentAnswer<T> = { kind: 'fresh' | 'replayed'; answer: T } | { kind: 'conflict' };

/**
 * Runs `work` once for each (scope, key) in seven days and answers every repetition with what it answered first. The
 * answer is stored in `work`'s own transaction, so effect and answer are there together or not at all. A call with the
 * same key at the same time waits until the first has committed (and gets its answer) or rolled back (and runs itself).
 *
 * `answer` goes through JSON, also the first time, so that both ways give the same: ids and text, no bigint and no Date.
 */
export async function runIdempotently<T>(tx: Transaction, call: IdempotentCall, work: () => Promise<T>): Promise<IdempotentAnswer<T>> {
  const bodyHash = hashOfBody(call.body);
  if (!(await claim(tx, call, bodyHash))) return replay<T>(tx, call, bodyHash);
  const text = JSON.stringify(await work()) ?? 'null';
  const answer = JSON.parse(text) as T;
  await tx.update(idempotency).set({ state: 'done', answer }).where(rowOf(call));
  return { kind: 'fresh', answer };
}

/** Removes what is older than seven days; for a sweeper of every subgraph. */
export async function purgeIdempotency(tx: Transaction, now: Date): Promise<number> {
  const removed = await tx.delete(idempotency).where(lte(idempotency.expiresAt, now)).returning({ key: idempotency.key });
  return removed.length;
}

/** The insert waits for a transaction that has inserted the same key and not ended yet. An expired row is taken over. */
async function claim(tx: Transaction, { scope, key, now }: IdempotentCall, bodyHash: string): Promise<boolean> {
  const row = { bodyHash, state: 'running' as const, answer: null, expiresAt: addMilliseconds(now, KEPT_MS) };
  const claimed = await tx
    .insert(idempotency)
    .values({ scope, key, ...row })
    .onConflictDoUpdate({ target: [idempotency.scope, idempotency.key], set: row, setWhere: lte(idempotency.expiresAt, now) })
    .returning({ key: idempotency.key });
  return claimed.length > 0;
}

async function replay<T>(tx: Transaction, call: IdempotentCall, bodyHash: string): Promise<IdempotentAnswer<T>> {
  const [row] = await tx.select().from(idempotency).where(rowOf(call));
  if (row === undefined || row.state !== 'done') throw new Error(`no answer was stored for key ${call.key} of ${call.scope}`);
  return row.bodyHash === bodyHash ? { kind: 'replayed', answer: row.answer as T } : { kind: 'conflict' };
}

function rowOf({ scope, key }: IdempotentCall) {
  return and(eq(idempotency.scope, scope), eq(idempotency.key, key));
}
