import { ensureDatabase, migrate, type Log, type MigrationSet } from '@marketgraph/db';

/** Creates the database where it is missing and brings it up to date. Safe while other processes do the same. */
export async function prepareDatabase(url: string, migrations: MigrationSet, log: Log): Promise<void> {
  await ensureDatabase(url);
  await migrate({ url, sets: [migrations], log });
}
