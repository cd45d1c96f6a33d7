import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '@marketgraph/kernel';
import { advisoryKey } from './advisory-lock.ts';
import { connect, type Client } from './connect.ts';
import { readMigrations, type MigrationFile, type MigrationSet } from './migration-files.ts';
import type { Log } from './types.ts';

export type { MigrationSet } from './migration-files.ts';

export interface MigrateOptions {
  url: string;
  sets: readonly MigrationSet[];
  log: Log;
}

const LOCK_TIMEOUT_MS = 10_000;

type Applied = ReadonlyMap<string, string>;

/** Applies what is missing, in order; does nothing when all is there. Safe to run from many processes at once. */
export async function migrate({ url, sets, log }: MigrateOptions): Promise<void> {
  const files = readMigrations(sets);
  // A migration that waits for a lock makes everybody behind it wait too: better it fails and is tried again.
  const client = connect(url, { max: 1, lasting: true, applicationName: 'marketgraph migrate', lockTimeoutMs: LOCK_TIMEOUT_MS });
  try {
    await lock(client);
    await client.unsafe(
      `create table if not exists schema_migrations (
         namespace text not null, name text not null, checksum text not null, applied_at timestamptz not null,
         primary key (namespace, name))`,
    );
    const applied = await readApplied(client);
    for (const file of files) requireUnchanged(file, applied);
    for (const file of files.filter((candidate) => !applied.has(keyOf(candidate)))) {
      requireNext(file, applied);
      await apply(client, file);
      log.info({ namespace: file.namespace, migration: file.name }, 'migration applied');
    }
  } finally {
    await client.end({ timeout: 1 });
  }
}

/**
 * Asks again and again instead of waiting inside one statement: a waiting statement holds a snapshot, and
 * `create index concurrently` of the process that has the lock would wait for that snapshot for ever.
 */
async function lock(client: Client): Promise<void> {
  for (;;) {
    const [row] = await client<{ held: boolean }[]>`select pg_try_advisory_lock(${advisoryKey('migrate')}::bigint) as held`;
    if (row?.held === true) return;
    await delay(50);
  }
}

async function readApplied(client: Client): Promise<Applied> {
  const rows = await client<{ namespace: string; name: string; checksum: string }[]>`select namespace, name, checksum from schema_migrations`;
  return new Map(rows.map((row) => [keyOf(row), row.checksum]));
}

function requireUnchanged(file: MigrationFile, applied: Applied): void {
  const before = applied.get(keyOf(file));
  if (before === undefined || before === file.checksum) return;
  throw new Error(
    `migration ${keyOf(file)} was changed after it had been applied to this database: restore the file and put the change into a new migration with the next number`,
  );
}

/** A file that slips in below one already applied would run in another order here than in a new database. */
function requireNext(file: MigrationFile, applied: Applied): void {
  const later = [...applied.keys()].find((key) => key.startsWith(`${file.namespace}/`) && key > keyOf(file));
  if (later === undefined) return;
  throw new Error(`migration ${keyOf(file)} is numbered before ${later}, which is applied already: give it the next free number`);
}

async function apply(client: Client, file: MigrationFile): Promise<void> {
  const record = { namespace: file.namespace, name: file.name, checksum: file.checksum, applied_at: systemClock.now() };
  try {
    if (file.transactional) {
      await client.begin(async (tx) => {
        await tx.unsafe(file.sql).simple();
        await tx`insert into schema_migrations ${tx(record)}`;
      });
      return;
    }
    await client.unsafe('set lock_timeout = 0');
    // One at a time: several statements sent together are one transaction to PostgreSQL.
    for (const statement of statementsOf(file.sql)) await client.unsafe(statement);
    await client`insert into schema_migrations ${client(record)}`;
    await client.unsafe(`set lock_timeout = ${LOCK_TIMEOUT_MS}`);
  } catch (error) {
    throw new Error(`migration ${keyOf(file)} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function statementsOf(sql: string): string[] {
  const withoutComments = sql.replaceAll(/^\s*--.*$/gm, '');
  return withoutComments.split(/;\s*$/m).map((statement) => statement.trim()).filter((statement) => statement !== '');
}

function keyOf({ namespace, name }: { namespace: string; name: string }): string {
  return `${namespace}/${name}`;
}
