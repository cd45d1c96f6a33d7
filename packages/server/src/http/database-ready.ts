import type { Database } from '@marketgraph/db';
import { sql } from 'drizzle-orm';

/** For `ready` of a subgraph: rejects while its database does not answer. */
export async function databaseReady(db: Database): Promise<void> {
  await db.reader.execute(sql`select 1`);
}
