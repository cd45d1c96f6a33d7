import type { EventEnvelope } from '@marketgraph/contracts';
import type { Database, Transaction } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import type { Routes } from '../streams.ts';
import { toRow } from './event-row.ts';
import { messages, publications } from './queue.tables.ts';

export const MESSAGES_CHANNEL = 'messages';
/** A statement takes 65,535 parameters at most. */
const ROWS_AT_ONCE = 1_000;

/** One row per group, in one transaction with the note that the event was published: repetitions change nothing. */
export async function publish(db: Database, routes: Routes, now: Date, events: readonly EventEnvelope[]): Promise<void> {
  const distinct = new Map(events.map((event) => [event.id, event]));
  if (distinct.size === 0) return;
  const addressed = [...distinct.values()].map((event) => ({ event, groups: routes(event.name) }));
  await db.transaction(async (tx) => {
    const noted = await tx
      .insert(publications)
      .values([...distinct.keys()].map((eventId) => ({ eventId, publishedAt: now })))
      .onConflictDoNothing()
      .returning({ eventId: publications.eventId });
    const fresh = new Set(noted.map(({ eventId }) => eventId));
    const rows = addressed
      .filter(({ event }) => fresh.has(event.id))
      .flatMap(({ event, groups }) => groups.map((group) => ({ ...toRow(event), group, dueAt: now })));
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) await tx.insert(messages).values(rows.slice(start, start + ROWS_AT_ONCE));
    for (const group of new Set(rows.map((row) => row.group))) await wake(tx, group);
  });
}

/** Tells subscribers in all processes, once the transaction commits. */
export async function wake(tx: Transaction, group: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${MESSAGES_CHANNEL}, ${group})`);
}
