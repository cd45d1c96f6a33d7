import type { Reader } from '@marketgraph/db';
import { and, asc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
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
  const skus = [...new Set(rows.flatMap(({ sku }) => (sku === null ? [] : [sku])))];
  const firsts = skus.length === 0 ? [] : await reader
    .select({ sku: productImportRows.sku, row: sql<number>`min(${productImportRows.rowNumber})` })
    .from(productImportRows)
    .where(and(ofImport, inArray(productImportRows.sku, skus)))
    .groupBy(productImportRows.sku);
  const firstRowOf = new Map(firsts.map(({ sku, row }) => [sku, row]));
  const byProduct = Map.groupBy(rows, ({ productNumber }) => productNumber);
  return [...byProduct.values()].map((list) =>
    list.map(({ rowNumber, handle, fields, problem, sku }) => ({ rowNumber, handle, fields, problem, firstRowOfSku: sku === null ? null : (firstRowOf.get(sku) ?? null) })),
  );
}
