import { openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** `undefined` when there is no such file, or the process it told of has just ended. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return undefined;
    throw error;
  }
}

/** A new file instead of new content: what root wrote once, the owner of the folder can replace but not change. */
export function replaceFile(path: string, text: string): void {
  rmSync(path, { force: true });
  writeFileSync(path, text);
}

/** The same, open to be written, for its owner's eyes only. */
export function openNew(path: string): number {
  rmSync(path, { force: true });
  return openSync(path, 'wx', 0o600);
}
