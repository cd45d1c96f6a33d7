import type { Database } from '@marketgraph/db';
import { and, asc, eq, gt, notExists, sql } from 'drizzle-orm';
import { categories } from '../../categories/category.tables.ts';
import { products } from '../../products/product.tables.ts';
import { searchCategories, searchDocuments, searchWordChanges, searchWords } from '../search.tables.ts';
import { isCounted, wordsOf } from './counted-words.ts';
import { foldWords, lockWords } from './fold-words.ts';
import { indexLocked } from './refresh-categories.ts';
import { trailOf } from './trail.ts';

const BATCH = 500;

/**
 * Makes the index what the products are, from any state it may be in: after a load that went past the commands, or a
 * change of how texts are read. In batches, each a transaction, while everybody searches and sells; what is right already
 * is not written. Answers how many listed products there are.
 */
export async function rebuildSearchIndex(db: Database): Promise<number> {
  const trails = sql`select c.id, ${trailOf('c')} from ${categories} as c`;
  await db.transaction((tx) =>
    tx.execute(sql`
      insert into ${searchCategories} as s (category_id, trail) ${trails}
      on conflict (category_id) do update set trail = excluded.trail where s.trail <> excluded.trail`),
  );
  const listed = await inBatches(db, (after) =>
    db.reader
      .select({ id: products.id })
      .from(products)
      .where(and(sql`${products.listed}`, after === undefined ? undefined : gt(products.id, after)))
      .orderBy(asc(products.id))
      .limit(BATCH),
  );
  const isListed = db.reader.select({ one: sql`1` }).from(products).where(and(eq(products.id, searchDocuments.productId), sql`${products.listed}`));
  await inBatches(db, (after) =>
    db.reader
      .select({ id: searchDocuments.productId })
      .from(searchDocuments)
      .where(and(sql`${searchDocuments.listed}`, notExists(isListed), after === undefined ? undefined : gt(searchDocuments.productId, after)))
      .orderBy(asc(searchDocuments.productId))
      .limit(BATCH),
  );
  await foldWords(db);
  await countWords(db);
  return listed;
}

async function inBatches(db: Database, read: (after: string | undefined) => Promise<{ id: string }[]>): Promise<number> {
  let after: string | undefined;
  for (let count = 0; ; ) {
    const ids = (await read(after)).map(({ id }) => id);
    await indexLocked(db, ids);
    after = ids.at(-1);
    count += ids.length;
    if (ids.length < BATCH) return count;
  }
}

/**
 * Counts all documents anew, in one statement and so at one moment. Changes that wait then will be added once more, so they
 * are taken off here.
 */
async function countWords(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await lockWords(tx);
    await tx.execute(sql`
      with counted as (
        select word, sum(uses) as uses from (
          select ${wordsOf('d')} as word, 1 as uses from ${searchDocuments} as d where listed
          union all
          select word, -delta from ${searchWordChanges}
        ) as each where ${isCounted('word')} group by word having sum(uses) <> 0
      ), gone as (
        delete from ${searchWords} as w where not exists (select from counted as c where c.word = w.word)
      )
      insert into ${searchWords} as w (word, uses) select word, uses from counted
      on conflict (word) do update set uses = excluded.uses where w.uses <> excluded.uses`);
  });
}
