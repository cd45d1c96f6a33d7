import type { Reader } from '@marketgraph/db';
import type { CurrencyCode } from '@marketgraph/kernel';
import type { Connection, PageRequest } from '@marketgraph/server';
import { and, arrayOverlaps, eq, exists, gte, ilike, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import { inCategory } from '../categories/category.queries.ts';
import { connectionOf, windowOf } from '../lists/keyset.ts';
import { variants } from '../variants/variant.tables.ts';
import { PRODUCT_SORTS, type ProductSortName } from './product-sorts.ts';
import type { ProductStatus } from './product-status.rules.ts';
import { products, type ProductRow } from './product.tables.ts';

export interface ProductFilter {
  readonly vendorIds?: readonly string[] | undefined;
  readonly categoryId?: string | undefined;
  readonly brands?: readonly string[] | undefined;
  readonly productTypes?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly price?: { readonly currency: CurrencyCode; readonly min?: bigint | undefined; readonly max?: bigint | undefined } | undefined;
  readonly inStock?: boolean | undefined;
  readonly minRating?: number | undefined;
  /** Of a vendor's own list alone. */
  readonly statuses?: readonly ProductStatus[] | undefined;
  readonly text?: string | undefined;
}

/** Products that anybody may see. */
export function listPublicProducts(reader: Reader, filter: ProductFilter, request: ProductListRequest): Promise<Connection<ProductRow>> {
  return listProducts(reader, and(sql`${products.listed}`, filterOf(reader, filter)), request);
}

/** All of a vendor's, for its team. */
export function listVendorProducts(reader: Reader, vendorId: string, filter: ProductFilter, request: ProductListRequest): Promise<Connection<ProductRow>> {
  return listProducts(reader, and(eq(products.vendorId, vendorId), isNull(products.deletedAt), filterOf(reader, filter)), request);
}

/** The conditions of a filter, without who may see what. */
function filterOf(reader: Reader, filter: ProductFilter): SQL | undefined {
  const { vendorIds, categoryId, brands, productTypes, tags, price, inStock, minRating, statuses, text } = filter;
  return and(
    vendorIds && oneOf(products.vendorId, vendorIds),
    categoryId === undefined ? undefined : inCategory(reader, products.categoryId, categoryId),
    brands && oneOf(products.brand, brands),
    productTypes && oneOf(products.productType, productTypes),
    tags && (tags.length === 0 ? sql`false` : arrayOverlaps(products.tags, [...tags])),
    price && and(eq(products.currency, price.currency), price.min === undefined ? undefined : gte(products.maxPrice, price.min), price.max === undefined ? undefined : lte(products.minPrice, price.max)),
    inStock === undefined ? undefined : eq(products.inStock, inStock),
    minRating === undefined ? undefined : gte(products.ratingHundredths, minRating * 100),
    statuses && oneOf(products.status, statuses),
    text === undefined || text.trim() === '' ? undefined : matches(reader, text.trim()),
  );
}

/** An empty list of values is fulfilled by nothing. */
function oneOf(column: Parameters<typeof inArray>[0], values: readonly string[]): SQL {
  return values.length === 0 ? sql`false` : inArray(column, [...values]);
}

/** For a vendor's own list: letters anywhere. The public searches by `search`, which has an index for it. */
function matches(reader: Reader, text: string): SQL | undefined {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const bySku = reader.select({ one: sql`1` }).from(variants).where(and(eq(variants.productId, products.id), isNull(variants.deletedAt), ilike(variants.sku, pattern)));
  return or(ilike(products.title, pattern), ilike(products.handle, pattern), exists(bySku));
}

export interface ProductListRequest extends PageRequest {
  readonly sort: ProductSortName;
}

/** One page; one statement. */
async function listProducts(reader: Reader, where: SQL | undefined, { sort: name, ...page }: ProductListRequest): Promise<Connection<ProductRow>> {
  const sort = PRODUCT_SORTS[name];
  const window = windowOf<ProductRow>(page, sort);
  const rows = await reader.select().from(products).where(and(where, window.where)).orderBy(...window.orderBy).limit(window.limit + 1);
  return connectionOf<ProductRow>(rows, window, sort, ({ id }) => id);
}
