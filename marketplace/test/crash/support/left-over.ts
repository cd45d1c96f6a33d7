import { addMilliseconds, SECOND, SUBGRAPHS, systemClock, type SubgraphName } from '@marketgraph/kernel';
import { sql, type SQL } from 'drizzle-orm';
import { must } from '../../support/must.ts';
import type { CrashWorld } from './crash-world.ts';

/** What every process leaves in a table as long as it is not done, by subgraph. */
const unfinished = (): Readonly<Partial<Record<SubgraphName, Readonly<Record<string, SQL>>>>> => ({
  catalog: {
    imports: sql`select count(*)::int as n from product_imports where due_at is not null`,
    pictures: sql`select count(*)::int as n from image_fetches where due_at is not null`,
  },
  commerce: {
    checkouts: sql`select count(*)::int as n from checkouts where state not in ('PAYMENT_REQUESTED', 'FAILED', 'ABANDONED')`,
    'provider events': sql`select count(*)::int as n from provider_events where due_at is not null`,
    refunds: sql`select count(*)::int as n from refunds where due_at is not null`,
  },
  logistics: {
    'provider events': sql`select count(*)::int as n from provider_events where processed_at is null`,
    'requests to carriers': sql`select count(*)::int as n from deliveries where task in ('REQUEST', 'CANCEL')`,
  },
  social: {
    // What the last process to die had claimed is due in minutes, an invitation to write a review in days.
    dispatches: sql`select count(*)::int as n from dispatches where due_at < ${aMomentAgo()}`,
    mails: sql`select count(*)::int as n from mail_outbox where state = 'queued' and due_at < ${aMomentAgo()}`,
  },
});

const aMomentAgo = (): string => addMilliseconds(systemClock.now(), -3 * SECOND).toISOString();

/** Names and counts of what is still to be done, and of events that nobody could handle; empty when all is done. */
export async function leftOver({ databases, transport }: CrashWorld): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of SUBGRAPHS) {
    const { reader } = must(databases.get(name), name);
    const queries = { ...unfinished()[name], events: sql`select count(*)::int as n from outbox where published_at is null` };
    for (const [what, query] of Object.entries(queries)) {
      const [row] = await reader.execute<{ n: number }>(query);
      if (row === undefined || row.n > 0) counts[`${name}: ${what}`] = row?.n ?? Number.NaN;
    }
  }
  for (const { group, queued, dead } of await transport.depths()) {
    if (queued > 0) counts[`${group}: queued events`] = queued;
    if (dead > 0) counts[`${group}: dead letters`] = dead;
  }
  return counts;
}
