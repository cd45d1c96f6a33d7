import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, errorCode, type Database } from '@marketgraph/db';
import { createLogger, type Logger } from '@marketgraph/server';
import { sql } from 'drizzle-orm';
import { openDatabases } from '../platform/databases.ts';
import type { Settings } from '../settings.ts';

const NO_SUCH_DATABASE = '3D000';

/**
 * Work on identity's database beside the graph, whether the marketplace runs or not. One that was never started is left
 * alone: the demo is written into empty databases only. A `DATABASE_URL` that names identity's own database, as its
 * process has it, is taken as it is.
 */
export async function withIdentity<Answer>(settings: Settings, work: (db: Database, log: Logger) => Promise<Answer>): Promise<Answer> {
  const { dataDir, databaseUrl } = settings;
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'postgres'))) throw new Error(`There is no marketplace in ${dataDir}. Start it once: npm start`);
  const log = createLogger({ name: 'marketgraph', level: 'warn', pretty: process.stdout.isTTY });
  const databases = await openDatabases({ dataDir, databaseUrl, log });
  const isItsOwn = databaseUrl !== undefined && new URL(databaseUrl).pathname.endsWith('_identity');
  const db = createDatabase({ url: isItsOwn ? databaseUrl : databases.url('identity'), maxConnections: 2 });
  try {
    if (!(await isThere(db))) throw new Error('There is no marketplace in this database yet. Start it once.');
    return await work(db, log);
  } finally {
    await db.close();
    await databases.stop();
  }
}

async function isThere(db: Database): Promise<boolean> {
  try {
    const [row] = await db.reader.execute<{ there: boolean }>(sql`select to_regclass('signing_keys') is not null as there`);
    return row?.there === true;
  } catch (error) {
    if (errorCode(error) === NO_SUCH_DATABASE) return false;
    throw error;
  }
}
