import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../types.ts';
import { chooseAccount, type Account, type AsRoot } from './account.ts';
import { findBinaries } from './binaries.ts';
import { ClusterError } from './cluster-error.ts';
import { prepareData } from './prepare-data.ts';
import { claim, ownerElsewhere, release } from './owner.ts';
import { isFree, keepPort, keptOrFreePort } from './port.ts';
import { findRunning } from './running.ts';
import { withStartLock } from './start-lock.ts';
import { startServer } from './start-server.ts';
import { stopServer } from './stop-server.ts';

export interface ClusterOptions {
  /** Holds the server's data, port and log. Created when missing. */
  dir: string;
  log: Log;
  /** Without it a free one is chosen at the first start and kept. */
  port?: number | undefined;
  /** For tests: nothing is flushed to disk, and `stop` removes the folder. */
  temporary?: boolean | undefined;
  asRoot?: AsRoot | undefined;
}

export interface Cluster {
  readonly port: number;
  /** Of the server's main process. */
  readonly pid: number;
  url(database: string): string;
  /**
   * Fast shutdown, for the process that started or took over the server. Another one that found it in use by a living
   * process (a command beside a running marketplace) leaves it alone.
   */
  stop(): Promise<void>;
}

const ATTEMPTS = 3;

/**
 * PostgreSQL from npm, supervised: started when it is not running, taken over when a killed process left it running,
 * listening on this machine only, with everything in one folder. Mistakes a person can mend come as {@link ClusterError}.
 */
export async function createCluster(options: ClusterOptions): Promise<Cluster> {
  const { log, temporary = false } = options;
  const binaries = await findBinaries();
  mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  const account = chooseAccount(realpathSync(options.dir), binaries, options.asRoot);
  const data = join(account.base, 'data');
  const { port, pid, shared } = await withStartLock(account.base, async () => {
    const running = await findRunning(data, options.port, log);
    if (running === undefined) await prepareData(account, data, temporary);
    const { port, pid } = running ?? (await start(account, { data, temporary, log, port: options.port }));
    const shared = running !== undefined && ownerElsewhere(account.base);
    if (!shared) claim(account.base);
    return { port, pid, shared };
  });
  return {
    port,
    pid,
    url: (database) => `postgres://postgres@127.0.0.1:${port}/${encodeURIComponent(database)}`,
    stop: async () => {
      if (shared) return;
      await stopServer(account, data, log);
      release(account.base);
      if (!temporary) return;
      for (const folder of [account.base, options.dir]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Start {
  data: string;
  temporary: boolean;
  log: Log;
  port: number | undefined;
}

async function start(account: Account, { data, temporary, log, port: wanted }: Start): Promise<{ port: number; pid: number }> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (wanted !== undefined && !(await isFree(wanted))) break;
    const port = wanted ?? (await keptOrFreePort(account.base));
    const started = await startServer(account, { data, port, temporary });
    if (started === undefined) continue;
    keepPort(account.base, port);
    log.info({ port, pid: started.pid, data }, 'PostgreSQL started');
    return { port, pid: started.pid };
  }
  throw new ClusterError(
    wanted === undefined
      ? `PostgreSQL found no free port on 127.0.0.1 in ${ATTEMPTS} attempts. Give it one, or look for what takes every port of this machine.`
      : `Port ${wanted} on 127.0.0.1 is taken by another program, so PostgreSQL cannot listen there. Stop that program, choose another port, or choose none to have a free one found.`,
  );
}
