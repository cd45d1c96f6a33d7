import { lockRows, type Transaction } from '@marketgraph/db';
import { asc, inArray } from 'drizzle-orm';
import { categories } from './categories/category.tables.ts';
import { products, type ProductRow } from './products/product.tables.ts';
import { stockLevels } from './stock/stock.tables.ts';
import { vendors } from './vendors/vendor.tables.ts';

/*
 * The order in which this subgraph locks. Whoever needs rows of several of these takes them from top to bottom, rows of
 * one table in order of id; then two transactions may wait for each other, and never in a circle.
 *
 *   idempotency, reservations, stock_returns    the key of what is done
 *   vendors                                     what decides whether products are public
 *   stock_levels                                how much there is
 *   products, then their variants               what depends on it
 *   category_tree, then categories
 *   aggregate_versions, then live_topics        events, last of all, each kind in one statement
 *
 * Stock comes before products because a reservation, which is what there is most of, needs no product before it knows
 * whether there is enough.
 */

/** First in whatever creates a product, or changes whether one is public: a vendor's status then stands still meanwhile. */
export async function lockVendors(tx: Transaction, ids: readonly string[]): Promise<void> {
  await lockRows(tx, vendors, ids);
}

/** All levels of the variants. Levels are locked by their own ids, looked up in the same statement. */
export async function lockLevels(tx: Transaction, variantIds: readonly string[]): Promise<void> {
  if (variantIds.length === 0) return;
  await tx
    .select({ id: stockLevels.id })
    .from(stockLevels)
    .where(inArray(stockLevels.variantId, [...new Set(variantIds)]))
    .orderBy(asc(stockLevels.id))
    .for('update');
}

/** Answers what their statuses are, now that nobody else can change them. */
export async function lockProducts(tx: Transaction, ids: readonly string[]): Promise<Map<string, ProductRow['status']>> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return new Map();
  const rows = await tx.select({ id: products.id, status: products.status }).from(products).where(inArray(products.id, distinct)).orderBy(asc(products.id)).for('update');
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/**
 * For their counts alone. Weaker than `lockRows`, since every transaction that stores a product holds a key lock on its
 * category by the foreign key: two of them wanting the full lock after that would wait for each other for ever.
 */
export async function lockCategoryCounts(tx: Transaction, ids: readonly string[]): Promise<void> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return;
  await tx.select({ id: categories.id }).from(categories).where(inArray(categories.id, distinct)).orderBy(asc(categories.id)).for('no key update');
}
