import { busMigrations } from '@marketgraph/bus';
import type { Database } from '@marketgraph/db';
import { SUBGRAPHS, type SubgraphName } from '@marketgraph/kernel';
import { createTestDatabase, type TestDatabase } from '@marketgraph/testing';
import type { Databases } from '../../src/platform/databases.ts';
import { MODULES } from '../../src/platform/modules.ts';

export interface TestDatabases extends Databases {
  /** The test's own connection to a subgraph's database, beside the subgraph's. */
  of(name: SubgraphName | 'bus'): Database;
  readonly all: readonly Database[];
}

/** Seven databases of this file's own, copied from templates that already have all migrations. */
export async function createTestDatabases(): Promise<TestDatabases> {
  const entries = await Promise.all([
    ...MODULES.map(async ({ name, migrations }): Promise<[string, TestDatabase]> => [name, await createTestDatabase(name, [migrations])]),
    createTestDatabase('bus', [busMigrations]).then((database): [string, TestDatabase] => ['bus', database]),
  ]);
  const databases = new Map(entries);
  const named = (name: SubgraphName | 'bus'): TestDatabase => {
    const found = databases.get(name);
    if (found === undefined) throw new Error(`no database for ${name}`);
    return found;
  };
  return {
    embedded: false,
    url: (name) => named(name).url,
    of: (name) => named(name).db,
    all: SUBGRAPHS.map((name) => named(name).db),
    stop: async () => {
      await Promise.all([...databases.values()].map((database) => database.drop()));
    },
  };
}
