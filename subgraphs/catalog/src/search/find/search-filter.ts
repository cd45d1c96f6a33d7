import type { CurrencyCode } from '@marketgraph/kernel';
import { badUserInput, idArgument } from '@marketgraph/server';
import { sql, type SQL } from 'drizzle-orm';
import { categories } from '../../categories/category.tables.ts';
import { keyOf, type KeyKind } from '../keys.ts';
import { searchDocuments } from '../search.tables.ts';
import { priceChoice } from './price-steps.ts';
import type { Entry } from './word-book.ts';

/** `ProductFilter` as clients give it. */
export interface FilterInput {
  readonly vendorIds?: readonly string[] | null;
  readonly categoryId?: string | null;
  readonly brands?: readonly string[] | null;
  readonly productTypes?: readonly string[] | null;
  readonly tags?: readonly string[] | null;
  readonly price?: PriceInput | null;
  readonly inStock?: boolean | null;
  readonly minRating?: number | null;
}

interface PriceInput {
  readonly currency: CurrencyCode;
  readonly min?: bigint | null;
  readonly max?: bigint | null;
}

export type FacetField = KeyKind | 'PRICE' | 'IN_STOCK' | 'RATING';

/** One part of a filter. */
export interface Condition {
  /** The facet that it chooses from, and that is counted without it. */
  readonly field: FacetField;
  /** What was chosen, as `SearchFacetValue.value` has it. */
  readonly chosen: readonly string[];
  /** For a `where` on documents called `d`. */
  readonly where: SQL;
  /** What tells how many documents fulfil it; null where nothing does. */
  readonly entry: Entry | null;
}

const MOST_VALUES = 100;

/** BAD_USER_INPUT for what no filter can be. */
export function conditionsOf({ vendorIds, categoryId, brands, productTypes, tags, price, inStock, minRating }: FilterInput): Condition[] {
  const vendors = vendorIds?.map((id, index) => idArgument('Vendor', id, ['input', 'filter', 'vendorIds', String(index)]));
  return [
    ...keyed('VENDOR', vendors, vendorIds, 'vendorIds'),
    ...inCategory(categoryId),
    ...keyed('BRAND', brands, brands, 'brands'),
    ...keyed('PRODUCT_TYPE', productTypes, productTypes, 'productTypes'),
    ...keyed('TAG', tags, tags, 'tags'),
    ...priced(price),
    ...(typeof inStock === 'boolean' ? [{ field: 'IN_STOCK' as const, chosen: [String(inStock)], where: sql`d.in_stock = ${inStock}`, entry: null }] : []),
    ...rated(minRating),
  ];
}

function keyed(field: KeyKind, values: readonly string[] | null | undefined, chosen: readonly string[] | null | undefined, name: string): Condition[] {
  if (values === null || values === undefined) return [];
  if (values.length > MOST_VALUES) throw badUserInput(`${MOST_VALUES} values at most.`, ['input', 'filter', name]);
  // PostgreSQL has no text with a zero byte, so no product has it either.
  const keys = values.filter((value) => !value.includes('\0')).map((value) => keyOf(field, value));
  return [{ field, chosen: chosen ?? [], where: hasKey(keys), entry: { words: keys } }];
}

/** An empty list is fulfilled by nothing. */
function hasKey(keys: readonly string[]): SQL {
  return sql`d.keys && ${sql.param([...keys], searchDocuments.keys)}::text[]`;
}

function inCategory(text: string | null | undefined): Condition[] {
  if (typeof text !== 'string') return [];
  const categoryId = idArgument('Category', text, ['input', 'filter', 'categoryId']);
  const keys = sql`array(select ${keyOf('CATEGORY', '')} || id from ${categories} where path @> array[${categoryId}::uuid])`;
  return [{ field: 'CATEGORY', chosen: [text], where: sql`d.keys && ${keys}`, entry: { categoryId } }];
}

/** As lists of products have it: some variant may cost between the two. */
function priced(price: PriceInput | null | undefined): Condition[] {
  if (price === null || price === undefined) return [];
  const { currency, min, max } = price;
  const bounds = [
    sql`d.currency = ${currency}`,
    ...(typeof min === 'bigint' ? [sql`d.max_price >= ${min.toString()}::bigint`] : []),
    ...(typeof max === 'bigint' ? [sql`d.min_price <= ${max.toString()}::bigint`] : []),
  ];
  return [{ field: 'PRICE', chosen: [priceChoice(currency, min ?? 0n, max ?? null)], where: sql.join(bounds, sql` and `), entry: null }];
}

function rated(minRating: number | null | undefined): Condition[] {
  if (typeof minRating !== 'number') return [];
  if (minRating < 1 || minRating > 5) throw badUserInput('A rating is between 1 and 5.', ['input', 'filter', 'minRating']);
  return [{ field: 'RATING', chosen: [String(minRating)], where: sql`d.rating_hundredths >= ${minRating * 100}`, entry: null }];
}
