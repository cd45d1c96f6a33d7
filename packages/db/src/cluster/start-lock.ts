import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ClusterError } from './cluster-error.ts';
import { readIfThere } from './files.ts';
import { isAlive } from './processes.ts';

const PATIENCE_MS = 30_000;
const POLL_MS = 50;

/** One process at a time prepares and starts the server of a folder; the others wait and then find it running. */
export async function withStartLock<T>(base: string, work: () => Promise<T>): Promise<T> {
  const file = join(base, 'starting');
  for (let waited = 0; !take(file); waited += POLL_MS) {
    const holder = readHolder(file);
    // Our own number in a file that we have not written: a container gives the same numbers after every start.
    if (holder !== undefined && (holder === process.pid || !isAlive(holder))) rmSync(file, { force: true });
    else if (waited >= PATIENCE_MS) {
      throw new ClusterError(
        `Process ${holder ?? 'unknown'} has been starting the database in ${base} for ${PATIENCE_MS / 1_000} seconds. If it is not a Marketgraph of yours, remove the file ${file} and start again; otherwise wait for it or end it.`,
      );
    } else await delay(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** `undefined` while the file is being written or removed. */
function readHolder(file: string): number | undefined {
  const pid = Number(readIfThere(file));
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}
