import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

export interface MigrationSet {
  /** Whose tables they are: the subgraph's name, or `platform`. */
  namespace: string;
  /** Holds `0001_what.sql`, `0002_….sql` and nothing else. */
  directory: string | URL;
}

export interface MigrationFile {
  readonly namespace: string;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
  /** False for a file that begins with `-- no-transaction`: `create index concurrently` refuses to run in one. */
  readonly transactional: boolean;
}

const FILE_NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;
const PLATFORM: MigrationSet = { namespace: 'platform', directory: new URL('../migrations/', import.meta.url) };

/** Files of all sets in the order they are applied, those every database needs first. */
export function readMigrations(sets: readonly MigrationSet[]): MigrationFile[] {
  return [PLATFORM, ...sets].flatMap(readSet);
}

/** The same for the same files: names a template database in tests. */
export function checksumOfSets(sets: readonly MigrationSet[]): string {
  const text = readMigrations(sets).map((file) => `${file.namespace}/${file.name} ${file.checksum}`);
  return sha256(text.join('\n'));
}

function readSet({ namespace, directory }: MigrationSet): MigrationFile[] {
  const folder = directory instanceof URL ? fileURLToPath(directory) : directory;
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql')).toSorted();
  const numbers = names.map((name) => FILE_NAME.exec(name)?.[1]);
  if (numbers.includes(undefined)) throw new Error(`${folder}: migrations are named 0001_what_it_does.sql, found ${names.join(', ')}`);
  if (new Set(numbers).size < names.length) throw new Error(`${folder}: two migrations have the same number: ${names.join(', ')}`);
  return names.map((name) => {
    // A checkout on Windows may have changed the line ends; that is not another migration.
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return { namespace, name, sql, checksum: sha256(sql), transactional: !sql.startsWith('-- no-transaction') };
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
