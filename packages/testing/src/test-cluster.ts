import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createCluster, isAlive, removeCluster, withDatabase, type Client } from '@marketgraph/db';
import { silentLog } from './silent-log.ts';

/** Where tests find their server, and which of its databases are theirs. Child processes inherit both. */
const URL_VARIABLE = 'MARKETGRAPH_TEST_SERVER';
const RUN_VARIABLE = 'MARKETGRAPH_TEST_RUN';
const FOLDER_PREFIX = 'marketgraph-test-';

export interface TestServer {
  /** Of its `postgres` database. */
  readonly adminUrl: string;
  /** Part of the name of every database of this run. */
  readonly run: string;
}

export function testServer(): TestServer {
  const adminUrl = process.env[URL_VARIABLE];
  const run = process.env[RUN_VARIABLE];
  if (adminUrl === undefined || run === undefined) {
    throw new Error('no test server: the vitest project needs packages/testing/src/global-setup.ts as its globalSetup');
  }
  return { adminUrl, run };
}

/** A PostgreSQL of this run alone, or TEST_DATABASE_URL. Answers how to leave nothing behind. */
export async function startTestServer(): Promise<() => Promise<void>> {
  const run = process.pid.toString(36);
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') {
    const adminUrl = withDatabase(given, 'postgres');
    publish({ adminUrl, run });
    return () => dropDatabases(adminUrl, run);
  }
  await removeAbandoned();
  const dir = mkdtempSync(join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
  const cluster = await createCluster({ dir, log: silentLog, temporary: true });
  publish({ adminUrl: cluster.url('postgres'), run });
  // Ctrl-C with a test that hangs: vitest leaves without its teardown.
  const endAtOnce = () => abandon(cluster.pid, dir);
  process.once('exit', endAtOnce);
  return async () => {
    process.off('exit', endAtOnce);
    await cluster.stop();
  };
}

/** In an exit handler nothing can be awaited; the server writes a little more while it ends. */
function abandon(pid: number, dir: string): void {
  if (isAlive(pid)) process.kill(pid, 'SIGQUIT');
  for (let attempt = 0; existsSync(dir) && attempt < 50; attempt += 1) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    try {
      rmSync(dir, { recursive: true, force: true });
    } catch (error) {
      if (attempt === 49) process.stderr.write(`${dir} stays behind: ${String(error)}\n`);
    }
  }
}

function publish({ adminUrl, run }: TestServer): void {
  process.env[URL_VARIABLE] = adminUrl;
  process.env[RUN_VARIABLE] = run;
}

/** Servers of runs that were killed before they could stop them. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(FOLDER_PREFIX))) {
    const pid = Number(name.slice(FOLDER_PREFIX.length).split('-')[0]);
    if (Number.isInteger(pid) && pid > 0 && !isAlive(pid)) await removeCluster(join(tmpdir(), name), silentLog);
  }
}

/** On a server that goes on after us: what a failed test did not drop itself. Templates stay, they are worth keeping. */
async function dropDatabases(adminUrl: string, run: string): Promise<void> {
  await withAdmin(adminUrl, async (admin) => {
    const rows = await admin<{ name: string }[]>`select datname as name from pg_database where starts_with(datname, ${cloneName(run, '')})`;
    for (const { name } of rows) await admin`drop database if exists ${admin(name)} with (force)`;
  });
}

export function cloneName(run: string, rest: string): string {
  return `mg_test_${run}_${rest}`;
}

export async function withAdmin<T>(adminUrl: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = connect(adminUrl, { max: 1, applicationName: 'marketgraph test' });
  try {
    return await work(admin);
  } finally {
    await admin.end({ timeout: 1 });
  }
}
