import { createDatabase, type Database, type MigrationSet } from '@marketgraph/db';
import { busMigrations } from '@marketgraph/bus';
import { createTestDatabase as cloneDatabase } from '@marketgraph/testing';

export interface TestDatabase {
  readonly url: string;
  /** A pool of its own on it, as another process would have. */
  connect(): Database;
  drop(): Promise<void>;
}

/** With the platform's tables and those of `sets`. */
export async function createTestDatabase(namespace = 'platform', sets: readonly MigrationSet[] = []): Promise<TestDatabase> {
  const clone = await cloneDatabase(namespace, sets);
  const pools: Database[] = [];
  return {
    url: clone.url,
    connect: () => {
      const pool = createDatabase({ url: clone.url, maxConnections: 5 });
      pools.push(pool);
      return pool;
    },
    drop: async () => {
      await Promise.all(pools.map((pool) => pool.close()));
      await clone.drop();
    },
  };
}

export const createQueueDatabase = () => createTestDatabase('bus', [busMigrations]);
