import { rowsOf, type Reader } from '@marketgraph/db';
import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import type { FileRow } from '../file/product-statement.types.ts';
import { productImportRows } from '../import.tables.ts';

/** Rows of the products numbered above `after` up to `upTo`, product by product. */
export async function readBatch(reader: Reader, importId: string, { after, upTo }: { readonly after: number; readonly upTo: number }): Promise<FileRow[][]> {
  const ofImport = eq(productImportRows.importId, importId);
  const rows = await reader
    .select()
    .from(productImportRows)
    .where(and(ofImport, gt(productImportRows.productNumber, after), lte(productImportRows.productNumber, upTo)))
    .orderBy(asc(productImportRows.productNumber), asc(productImportRows.rowNumber));
  const firstRowOf = await readFirstRows(reader, importId, rows.flatMap(({ sku }) => sku ?? []));
  const byProduct = Map.groupBy(rows, ({ productNumber }) => productNumber);
  return [...byProduct.values()].map((list) =>
    list.map(({ rowNumber, handle, fields, problem, sku }) => ({ rowNumber, handle, fields, problem, firstRowOfSku: sku === null ? null : (firstRowOf.get(sku) ?? null) })),
  );
}

/**
 * The first row of the file that has each SKU. Looked up one by one within the statement: the rows have come in just now,
 * so the planner knows nothing of them and would rather read them all.
 */
async function readFirstRows(reader: Reader, importId: string, skus: readonly string[]): Promise<Map<string, number>> {
  if (skus.length === 0) return new Map();
  const given = [...new Set(skus)].map((sku) => ({ sku }));
  const rows = await reader.execute<{ sku: string; row: number }>(sql`
    select given.sku, first.row_number as row
    from ${rowsOf(given, 'sku text')}
    cross join lateral (
      select r.row_number from ${productImportRows} r where r.import_id = ${importId} and r.sku = given.sku order by r.row_number limit 1
    ) first`);
  return new Map(rows.map(({ sku, row }) => [sku, row]));
}
