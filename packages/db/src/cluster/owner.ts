import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, replaceFile } from './files.ts';
import { isAlive } from './processes.ts';

/** The process that will stop the server. Kept in a file, so that one that joins later knows that it must not. */
export function claim(base: string): void {
  replaceFile(fileIn(base), `${process.pid}\n`);
}

export function release(base: string): void {
  rmSync(fileIn(base), { force: true });
}

/** Whether a living process other than this one will stop the server. */
export function ownerElsewhere(base: string): boolean {
  const pid = Number(readIfThere(fileIn(base)));
  return Number.isInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid);
}

function fileIn(base: string): string {
  return join(base, 'owner');
}
