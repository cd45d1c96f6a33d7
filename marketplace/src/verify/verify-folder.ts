import { createDatabase, type Database } from '@marketgraph/db';
import type { SubgraphName } from '@marketgraph/kernel';
import { createLogger } from '@marketgraph/server';
import { openDatabases } from '../platform/databases.ts';
import { verifyMarketplace, type Breach } from './verify-marketplace.ts';

/** The marketplace of a folder, or of a PostgreSQL server, running or not. */
export async function verifyFolder(dataDir: string, databaseUrl?: string): Promise<Breach[]> {
  const log = createLogger({ name: 'marketgraph', level: 'warn', pretty: process.stdout.isTTY });
  const databases = await openDatabases({ dataDir, databaseUrl, log });
  const open = (name: SubgraphName): Database => createDatabase({ url: databases.url(name), maxConnections: 2 });
  const [commerce, catalog] = [open('commerce'), open('catalog')];
  try {
    return await verifyMarketplace({ commerce, catalog });
  } finally {
    await Promise.all([commerce.close(), catalog.close()]);
    await databases.stop();
  }
}
