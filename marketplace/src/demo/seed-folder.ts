import { busMigrations } from '@marketgraph/bus';
import { systemClock } from '@marketgraph/kernel';
import { createLogger } from '@marketgraph/server';
import { prepareDatabase } from '@marketgraph/service';
import { openDatabases } from '../platform/databases.ts';
import { MODULES } from '../platform/modules.ts';
import type { Sizes } from './dataset.ts';
import { seedDemo } from './seed.ts';

/** Fills the marketplace of a folder with as much as is wanted, without starting it; nothing happens where it is filled already. */
export async function seedFolder(dataDir: string, sizes: Sizes): Promise<void> {
  const log = createLogger({ name: 'marketgraph', level: 'warn' });
  const databases = await openDatabases({ dataDir, databaseUrl: undefined, log });
  try {
    await Promise.all([
      ...MODULES.map((module) => prepareDatabase(databases.url(module.name), module.migrations, log)),
      prepareDatabase(databases.url('bus'), busMigrations, log),
    ]);
    await seedDemo({ modules: MODULES, urlOf: (name) => databases.url(name), dataDir, clock: systemClock, log, sizes });
  } finally {
    await databases.stop();
  }
}
