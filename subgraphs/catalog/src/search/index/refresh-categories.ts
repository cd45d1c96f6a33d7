import type { Database } from '@marketgraph/db';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { categories } from '../../categories/category.tables.ts';
import { lockProducts } from '../../locks.ts';
import { products } from '../../products/product.tables.ts';
import { searchCategories } from '../search.tables.ts';
import { indexProducts } from './index-products.ts';
import { trailOf } from './trail.ts';

const BATCH = 200;

interface StaleCategory {
  readonly id: string;
  readonly trail: string;
}

/**
 * Products are found by the names of their category and of those above it. Where one was renamed or moved, there may be a
 * hundred thousand of them: too many for the transaction that renames. So a sweeper calls this, which compares the names
 * with those that were indexed and works through the products in small transactions. After the migration that brings the
 * index no category is indexed, and this indexes all there is. Answers how many products it has looked at.
 */
export async function refreshCategories(db: Database): Promise<number> {
  let seen = 0;
  for (const { id, trail } of await readStale(db)) {
    seen += await indexCategory(db, id);
    await db.transaction((tx) => tx.insert(searchCategories).values({ categoryId: id, trail }).onConflictDoUpdate({ target: searchCategories.categoryId, set: { trail } }));
  }
  return seen;
}

async function readStale(db: Database): Promise<readonly StaleCategory[]> {
  return db.reader.execute<Record<string, unknown> & StaleCategory>(sql`
    select c.id, now.trail from ${categories} as c
    cross join lateral (select ${trailOf('c')} as trail) as now
    left join ${searchCategories} as s on s.category_id = c.id
    where s.trail is distinct from now.trail order by c.id`);
}

async function indexCategory(db: Database, categoryId: string): Promise<number> {
  let after: string | undefined;
  for (let seen = 0; ; ) {
    const batch = await db.reader
      .select({ id: products.id })
      .from(products)
      .where(and(eq(products.countedCategoryId, categoryId), after === undefined ? undefined : gt(products.id, after)))
      .orderBy(asc(products.id))
      .limit(BATCH);
    const ids = batch.map(({ id }) => id);
    await indexLocked(db, ids);
    after = ids.at(-1);
    seen += ids.length;
    if (ids.length < BATCH) return seen;
  }
}

/** For products that nobody is changing in this transaction. */
export async function indexLocked(db: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.transaction(async (tx) => {
    await lockProducts(tx, ids);
    await indexProducts(tx, ids);
  });
}
