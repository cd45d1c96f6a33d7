import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '@marketgraph/db';
import { and, eq, inArray, lt, lte, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { messages } from './queue.tables.ts';

export type Claimed = typeof messages.$inferSelect & { readonly lease: string };

interface Claim {
  readonly group: string;
  readonly names: readonly string[];
  readonly limit: number;
  readonly now: Date;
  readonly leaseUntil: Date;
}

/**
 * Leases the oldest messages that are due, except where an earlier version of the same aggregate is still there, be it
 * waiting, backing off or in another process's hands. Whoever holds a message when its lease ends has lost it.
 */
export async function claim(db: Database, { group, names, limit, now, leaseUntil }: Claim): Promise<Claimed[]> {
  const lease = randomUUID();
  const earlier = alias(messages, 'earlier');
  const rows = await db.transaction(async (tx) => {
    await tuneForQueue(tx);
    const sameLane = and(
      eq(earlier.group, messages.group),
      eq(earlier.stream, messages.stream),
      eq(earlier.aggregateId, messages.aggregateId),
      lt(earlier.aggregateVersion, messages.aggregateVersion),
    );
    const isDue = and(eq(messages.group, group), lte(messages.dueAt, now), inArray(messages.name, [...names]));
    const due = tx.$with('due').as(
      tx
        .select({ id: messages.id })
        .from(messages)
        .where(and(isDue, notExists(tx.select({ one: sql`1` }).from(earlier).where(sameLane))))
        .orderBy(messages.id)
        .limit(limit)
        .for('update', { skipLocked: true }),
    );
    return tx
      .with(due)
      .update(messages)
      .set({ dueAt: leaseUntil, lease, attempts: sql`${messages.attempts} + 1` })
      .from(due)
      .where(and(eq(messages.group, group), eq(messages.id, due.id)))
      .returning();
  });
  return rows.toSorted((left, right) => left.id - right.id).map((row) => ({ ...row, lease }));
}

/**
 * For short transactions on the queue, until they end. Neither do they wait for the disk: a server that loses power forgets
 * the last of them, so an event is handed out again, which the inbox recognises. Nor may they read and sort the whole
 * table for every few messages of a backlog, as a planner would that has last seen it empty: they walk it in order of its
 * key and stop when they have enough.
 */
export async function tuneForQueue(tx: Transaction): Promise<void> {
  await tx.execute(sql`select set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true),
    set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true)`);
}
