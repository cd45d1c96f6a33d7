import { randomBytes } from 'node:crypto';
import { advisoryKey, checksumOfSets, createDatabase, ensureDatabase, migrate, withDatabase, type Client, type Database, type MigrationSet } from '@marketgraph/db';
import { countStatements, type StatementCounter } from '@marketgraph/db';
import { silentLog } from './silent-log.ts';
import { cloneName, testServer, withAdmin } from './test-cluster.ts';

export interface TestDatabase {
  readonly url: string;
  readonly db: Database;
  /** What `db` has sent: for tests that a list costs one statement, however long it is. */
  readonly statements: StatementCounter;
  /** Closes `db` and removes the database. For `afterAll`. */
  drop(): Promise<void>;
}

const CONNECTIONS = 5;

/**
 * A database of this test file's own, with the migrations of `sets` applied (and those every database needs). They run
 * once for all files with the same migrations, into a template; a file gets a copy of that, which takes some 50 ms.
 */
export async function createTestDatabase(namespace: string, sets: readonly MigrationSet[]): Promise<TestDatabase> {
  const { adminUrl, run } = testServer();
  const name = cloneName(run, `${namespace}_${randomBytes(4).toString('hex')}`);
  await withAdmin(adminUrl, async (admin) => {
    const template = await ensureTemplate(admin, adminUrl, namespace, sets);
    await admin`create database ${admin(name)} template ${admin(template)}`;
  });
  const url = withDatabase(adminUrl, name);
  const statements = countStatements();
  const db = createDatabase({ url, maxConnections: CONNECTIONS, onStatement: statements.onStatement });
  return {
    url,
    db,
    statements,
    drop: async () => {
      await db.close();
      await withAdmin(adminUrl, (admin) => admin`drop database if exists ${admin(name)} with (force)`);
    },
  };
}

/** Made under another name and renamed when it is whole: what has the name is complete, whoever died on the way. */
async function ensureTemplate(admin: Client, adminUrl: string, namespace: string, sets: readonly MigrationSet[]): Promise<string> {
  const template = `mg_template_${namespace}_${checksumOfSets(sets).slice(0, 16)}`;
  if (await exists(admin, template)) return template;
  const key = advisoryKey(template);
  await admin`select pg_advisory_lock(${key}::bigint)`;
  try {
    if (await exists(admin, template)) return template;
    const unfinished = `${template}_new`;
    await admin`drop database if exists ${admin(unfinished)} with (force)`;
    await ensureDatabase(withDatabase(adminUrl, unfinished));
    await migrate({ url: withDatabase(adminUrl, unfinished), sets, log: silentLog });
    await admin`alter database ${admin(unfinished)} rename to ${admin(template)}`;
    return template;
  } finally {
    await admin`select pg_advisory_unlock(${key}::bigint)`;
  }
}

async function exists(admin: Client, name: string): Promise<boolean> {
  const rows = await admin`select 1 from pg_database where datname = ${name}`;
  return rows.length > 0;
}
