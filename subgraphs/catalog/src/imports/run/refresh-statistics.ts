import type { Database } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import { productImages, products } from '../../products/product.tables.ts';
import { stockLevels } from '../../stock/stock.tables.ts';
import { variants } from '../../variants/variant.tables.ts';
import { importedQuantities, productImportRows } from '../import.tables.ts';

/*
 * A large import fills tables faster than the database counts them by itself, and until it has, it looks up products in
 * ways that are good for empty tables: 6,000 products took 61 s instead of 12.
 */

export async function refreshFileStatistics({ reader }: Database): Promise<void> {
  await reader.execute(sql`analyze ${productImportRows}`);
}

/** After 2, 4, 8, 16 … batches: each time the shop may have doubled. */
export async function refreshShopStatistics({ reader }: Database, batches: number): Promise<void> {
  if (batches < 2 || !Number.isInteger(Math.log2(batches))) return;
  await reader.execute(sql`analyze ${products}, ${variants}, ${productImages}, ${stockLevels}, ${importedQuantities}`);
}
