import { setTimeout as delay } from 'node:timers/promises';
import { outbox, type Database } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import type { BusTransport } from './transport.ts';

export interface DrainOptions {
  /** Whose outboxes must be empty. */
  readonly databases: readonly Database[];
  readonly transport: BusTransport;
  /** Whose queues must be empty; all of them unless told. */
  readonly groups?: readonly string[];
  /** 10 s unless told. */
  readonly timeoutMs?: number;
}

const LOOK_EVERY_MS = 10;

/**
 * Waits until every event has been published and handled (or has become a dead letter), those that consumers add on the
 * way included. Throws, with what is left, when that takes too long. For tests and for an orderly end.
 */
export async function drain({ databases, transport, groups, timeoutMs = 10_000 }: DrainOptions): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const before = await readOutboxes(databases);
    const queued = await countQueued(transport, groups);
    const after = await readOutboxes(databases);
    // An event leaves an outbox only when it is queued, and a queue only when what it caused is in an outbox. So with
    // all empty and no outbox grown meanwhile, none can have slipped from one to the other between the looks.
    if (before.waiting === 0 && queued === 0 && after.waiting === 0 && before.lastIds === after.lastIds) return;
    if (performance.now() > deadline) throw new Error(`not drained in ${timeoutMs} ms: ${after.waiting} in outboxes, ${queued} in queues`);
    await delay(LOOK_EVERY_MS);
  }
}

async function readOutboxes(databases: readonly Database[]): Promise<{ waiting: number; lastIds: string }> {
  const rows = await Promise.all(databases.map(readOutbox));
  return { waiting: rows.reduce((sum, row) => sum + row.waiting, 0), lastIds: rows.map((row) => row.lastId).join(',') };
}

/** Both in one statement: of one moment. */
async function readOutbox(db: Database): Promise<{ waiting: number; lastId: string }> {
  const [row] = await db.reader.execute<{ waiting: number; last_id: string }>(sql`
    select (select count(*)::int from ${outbox} where ${outbox.publishedAt} is null) as waiting,
      (select coalesce(max(${outbox.id}), 0)::text from ${outbox}) as last_id`);
  return { waiting: row?.waiting ?? 0, lastId: row?.last_id ?? '0' };
}

async function countQueued(transport: BusTransport, groups: readonly string[] | undefined): Promise<number> {
  const depths = await transport.depths();
  return depths.filter(({ group }) => groups?.includes(group) ?? true).reduce((sum, { queued }) => sum + queued, 0);
}
