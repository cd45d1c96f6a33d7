import type { Reader } from '@marketgraph/db';
import { eq, inArray, sql } from 'drizzle-orm';
import { productImages, products } from '../products/product.tables.ts';
import { stockOfVariant } from '../stock/stock-of-variant.ts';
import { variants } from '../variants/variant.tables.ts';

/** What carts and orders need of variants, deleted ones too: a cart has to say what of it is gone. One statement. */
export async function readInternalVariants(reader: Reader, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await reader
    .select({
      id: variants.id,
      productId: variants.productId,
      vendorId: variants.vendorId,
      title: products.title,
      variantTitle: variants.title,
      sku: variants.sku,
      price: variants.price,
      currency: products.currency,
      stock: stockOfVariant('available'),
      purchasable: sql<boolean>`${products.listed} and ${products.deletedAt} is null and ${variants.deletedAt} is null`,
      imageUrl: sql<string | null>`(
        select ${productImages.url} from ${productImages}
        where ${productImages.productId} = ${variants.productId} and ${productImages.state} <> 'FAILED'
        order by ${productImages.id} is not distinct from ${variants.imageId} desc, ${productImages.position}, ${productImages.id} limit 1
      )`,
      weightGrams: variants.weightGrams,
      editVersion: variants.editVersion,
    })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(inArray(variants.id, [...new Set(ids)]));
  return rows.map(({ stock, ...row }) => ({ ...row, available: row.purchasable ? stock : 0 }));
}

export type InternalVariant = Awaited<ReturnType<typeof readInternalVariants>>[number];
