import type { Reader } from '@marketgraph/db';
import { and, eq, inArray, isNull, notInArray } from 'drizzle-orm';
import { variants, type VariantRow } from './variant.tables.ts';

type StoredVariant = Pick<VariantRow, 'id' | 'vendorId' | 'sku' | 'price' | 'compareAtPrice'>;

export interface ProductWarning {
  readonly code: 'DUPLICATE_SKU' | 'COMPARE_AT_NOT_ABOVE_PRICE' | 'DESCRIPTION_SANITISED';
  readonly message: string;
  readonly path: readonly string[];
}

export function descriptionWarning(sanitised: boolean): ProductWarning[] {
  if (!sanitised) return [];
  return [{ code: 'DESCRIPTION_SANITISED', message: 'Part of the description was not allowed and has been removed.', path: ['description'] }];
}

/**
 * Doubts about variants that have been stored: nothing of it is refused, because vendors' own lists are full of both.
 * `pathOf` leads into the input that they came from.
 */
export async function variantWarnings(reader: Reader, stored: readonly StoredVariant[], pathOf: (index: number) => readonly string[]): Promise<ProductWarning[]> {
  const taken = await takenSkus(reader, stored);
  const seen = new Set<string>();
  return stored.flatMap(({ sku, price, compareAtPrice }, index) => {
    const warnings: ProductWarning[] = [];
    if (sku !== null && (taken.has(sku) || seen.has(sku))) {
      warnings.push({ code: 'DUPLICATE_SKU', message: `Another variant has the SKU ${sku} too.`, path: [...pathOf(index), 'sku'] });
    }
    if (sku !== null) seen.add(sku);
    if (compareAtPrice !== null && compareAtPrice <= price) {
      warnings.push({ code: 'COMPARE_AT_NOT_ABOVE_PRICE', message: 'The price to compare with is not above the price.', path: [...pathOf(index), 'compareAtPrice'] });
    }
    return warnings;
  });
}

async function takenSkus(reader: Reader, stored: readonly StoredVariant[]): Promise<Set<string>> {
  const skus = stored.flatMap(({ sku }) => (sku === null ? [] : [sku]));
  const [first] = stored;
  if (first === undefined || skus.length === 0) return new Set();
  const own = stored.map(({ id }) => id);
  const rows = await reader
    .selectDistinct({ sku: variants.sku })
    .from(variants)
    .where(and(eq(variants.vendorId, first.vendorId), inArray(variants.sku, skus), isNull(variants.deletedAt), notInArray(variants.id, own)));
  return new Set(rows.flatMap(({ sku }) => (sku === null ? [] : [sku])));
}
