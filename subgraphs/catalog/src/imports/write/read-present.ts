import { rowsOf, type Reader } from '@marketgraph/db';
import { and, asc, getTableColumns, inArray, isNull, sql } from 'drizzle-orm';
import { productImages, products } from '../../products/product.tables.ts';
import { stockOfVariant } from '../../stock/stock-of-variant.ts';
import { variants } from '../../variants/variant.tables.ts';
import { importedQuantities, productImportRows } from '../import.tables.ts';
import type { PresentProduct, SkuOwner } from '../plan/plan.types.ts';

/*
 * An import that fills an empty shop reads tables that have grown by thousands of rows since anybody counted them. So what
 * is known by name is looked up one by one within a statement, by the index that is meant for it.
 */

/** The vendor's products of those handles, by handle. Five statements, however many there are. */
export async function readPresent(reader: Reader, vendorId: string, handles: readonly string[]): Promise<Map<string, PresentProduct>> {
  const ids = await findProducts(reader, vendorId, handles);
  if (ids.length === 0) return new Map();
  const rows = await reader.select().from(products).where(inArray(products.id, ids));
  const found = await reader
    .select({ ...getTableColumns(variants), quantity: stockOfVariant('quantity'), reserved: stockOfVariant('reserved') })
    .from(variants)
    .where(and(inArray(variants.productId, ids), isNull(variants.deletedAt)))
    .orderBy(asc(variants.position), asc(variants.id));
  const said = found.length === 0 ? [] : await reader.select().from(importedQuantities).where(inArray(importedQuantities.variantId, found.map(({ id }) => id)));
  const images = await reader.select().from(productImages).where(inArray(productImages.productId, ids)).orderBy(asc(productImages.position), asc(productImages.id));
  const statedOf = new Map(said.map(({ variantId, quantity }) => [variantId, quantity]));
  const variantsOf = Map.groupBy(found.map((variant) => ({ ...variant, stated: statedOf.get(variant.id) ?? null })), ({ productId }) => productId);
  const imagesOf = Map.groupBy(images, ({ productId }) => productId);
  return new Map(rows.map((product) => [product.handle, { product, variants: variantsOf.get(product.id) ?? [], images: imagesOf.get(product.id) ?? [] }]));
}

async function findProducts(reader: Reader, vendorId: string, handles: readonly string[]): Promise<string[]> {
  if (handles.length === 0) return [];
  const given = handles.map((handle) => ({ handle }));
  const rows = await reader.execute<{ id: string }>(sql`
    select found.id from ${rowsOf(given, 'handle text')}
    cross join lateral (
      select p.id from ${products} p where p.vendor_id = ${vendorId} and p.handle = given.handle and p.deleted_at is null limit 1
    ) found`);
  return rows.map(({ id }) => id);
}

/** Variants of the vendor that have one of the SKUs, and whether the file speaks of their products. A few of each: one is enough for a warning. */
export async function readSkuOwners(reader: Reader, of: { readonly vendorId: string; readonly importId: string }, skus: readonly string[]): Promise<Map<string, SkuOwner[]>> {
  if (skus.length === 0) return new Map();
  const given = [...new Set(skus)].map((sku) => ({ sku }));
  const rows = await reader.execute<{ sku: string; variantId: string; isInFile: boolean }>(sql`
    select given.sku, owner.id as "variantId", exists (
      select from ${productImportRows} r where r.import_id = ${of.importId} and r.handle = owner.handle
    ) as "isInFile"
    from ${rowsOf(given, 'sku text')}
    cross join lateral (
      select v.id, p.handle from ${variants} v join ${products} p on p.id = v.product_id
      where v.vendor_id = ${of.vendorId} and v.sku = given.sku and v.deleted_at is null limit 20
    ) owner`);
  return Map.groupBy(rows, ({ sku }) => sku);
}
