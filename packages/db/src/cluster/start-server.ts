import { spawn } from 'node:child_process';
import { closeSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ClusterError } from './cluster-error.ts';
import type { Account } from './account.ts';
import { openNew } from './files.ts';
import { readPostmaster } from './postmaster-file.ts';
import { postgresArguments, type ServerSettings } from './settings.ts';

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 20;

export const LOG_FILE = 'server.log';

/** `undefined`: somebody took the port between our look at it and the server's start. */
export type Started = { pid: number } | undefined;

/** Runs the server in a session of its own: Ctrl-C goes to us alone, and we stop it when our requests have drained. */
export async function startServer(account: Account, settings: ServerSettings): Promise<Started> {
  const logFile = join(account.base, LOG_FILE);
  const log = openNew(logFile);
  const { file, args, ...identity } = account.command(account.binaries.postgres, postgresArguments(settings));
  const child = spawn(file, args, { ...identity, cwd: '/', env: serverEnvironment(), detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  let ended: { error?: Error } | undefined;
  child.once('error', (error) => {
    ended = { error };
  });
  child.once('exit', () => {
    ended ??= {};
  });
  for (let waited = 0; waited < START_TIMEOUT_MS; waited += POLL_MS) {
    const postmaster = readPostmaster(settings.data);
    if (child.pid !== undefined && postmaster?.pid === child.pid && postmaster.ready) return { pid: child.pid };
    if (ended !== undefined) return explain(ended.error?.message ?? lastWords(logFile), settings, logFile);
    await delay(POLL_MS);
  }
  child.kill('SIGQUIT');
  throw new ClusterError(`PostgreSQL in ${settings.data} was not ready within ${START_TIMEOUT_MS / 1_000} seconds. Its own log says why: ${logFile}`);
}

/** Nothing of ours: PGDATA, PGPORT and their like would change what the server does. Windows needs more than that to run. */
export function serverEnvironment(): NodeJS.ProcessEnv | undefined {
  if (process.platform === 'win32') return undefined;
  return { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };
}

function lastWords(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n');
  return lines.filter((line) => /FATAL|PANIC|HINT|could not/.test(line)).slice(-4).join('\n') || (lines.at(-1) ?? '');
}

function explain(failure: string, { data, port }: ServerSettings, logFile: string): undefined {
  if (/could not (bind|create any TCP)/.test(failure)) return undefined;
  if (/incompatible with server/.test(failure)) {
    throw new ClusterError(
      `The data in ${data} was written by another major version of PostgreSQL. Move the folder away to begin with an empty database (keep it if you need what is in it), then start again.`,
    );
  }
  if (/lock file .* already exists|pre-existing shared memory/.test(failure)) {
    throw new ClusterError(
      `Another PostgreSQL still uses ${data}: the remains of one that was killed take some seconds to go. Wait a little and start again; if it stays so, end the process named in ${join(data, 'postmaster.pid')}.`,
    );
  }
  if (/No space left/.test(failure)) {
    throw new ClusterError(`The disk that holds ${data} is full, so PostgreSQL cannot start. Free some space and start again.`);
  }
  const reason = failure.split('\n').map((line) => line.replace(/^.*?(FATAL|PANIC|HINT|LOG): */, '').trim()).join(' ');
  throw new ClusterError(`PostgreSQL did not start on port ${port} in ${data}: ${reason} More is in ${logFile}`);
}
