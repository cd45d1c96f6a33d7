import { randomUUID } from 'node:crypto';
import type { Database } from '@marketgraph/db';
import { and, eq, lt, lte, notExists, sql } from 'drizzle-orm';
import { isOfSameLane, otherMessages } from './lane.ts';
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
export async function claim(queue: Database, { group, names, limit, now, leaseUntil }: Claim): Promise<Claimed[]> {
  const lease = randomUUID();
  const earlier = otherMessages('earlier');
  const isBefore = and(isOfSameLane(earlier), lt(earlier.aggregateVersion, messages.aggregateVersion));
  // As one parameter, so that the statement is prepared; names of events hold nothing that would have to be quoted.
  const isWanted = sql`${messages.name} = any(${`{${names.join()}}`}::text[])`;
  const rows = await queue.statement((writer) => {
    const due = writer.$with('due').as(
      writer
        .select({ id: messages.id })
        .from(messages)
        .where(and(eq(messages.group, group), lte(messages.dueAt, now), isWanted, notExists(writer.select({ one: sql`1` }).from(earlier).where(isBefore))))
        .orderBy(messages.id)
        .limit(limit)
        .for('update', { skipLocked: true }),
    );
    return writer
      .with(due)
      .update(messages)
      .set({ dueAt: leaseUntil, lease, attempts: sql`${messages.attempts} + 1` })
      .from(due)
      .where(and(eq(messages.group, group), eq(messages.id, due.id)))
      .returning();
  });
  return rows.toSorted((left, right) => left.id - right.id).map((row) => ({ ...row, lease }));
}
