import type { Reader } from '@marketgraph/db';
import { and, asc, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm';
import { productImages, products } from '../../products/product.tables.ts';
import { stockOfVariant } from '../../stock/stock-of-variant.ts';
import { variants } from '../../variants/variant.tables.ts';
import { importedQuantities, productImportRows } from '../import.tables.ts';
import type { PresentProduct, SkuOwner } from '../plan/plan.types.ts';

/** The vendor's products of those handles, by handle. Four statements, however many there are. */
export async function readPresent(reader: Reader, vendorId: string, handles: readonly string[]): Promise<Map<string, PresentProduct>> {
  if (handles.length === 0) return new Map();
  const rows = await reader.select().from(products).where(and(eq(products.vendorId, vendorId), inArray(products.handle, [...handles]), isNull(products.deletedAt)));
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const found = await reader
    .select({ ...getTableColumns(variants), quantity: stockOfVariant('quantity'), reserved: stockOfVariant('reserved') })
    .from(variants)
    .where(and(inArray(variants.productId, ids), isNull(variants.deletedAt)))
    .orderBy(asc(variants.position), asc(variants.id));
  const said = await reader
    .select({ variantId: importedQuantities.variantId, quantity: importedQuantities.quantity })
    .from(importedQuantities)
    .innerJoin(variants, eq(variants.id, importedQuantities.variantId))
    .where(and(inArray(variants.productId, ids), isNull(variants.deletedAt)));
  const images = await reader.select().from(productImages).where(inArray(productImages.productId, ids)).orderBy(asc(productImages.position), asc(productImages.id));
  const statedOf = new Map(said.map(({ variantId, quantity }) => [variantId, quantity]));
  const variantsOf = Map.groupBy(found.map((variant) => ({ ...variant, stated: statedOf.get(variant.id) ?? null })), ({ productId }) => productId);
  const imagesOf = Map.groupBy(images, ({ productId }) => productId);
  return new Map(rows.map((product) => [product.handle, { product, variants: variantsOf.get(product.id) ?? [], images: imagesOf.get(product.id) ?? [] }]));
}

/** Variants of the vendor that have one of the SKUs, and whether the file speaks of their products. */
export async function readSkuOwners(reader: Reader, of: { readonly vendorId: string; readonly importId: string }, skus: readonly string[]): Promise<Map<string, SkuOwner[]>> {
  if (skus.length === 0) return new Map();
  const rows = await reader
    .select({
      sku: variants.sku,
      variantId: variants.id,
      isInFile: sql<boolean>`exists (select from ${productImportRows} r where r.import_id = ${of.importId} and r.handle = ${products.handle})`,
    })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(and(eq(variants.vendorId, of.vendorId), inArray(variants.sku, [...new Set(skus)]), isNull(variants.deletedAt)));
  return Map.groupBy(rows.map(({ sku, ...owner }) => ({ ...owner, sku: sku ?? '' })), ({ sku }) => sku);
}
