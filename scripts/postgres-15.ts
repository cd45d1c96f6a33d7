/** A throw-away PostgreSQL 15 from Debian's package, on a port of its own, so that CI proves the oldest version we support. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BIN = '/usr/lib/postgresql/15/bin';

export interface Postgres15 {
  readonly url: string;
  stop(): void;
}

export async function startPostgres15(): Promise<Postgres15> {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), 'marketgraph-pg15-'));
  chmodSync(dir, 0o777);
  const data = join(dir, 'data');
  // The server refuses to run as root; Debian's package brings a user for it.
  const asServer = process.getuid?.() === 0 ? (args: string[]) => ['runuser', '-u', 'postgres', '--', ...args] : (args: string[]) => args;
  const run = (args: string[]): void => {
    const [program = '', ...rest] = asServer(args);
    execFileSync(program, rest, { stdio: ['ignore', 'ignore', 'inherit'], cwd: dir });
  };
  run([`${BIN}/initdb`, '-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8']);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 -c fsync=off -c synchronous_commit=off`;
  run([`${BIN}/pg_ctl`, '-D', data, '-w', '-l', join(dir, 'log'), '-o', settings, 'start']);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: () => {
      run([`${BIN}/pg_ctl`, '-D', data, '-m', 'immediate', 'stop']);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
