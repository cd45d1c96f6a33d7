import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** One change: a value put under an id, or `null` where the id was deleted. */
export type JournalEntry = readonly [collection: string, id: string, value: unknown];

/** Append-only JSON lines; each line holds the changes that belong together. */
export interface Journal {
  append(entries: readonly JournalEntry[]): void;
  /** Replaces everything by `entries`, in one step. */
  rewrite(entries: readonly JournalEntry[]): void;
  close(): void;
}

/** Captured mail holds verification codes: nobody but the owner reads the file. */
const PRIVATE = 0o600;

/**
 * Reads `path` back into `onEntry` and opens it for appending. A last line without its line break is what a kill in the
 * middle of a write leaves: it was never acknowledged, so it is cut off. Anything else that cannot be read is refused.
 */
export function openJournal(path: string, owner: string, onEntry: (entry: JournalEntry) => void): Journal {
  const header = `${JSON.stringify({ journal: owner, format: 1 })}\n`;
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path)) writeFileSync(path, header, { mode: PRIVATE });
  else readBack(path, header, onEntry);
  let file = openSync(path, 'a', PRIVATE);
  let closed = false;
  return {
    append: (entries) => {
      // The descriptor's number may belong to another file by now.
      if (closed) throw new Error(`the journal ${path} is closed`);
      if (entries.length > 0) writeAll(file, encode(entries));
    },
    rewrite: (entries) => {
      const lines = entries.map((entry) => encode([entry])).join('');
      writeFileSync(`${path}.new`, header + lines, { mode: PRIVATE });
      closeSync(file);
      renameSync(`${path}.new`, path);
      file = openSync(path, 'a', PRIVATE);
    },
    close: () => {
      if (!closed) closeSync(file);
      closed = true;
    },
  };
}

function encode(entries: readonly JournalEntry[]): string {
  return `${JSON.stringify({ set: entries })}\n`;
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}

function readBack(path: string, header: string, onEntry: (entry: JournalEntry) => void): void {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf('\n') + 1;
  if (end < bytes.length) truncateSync(path, end);
  if (end === 0) {
    writeFileSync(path, header, { mode: PRIVATE });
    return;
  }
  const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
  if (`${lines[0]}\n` !== header) throw new Error(`${path} is not a journal of this sandbox: expected ${header.trim()}`);
  for (const [index, line] of lines.slice(1).entries()) {
    for (const entry of decode(line, `${path}:${index + 2}`)) onEntry(entry);
  }
}

function decode(line: string, place: string): JournalEntry[] {
  try {
    return (JSON.parse(line) as { set: JournalEntry[] }).set;
  } catch (error) {
    throw new Error(`the journal cannot be read at ${place}`, { cause: error });
  }
}
