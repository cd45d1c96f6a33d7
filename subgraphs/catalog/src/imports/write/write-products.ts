import { insertRows, type Transaction } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import type { WriteDeps } from '../../deps.ts';
import { products } from '../../products/product.tables.ts';
import { freeSlugs } from './free-slugs.ts';
import type { ImportOwner, PlacedPlan } from './write.types.ts';

/** Stores the products that are new. */
export async function insertProducts(tx: Transaction, deps: WriteDeps, { vendorId, currency }: ImportOwner, placed: readonly PlacedPlan[]): Promise<void> {
  const fresh = placed.filter(({ plan }) => plan.present === null);
  const slugs = await freeSlugs(tx, vendorId, fresh.map(({ plan }) => plan.statement.handle));
  const now = deps.clock.now();
  const rows = fresh.map(({ plan: { statement, columns, status }, productId }) => ({
    ...columns,
    tags: [...columns.tags],
    optionNames: [...columns.optionNames],
    id: productId,
    vendorId,
    currency,
    handle: statement.handle,
    slug: slugs.get(statement.handle) ?? statement.handle,
    status: status ?? ('DRAFT' as const),
    createdAt: now,
    updatedAt: now,
  }));
  await insertRows(tx, products, rows);
}

/** What is not about the product itself: its variants have versions of their own. */
const OF_VARIANTS = ['variants', 'price'];

/** Writes what the file says of products that are there, as an edit: an open form is stale afterwards. The products are locked. */
export async function updateProducts(tx: Transaction, deps: WriteDeps, placed: readonly PlacedPlan[]): Promise<void> {
  const rows = placed
    .filter(({ plan }) => plan.present !== null && plan.changed.some((name) => !OF_VARIANTS.includes(name)))
    .map(({ plan: { columns, status }, productId }) => ({
      id: productId,
      title: columns.title,
      description: columns.description,
      seo_title: columns.seoTitle,
      seo_description: columns.seoDescription,
      product_type: columns.productType,
      brand: columns.brand,
      category_id: columns.categoryId,
      tags: columns.tags,
      option_names: columns.optionNames,
      status,
    }));
  if (rows.length === 0) return;
  // The status is written only where the file moves it: the stock may have changed it since the product was read.
  await tx.execute(sql`
    update ${products} as p set
      title = given.title, description = given.description, seo_title = given.seo_title, seo_description = given.seo_description,
      product_type = given.product_type, brand = given.brand, category_id = given.category_id, tags = given.tags, option_names = given.option_names,
      status = coalesce(given.status, p.status), edit_version = p.edit_version + 1, updated_at = ${deps.clock.now().toISOString()}::timestamptz
    from jsonb_populate_recordset(null::${products}, ${JSON.stringify(rows)}::text::jsonb) as given where p.id = given.id`);
}
