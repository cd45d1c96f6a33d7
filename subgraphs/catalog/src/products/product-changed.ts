import { sendInOrder, type Transaction } from '@marketgraph/db';
import { inArray, sql } from 'drizzle-orm';
import type { WriteDeps } from '../deps.ts';
import { lockProducts } from '../locks.ts';
import { figuresOf, followFigures } from '../search/index/follow-figures.ts';
import { indexProducts } from '../search/index/index-products.ts';
import { stockLevels } from '../stock/stock.tables.ts';
import { variants } from '../variants/variant.tables.ts';
import { products } from './product.tables.ts';
import { refreshListing } from './refresh-listing.ts';

export interface ProductChange {
  /**
   * `all`: anything may have changed; the caller has locked the vendors first (`lockVendors`). `stock`: only how much there
   * is, and what was sold: text, prices and whether the public sees the product are as before.
   */
  readonly scope: 'all' | 'stock';
  /** Sold, or called off where below zero, by product. */
  readonly sales?: ReadonlyMap<string, number>;
}

/**
 * Called by every command after it has changed products, their variants or their stock, in the same transaction. Keeps
 * what lists, search and filters read without adding anything up: prices from and to, how much there is, whether a product
 * is for sale, whether the public sees it. Answers the products that stock has taken off sale or put on it again.
 *
 * The products are locked in a statement of their own, sent together with the next: that one then sees what others had
 * committed while the first waited. In one statement the sums would be those of its beginning, and the last of two writers
 * would lose the other's.
 */
export async function productChanged(tx: Transaction, deps: WriteDeps, productIds: readonly string[], { scope, sales }: ProductChange): Promise<string[]> {
  if (productIds.length === 0) return [];
  const [before, after] = await sendInOrder(
    () => lockProducts(tx, productIds),
    () => refreshFigures(tx, productIds, sales ?? new Map()),
  );
  if (scope === 'all') {
    await refreshListing(tx, deps, productIds);
    await indexProducts(tx, productIds);
  }
  return after.filter(({ id, status }) => before.get(id) !== status).map(({ id }) => id);
}

/** The status follows the stock as `statusWithStock` says; a test compares the two. A product that is gone keeps its last figures. */
async function refreshFigures(tx: Transaction, productIds: readonly string[], sales: ReadonlyMap<string, number>): Promise<{ id: string; status: string }[]> {
  const sold = JSON.stringify(Object.fromEntries(sales));
  return tx.execute<{ id: string; status: string }>(sql`
    with refreshed as (update ${products} as p set
      min_price = figures.min_price,
      max_price = figures.max_price,
      available_total = figures.available,
      in_stock = figures.available > 0,
      sales_count = greatest(0, p.sales_count + coalesce((${sold}::text::jsonb ->> p.id::text)::integer, 0)),
      status = case
        when p.status = 'ACTIVE' and figures.available = 0 then 'OUT_OF_STOCK'
        when p.status = 'OUT_OF_STOCK' and figures.available > 0 then 'ACTIVE'
        else p.status
      end
    from (
      select v.product_id, min(v.price) as min_price, max(v.price) as max_price, sum(l.quantity - l.reserved)::integer as available
      from ${variants} as v join ${stockLevels} as l on l.variant_id = v.id
      where ${inArray(sql`v.product_id`, [...productIds])} and v.deleted_at is null
      group by v.product_id
    ) as figures
    where p.id = figures.product_id
    returning p.id, p.status, ${figuresOf('p')}), followed as (${followFigures('refreshed')})
    select id, status from refreshed`);
}
