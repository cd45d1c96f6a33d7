import type { Database } from '@marketgraph/db';
import { and, asc, eq } from 'drizzle-orm';
import type { DeadLetter, DeadLetterFilter } from '../transport.ts';
import { eventColumns, toEvent } from './event-row.ts';
import { wake } from './publish.ts';
import { deadLetters, messages } from './queue.tables.ts';

export async function listDeadLetters(db: Database, { group, name, aggregateId, limit = 100 }: DeadLetterFilter): Promise<DeadLetter[]> {
  const rows = await db.reader
    .select()
    .from(deadLetters)
    .where(
      and(
        group === undefined ? undefined : eq(deadLetters.group, group),
        name === undefined ? undefined : eq(deadLetters.name, name),
        aggregateId === undefined ? undefined : eq(deadLetters.aggregateId, aggregateId),
      ),
    )
    .orderBy(asc(deadLetters.id))
    .limit(limit);
  return rows.map((row) => ({ id: String(row.id), group: row.group, event: toEvent(row), reason: row.reason, attempts: row.attempts, diedAt: row.diedAt }));
}

export async function replayDeadLetter(db: Database, { id, acceptGap, now }: { id: string; acceptGap: boolean; now: Date }): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [row] = await tx.delete(deadLetters).where(eq(deadLetters.id, keyOf(id))).returning();
    if (row === undefined) return false;
    await tx.insert(messages).values({ ...eventColumns(row), group: row.group, acceptGap, dueAt: now });
    await wake(tx, row.group);
    return true;
  });
}

export async function discardDeadLetter(db: Database, id: string): Promise<boolean> {
  const removed = await db.transaction((tx) => tx.delete(deadLetters).where(eq(deadLetters.id, keyOf(id))).returning({ id: deadLetters.id }));
  return removed.length > 0;
}

/** What is no id of ours is the id of nothing. */
function keyOf(id: string): number {
  return /^\d{1,15}$/.test(id) ? Number(id) : 0;
}
