import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere } from './files.ts';
import { commandOf, isAlive } from './processes.ts';

/** What a running server writes into `postmaster.pid` of its data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

export function postmasterFile(data: string): string {
  return join(data, 'postmaster.pid');
}

export function readPostmaster(data: string): Postmaster | undefined {
  const lines = readIfThere(postmasterFile(data))?.split('\n');
  const pid = Number(lines?.[0]);
  if (lines === undefined || !Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** Whether the process is alive and is the server of this folder: after a restart the number may be anybody's. */
export function serves(postmaster: Postmaster, data: string): boolean {
  if (!isAlive(postmaster.pid)) return false;
  const command = commandOf(postmaster.pid);
  return command === undefined || command.includes(realpathSync(data));
}
