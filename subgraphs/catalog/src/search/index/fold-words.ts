import type { Database, Transaction } from '@marketgraph/db';
import { asc, inArray, lte, sql } from 'drizzle-orm';
import { searchWordChanges, searchWords } from '../search.tables.ts';

const BATCH = 20_000;

/** Adds the changes up. Called by a sweeper; whoever looks words up in between counts the changes that wait as well. */
export async function foldWords(db: Database): Promise<number> {
  let folded = 0;
  for (;;) {
    const count = await db.transaction(foldBatch);
    folded += count;
    if (count < BATCH) return folded;
  }
}

async function foldBatch(tx: Transaction): Promise<number> {
  await lockWords(tx);
  const oldest = tx.select({ id: searchWordChanges.id }).from(searchWordChanges).orderBy(asc(searchWordChanges.id)).limit(BATCH);
  const [row] = await tx.execute<{ taken: number }>(sql`
    with taken as (
      delete from ${searchWordChanges} where ${inArray(sql`id`, oldest)} returning word, delta
    ), added as (
      insert into ${searchWords} as w (word, uses)
      select word, sum(delta) from taken group by word having sum(delta) <> 0
      on conflict (word) do update set uses = w.uses + excluded.uses
    )
    select count(*)::integer as taken from taken`);
  const taken = row?.taken ?? 0;
  if (taken > 0) await tx.delete(searchWords).where(lte(searchWords.uses, 0));
  return taken;
}

/** Only the sweeper and repairs write `search_words`, one at a time. */
export async function lockWords(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('catalog.search.words'))`);
}
