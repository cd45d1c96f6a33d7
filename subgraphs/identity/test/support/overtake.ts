import type { Transaction } from '@marketgraph/db';
import { waitFor } from '@marketgraph/testing';
import { sql } from 'drizzle-orm';
import type { Harness } from './harness.ts';

/**
 * Makes a race happen: `change` is written but not committed, `request` starts and runs until it waits for it, and only
 * then is `change` committed. Answers what `request` came to.
 */
export async function overtake<T>({ deps }: Harness, change: (tx: Transaction) => Promise<unknown>, request: () => Promise<T>): Promise<T> {
  let requested: Promise<T> | undefined;
  await deps.db.transaction(async (tx) => {
    await change(tx);
    requested = request();
    await waitFor(
      async () => {
        const rows = await deps.db.reader.execute(sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
        return rows.length > 0;
      },
      { what: 'a request that waits' },
    );
  });
  if (requested === undefined) throw new Error('the request was not made');
  return requested;
}
