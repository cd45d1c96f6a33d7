import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLog, waitFor } from '@marketgraph/testing';
import { ClusterError, connect, createCluster, createDatabase, isAlive, removeCluster, type Cluster, type ClusterOptions } from '@marketgraph/db';

let dir: string;
let children: ChildProcess[];

beforeEach(() => {
  // 0700, as mkdtemp makes it: the folder that nobody but its owner may enter.
  dir = join(mkdtempSync(join(tmpdir(), 'cluster-')), 'data of a "shop"');
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await removeCluster(dir, silentLog);
  rmSync(join(dir, '..'), { recursive: true, force: true });
});

function start(options: Partial<ClusterOptions> = {}): Promise<Cluster> {
  return createCluster({ dir, log: silentLog, ...options });
}

/** A process of its own that starts the cluster, in a process group of its own like a shell's. */
async function startElsewhere(): Promise<{ child: ChildProcess; port: number }> {
  const script = fileURLToPath(new URL('fixtures/start-cluster.ts', import.meta.url));
  const child = spawn(process.execPath, [script, dir], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.once('data', (text: Buffer) => resolve(Number(text.toString())));
    child.once('exit', () => reject(new Error('the other process ended')));
  });
  return { child, port };
}

async function query<Row>(cluster: Cluster, text: string, database = 'postgres'): Promise<Row[]> {
  const client = connect(cluster.url(database), { max: 1 });
  try {
    return [...(await client.unsafe<Row[] & Record<string, unknown>[]>(text))];
  } finally {
    await client.end();
  }
}

function serverPid(folder = join(dir, 'data')): number {
  return Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

async function refusal(attempt: Promise<unknown>): Promise<ClusterError> {
  const error: unknown = await attempt.then(() => undefined, (caught: unknown) => caught);
  if (!(error instanceof ClusterError)) throw new Error('expected a ClusterError', { cause: error });
  expect(error.message).not.toContain('\n');
  expect(error.stack).toBe(`ClusterError: ${error.message}`);
  return error;
}

describe('start and stop', () => {
  test('UTF8, the builtin locale, local only; data and port survive a restart; nothing is left running', async () => {
    const first = await start();
    expect(await query(first, `select datlocprovider as provider, datlocale as locale, pg_encoding_to_char(encoding) as encoding from pg_database where datname = 'template1'`)).toEqual([
      { provider: 'b', locale: 'C.UTF-8', encoding: 'UTF8' },
    ]);
    expect(await query(first, `select current_setting('listen_addresses') as host, current_setting('max_connections') as connections, current_setting('fsync') as fsync`)).toEqual([
      { host: '127.0.0.1', connections: '300', fsync: 'on' },
    ]);
    await query(first, 'create table kept as select 1 as one');
    expect(readdirSync(dir).toSorted()).toEqual(['data', 'owner', 'port', 'server.log']);
    const pid = serverPid();
    await first.stop();
    expect(isAlive(pid)).toBe(false);
    await first.stop();

    const second = await start();
    expect(second.port).toBe(first.port);
    expect(await query(second, 'select one from kept')).toEqual([{ one: 1 }]);
    await second.stop();
  });

  test('temporary: fast, and gone with its folder', async () => {
    const cluster = await start({ temporary: true });
    expect(await query(cluster, `select current_setting('fsync') as fsync`)).toEqual([{ fsync: 'off' }]);
    await cluster.stop();
    expect(existsSync(dir)).toBe(false);
  });

  test('stop ends open transactions', async () => {
    const cluster = await start();
    const client = connect(cluster.url('postgres'), { max: 1 });
    const sleeping = client`select pg_sleep(600)`.catch((error: unknown) => error);
    await waitFor(async () => (await query(cluster, `select 1 from pg_stat_activity where query like '%pg_sleep(600)%' and state = 'active' and pid <> pg_backend_pid()`)).length > 0);
    await cluster.stop();
    expect(await sleeping).toBeInstanceOf(Error);
    // Without it postgres.js waits for ever for the query that went with its connection.
    await client.end({ timeout: 0 });
  });

  test('a listener goes on when the server has been away', async () => {
    const first = await start();
    const db = createDatabase({ url: first.url('postgres'), maxConnections: 1 });
    let listening = 0;
    await db.listen('news', () => undefined, () => { listening += 1; });
    await first.stop();
    const second = await start();
    await waitFor(() => listening === 2);
    await db.close();
    await second.stop();
  });
});

describe('what another process left', () => {
  test('a server whose starter was killed with its whole process group is taken over', async () => {
    const { child, port } = await startElsewhere();
    const pid = serverPid();
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await waitFor(() => !isAlive(child.pid ?? 0));
    const cluster = await start();
    expect([cluster.port, serverPid()]).toEqual([port, pid]);
    await cluster.stop();
    expect(existsSync(join(dir, 'data', 'postmaster.pid'))).toBe(false);
  });

  test('a server in use by a living process is shared and left running', async () => {
    const { port } = await startElsewhere();
    const cluster = await start();
    expect(cluster.port).toBe(port);
    await cluster.stop();
    expect(await query(cluster, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('two processes at once start one server', async () => {
    const [elsewhere, here] = await Promise.all([startElsewhere(), start()]);
    expect(here.port).toBe(elsewhere.port);
    expect(await query(here, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('a server that was killed recovers, whoever has its number now', async () => {
    const first = await start();
    await query(first, 'create table kept as select 1 as one');
    for (const stranger of [undefined, process.pid]) {
      process.kill(serverPid(), 'SIGKILL');
      await waitFor(() => !isAlive(serverPid()));
      const file = join(dir, 'data', 'postmaster.pid');
      if (stranger !== undefined) writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(stranger)));
      const next = await start();
      expect(await query(next, 'select one from kept')).toEqual([{ one: 1 }]);
    }
    await first.stop();
  });

  test('an interrupted initdb and the lock of a dead process are no obstacle', async () => {
    mkdirSync(join(dir, 'data.new'), { recursive: true });
    writeFileSync(join(dir, 'data.new', 'PG_VERSION'), '18');
    writeFileSync(join(dir, 'starting'), '4194303');
    const cluster = await start({ temporary: true });
    expect(await query(cluster, 'select 1 as one')).toEqual([{ one: 1 }]);
    await cluster.stop();
  });
});

describe('what only a person can mend', () => {
  test('a port that is taken', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    expect((await refusal(start({ port }))).message).toContain(`Port ${port} on 127.0.0.1 is taken by another program`);
    // The one it chose itself gives way instead.
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'port'), String(port));
    const cluster = await start({ temporary: true });
    expect(cluster.port).not.toBe(port);
    await cluster.stop();
    taken.close();
  });

  test('data of another version', async () => {
    await (await start()).stop();
    writeFileSync(join(dir, 'data', 'PG_VERSION'), '17\n');
    expect((await refusal(start())).message).toContain('was written by another major version of PostgreSQL');
  });

  test('a server that runs on another port than the one asked for', async () => {
    const cluster = await start();
    expect((await refusal(start({ port: cluster.port + 1 }))).message).toContain(`running already, on port ${cluster.port}`);
    await cluster.stop();
  });
});

describe.runIf(process.getuid?.() === 0)('as root', () => {
  test('in a user namespace inside a closed folder: the files stay root’s', async () => {
    const cluster = await start();
    expect(statSync(join(dir, 'data')).uid).toBe(0);
    await cluster.stop();
  });

  test('without one: as another account, data and programs where it may enter', async () => {
    const openFolder = mkdtempSync(join(tmpdir(), 'open-'));
    chmodSync(openFolder, 0o755);
    const cluster = await start({ temporary: true, asRoot: { userNamespace: false, openFolder } });
    const [place] = readdirSync(openFolder).filter((name) => !name.startsWith('postgresql-'));
    const data = join(openFolder, place ?? '', 'data');
    expect(statSync(data).uid).not.toBe(0);
    expect(statSync(`/proc/${serverPid(data)}`).uid).toBe(statSync(data).uid);
    expect(await query(cluster, 'select 1 as one')).toEqual([{ one: 1 }]);
    await cluster.stop();
    expect(existsSync(data)).toBe(false);
    rmSync(openFolder, { recursive: true });
  });
});
