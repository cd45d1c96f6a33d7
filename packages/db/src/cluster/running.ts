import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../types.ts';
import { ClusterError } from './cluster-error.ts';
import { postmasterFile, readPostmaster, serves, type Postmaster } from './postmaster-file.ts';
import { isAlive } from './processes.ts';

const PATIENCE_MS = 30_000;
const POLL_MS = 50;

/** The server of this folder if it is running, whoever started it: one that is starting or stopping is waited for. */
export async function findRunning(data: string, wantedPort: number | undefined, log: Log): Promise<Postmaster | undefined> {
  for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
    const postmaster = readPostmaster(data);
    if (postmaster === undefined) return undefined;
    if (!serves(postmaster, data)) {
      removeStale(postmaster, data);
      return undefined;
    }
    if (postmaster.ready) {
      requirePort(postmaster, wantedPort, data);
      log.info({ port: postmaster.port, pid: postmaster.pid, data }, 'PostgreSQL was running already');
      return postmaster;
    }
    await delay(POLL_MS);
  }
  const pid = readPostmaster(data)?.pid ?? 'unknown';
  throw new ClusterError(
    `The PostgreSQL of ${data} (process ${pid}) is running but neither gets ready nor ends. Look into its log beside that folder; if it hangs, end that process ("kill -QUIT ${pid}") and start again.`,
  );
}

/**
 * A file whose number now belongs to a stranger stops PostgreSQL from starting, since it only asks whether the number is
 * alive. One whose process is dead stays: PostgreSQL itself looks for what is left of that process and then removes it.
 */
function removeStale(postmaster: Postmaster, data: string): void {
  if (isAlive(postmaster.pid)) rmSync(postmasterFile(data), { force: true });
}

function requirePort(postmaster: Postmaster, wanted: number | undefined, data: string): void {
  if (wanted === undefined || wanted === postmaster.port) return;
  throw new ClusterError(
    `The PostgreSQL of ${data} is running already, on port ${postmaster.port} instead of ${wanted}. Stop it ("kill -INT ${postmaster.pid}") to have it started on the other port, or ask for ${postmaster.port}.`,
  );
}
