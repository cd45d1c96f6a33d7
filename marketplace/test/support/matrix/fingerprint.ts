import type { Database } from '@marketgraph/db';
import { SUBGRAPHS } from '@marketgraph/kernel';
import { waitFor } from '@marketgraph/testing';
import { sql } from 'drizzle-orm';
import type { Marketplace } from '../start-marketplace.ts';

/** What an attempt itself leaves: when a session was last seen, how often somebody has tried, what they were answered under a key of theirs. */
const LEFT_OUT = ['sessions', 'refresh_tokens', 'attempt_counters', 'idempotency'];

/** Every table of every subgraph by what stands in it: two that are equal mean that nothing was changed. */
export type Fingerprint = Readonly<Record<string, string>>;

export async function fingerprint({ databases }: Pick<Marketplace, 'databases'>): Promise<Fingerprint> {
  const parts = await Promise.all(SUBGRAPHS.map(async (name) => tablesOf(name, databases.of(name))));
  return Object.fromEntries(parts.flat());
}

const statements = new Map<string, string>();

async function tablesOf(name: string, db: Database): Promise<[string, string][]> {
  const statement = statements.get(name) ?? (await writeStatement(db));
  statements.set(name, statement);
  const rows = await db.reader.execute<{ name: string; hash: string }>(sql.raw(statement));
  return rows.map((row) => [`${name}.${row.name}`, row.hash]);
}

async function writeStatement(db: Database): Promise<string> {
  const tables = await db.reader.execute<{ name: string }>(sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`);
  const names = tables.map(({ name }) => name).filter((name) => !LEFT_OUT.includes(name));
  return names.map((name) => `select '${name}' as name, count(*) || ':' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash from "${name}" t`).join(' union all ');
}

/** Once everything that follows from the preparations has happened: events handled, mails sent. */
export async function settledFingerprint(marketplace: Marketplace): Promise<Fingerprint> {
  await marketplace.settled();
  let before = await fingerprint(marketplace);
  return waitFor(
    async () => {
      const queued = await Promise.all((['identity', 'social'] as const).map((name) => queuedMails(marketplace.databases.of(name))));
      const after = await fingerprint(marketplace);
      const isSettled = queued.every((count) => count === 0) && JSON.stringify(after) === JSON.stringify(before);
      before = after;
      return isSettled && after;
    },
    { what: 'nothing that changes by itself', timeoutMs: 30_000 },
  );
}

async function queuedMails(db: Database): Promise<number> {
  const [row] = await db.reader.execute<{ count: number }>(sql`select count(*)::int as count from mail_outbox where state = 'queued'`);
  return row?.count ?? 0;
}
