import { join } from 'node:path';
import { createCluster, withDatabase, type Log } from '@marketgraph/db';
import { SUBGRAPHS, type SubgraphName } from '@marketgraph/kernel';

/** Where the seven databases are. */
export interface Databases {
  /** Of a subgraph, or of the events' queues. */
  url(name: SubgraphName | 'bus'): string;
  /** Whether the server is our own embedded one. */
  readonly embedded: boolean;
  stop(): Promise<void>;
}

export interface DatabasesOptions {
  readonly dataDir: string;
  /** Any PostgreSQL 15 or later; without it, one is embedded and keeps its data below `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly log: Log;
}

export const DATABASE_NAMES = [...SUBGRAPHS, 'bus'] as const;

/** One database per subgraph, `marketgraph_<name>`, and one for the events' queues. A URL's own database name becomes the prefix. */
export async function openDatabases({ dataDir, databaseUrl, log }: DatabasesOptions): Promise<Databases> {
  if (databaseUrl !== undefined) {
    const given = new URL(databaseUrl).pathname.slice(1);
    const prefix = given === '' || given === 'postgres' ? 'marketgraph' : decodeURIComponent(given);
    return { embedded: false, url: (name) => withDatabase(databaseUrl, `${prefix}_${name}`), stop: () => Promise.resolve() };
  }
  const cluster = await createCluster({ dir: join(dataDir, 'postgres'), log });
  return { embedded: true, url: (name) => cluster.url(`marketgraph_${name}`), stop: () => cluster.stop() };
}
