import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../types.ts';
import type { Account } from './account.ts';
import { readPostmaster, serves, type Postmaster } from './postmaster-file.ts';

interface Shutdown {
  mode: string;
  signal: NodeJS.Signals;
  patienceMs: number;
}

const FAST: Shutdown = { mode: 'fast', signal: 'SIGINT', patienceMs: 20_000 };
const IMMEDIATE: Shutdown = { mode: 'immediate', signal: 'SIGQUIT', patienceMs: 5_000 };
const POLL_MS = 20;

/** Fast shutdown: open transactions are rolled back and everything is written. Only if that hangs, the hard way. */
export async function stopServer(account: Account, data: string, log: Log): Promise<void> {
  const postmaster = readPostmaster(data);
  if (postmaster === undefined) return;
  if (await end(account, data, postmaster, FAST)) return;
  log.warn({ data, pid: postmaster.pid }, 'PostgreSQL does not stop; its next start will recover from its log');
  await end(account, data, postmaster, IMMEDIATE);
}

async function end(account: Account, data: string, postmaster: Postmaster, { mode, signal, patienceMs }: Shutdown): Promise<boolean> {
  for (let waited = 0; serves(postmaster, data); waited += POLL_MS) {
    if (waited >= patienceMs) return false;
    // Windows knows no signals; pg_ctl uses a named pipe instead.
    if (waited === 0 && process.platform === 'win32') spawnSync(account.binaries.pgCtl, ['stop', '-D', data, '-m', mode, '--no-wait']);
    else if (waited === 0) process.kill(postmaster.pid, signal);
    await delay(POLL_MS);
  }
  return true;
}
