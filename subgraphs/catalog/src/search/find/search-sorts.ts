import type { CursorKey } from '@marketgraph/server';
import { sql, type SQL } from 'drizzle-orm';

export type SearchSortName = 'RELEVANCE' | 'PRICE_ASC' | 'PRICE_DESC' | 'NEWEST' | 'RATING' | 'BEST_SELLING';

/** An order by a column that a document and its product have in common. `name` is that of the sort in cursors. */
export interface SearchOrder {
  readonly name: string;
  /** Of the document `d`. */
  readonly key: SQL;
  /** Of the product, where an index keeps the order; null where there is none. */
  readonly column: SQL | null;
  readonly direction: 'asc' | 'desc';
  /** Type of the key; cursors keep it as text. */
  readonly type: SQL;
  isKey(text: string): boolean;
}

const integer = { type: sql.raw('integer'), isKey: (text: string) => /^-?\d{1,9}$/.test(text) };
const amount = { type: sql.raw('bigint'), isKey: (text: string) => /^-?\d{1,18}$/.test(text) };
const score = { type: sql.raw('numeric'), isKey: (text: string) => /^\d{1,6}(?:\.\d{1,6})?$/.test(text) };
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00$/;
const time = { type: sql.raw('timestamptz'), isKey: (text: string) => TIME.test(text) && !Number.isNaN(Date.parse(text.replace(' ', 'T').replace('+00', 'Z'))) };

const price = { key: sql`d.min_price`, column: sql`min_price`, ...amount };
const sales = { key: sql`d.sales_count`, column: sql`sales_count`, direction: 'desc', ...integer } as const;

export const SEARCH_ORDERS = {
  PRICE_ASC: { name: 'search.price_asc', direction: 'asc', ...price },
  PRICE_DESC: { name: 'search.price_desc', direction: 'desc', ...price },
  NEWEST: { name: 'search.newest', key: sql`d.created_at`, column: sql`created_at`, direction: 'desc', ...time },
  RATING: { name: 'search.rating', key: sql`d.rating_hundredths`, column: sql`rating_hundredths`, direction: 'desc', ...integer },
  BEST_SELLING: { name: 'search.best_selling', ...sales },
} as const satisfies Record<string, SearchOrder>;

const RELEVANCE = 'search.relevance';

/** Relevance where there is nothing to weigh, or too much of it: what sells most. */
export const BY_POPULARITY: SearchOrder = { name: RELEVANCE, ...sales };

/**
 * How well the text matches, raised a little by what was sold (a thousand units: a third) and lowered by a fifth where
 * nothing is left.
 */
export function byScore(tsquery: SQL): SearchOrder {
  const key = sql`round((ts_rank(d.vector, ${tsquery}) * (1 + ln(1 + d.sales_count) / 20) * case when d.in_stock then 1 else 0.8 end)::numeric, 6)`;
  return { name: RELEVANCE, key, column: null, direction: 'desc', ...score };
}

/** A cursor of a list that was sorted by popularity begins with this, so that the next page is too. */
const POPULAR = 'popular';

export function cursorKey(order: SearchOrder, key: string): CursorKey {
  return order === BY_POPULARITY ? [POPULAR, key] : key;
}

/** Undefined for what is no key of the order. */
export function keyIn(order: SearchOrder, key: CursorKey): string | undefined {
  const text = order === BY_POPULARITY ? popularKey(key) : key;
  return typeof text === 'string' && order.isKey(text) ? text : undefined;
}

export function isPopular(key: CursorKey): boolean {
  return popularKey(key) !== undefined;
}

function popularKey(key: CursorKey): string | number | undefined {
  return Array.isArray(key) && key.length === 2 && key[0] === POPULAR ? (key[1] as string | number) : undefined;
}
