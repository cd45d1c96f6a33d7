import { rowsOf, type Transaction } from '@marketgraph/db';
import { eq, inArray, sql } from 'drizzle-orm';
import { categories } from '../categories/category.tables.ts';
import type { WriteDeps } from '../deps.ts';
import { lockCategoryCounts } from '../locks.ts';
import { vendors } from '../vendors/vendor.tables.ts';
import { isOnSale } from './product-status.rules.ts';
import { products } from './product.tables.ts';

interface Recount {
  readonly id: string;
  readonly vendorId: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Whether the public sees each product, and with it how many public products its vendor and its category count. Vendors
 * and products are locked: neither can change between reading and writing.
 */
export async function refreshListing(tx: Transaction, deps: WriteDeps, productIds: readonly string[]): Promise<void> {
  const changed = (await readRecounts(tx, productIds)).filter(({ before, after }) => before !== after);
  if (changed.length === 0) return;
  const rows = changed.map(({ id, after }) => ({ id, category_id: after }));
  await tx.execute(sql`
    update ${products} as p set
      listed = given.category_id is not null,
      counted_category_id = given.category_id,
      published_at = case when given.category_id is null then p.published_at else coalesce(p.published_at, ${deps.clock.now().toISOString()}::timestamptz) end
    from ${rowsOf(rows, 'id uuid, category_id uuid')} where p.id = given.id`);
  await countCategories(tx, changed);
  await countVendors(tx, changed);
}

async function readRecounts(tx: Transaction, productIds: readonly string[]): Promise<Recount[]> {
  const rows = await tx
    .select({
      id: products.id,
      vendorId: products.vendorId,
      before: products.countedCategoryId,
      categoryId: products.categoryId,
      status: products.status,
      deletedAt: products.deletedAt,
      vendorStatus: vendors.status,
    })
    .from(products)
    .innerJoin(vendors, eq(vendors.id, products.vendorId))
    .where(inArray(products.id, [...productIds]));
  return rows.map(({ id, vendorId, before, categoryId, status, deletedAt, vendorStatus }) => {
    const isPublic = deletedAt === null && isOnSale(status) && vendorStatus === 'APPROVED';
    return { id, vendorId, before, after: isPublic ? categoryId : null };
  });
}

async function countCategories(tx: Transaction, changed: readonly Recount[]): Promise<void> {
  const deltas = tally(changed.flatMap(({ before, after }) => [...entry(before, -1), ...entry(after, 1)]));
  await lockCategoryCounts(tx, deltas.map(({ id }) => id));
  await tx.execute(sql`
    update ${categories} as c set listed_products = c.listed_products + given.delta
    from ${rowsOf(deltas, 'id uuid, delta integer')} where c.id = given.id`);
}

async function countVendors(tx: Transaction, changed: readonly Recount[]): Promise<void> {
  const deltas = tally(changed.flatMap(({ vendorId, before, after }) => entry(vendorId, Number(after !== null) - Number(before !== null))));
  await tx.execute(sql`
    update ${vendors} as v set listed_products = v.listed_products + given.delta
    from ${rowsOf(deltas, 'id uuid, delta integer')} where v.id = given.id`);
}

type Entry = readonly [id: string, delta: number];

function entry(id: string | null, delta: number): Entry[] {
  return id === null ? [] : [[id, delta]];
}

function tally(entries: readonly Entry[]): { id: string; delta: number }[] {
  const sums = new Map<string, number>();
  for (const [id, delta] of entries) sums.set(id, (sums.get(id) ?? 0) + delta);
  return [...sums].filter(([, delta]) => delta !== 0).map(([id, delta]) => ({ id, delta }));
}
