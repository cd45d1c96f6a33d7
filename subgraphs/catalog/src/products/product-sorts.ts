import { bigintKey, integerKey, textKey, timeKey, type Sort } from '../lists/keyset.ts';
import { products, type ProductRow } from './product.tables.ts';

const id = products.id;

const byAge = { column: products.createdAt, id, keyOf: (row: ProductRow) => timeKey.from(row.createdAt), valueOf: timeKey.to };
const byPrice = { column: products.minPrice, id, keyOf: (row: ProductRow) => bigintKey.from(row.minPrice), valueOf: bigintKey.to };

/** One index each. */
export const PRODUCT_SORTS = {
  NEWEST: { ...byAge, name: 'products.newest', direction: 'desc' },
  OLDEST: { ...byAge, name: 'products.oldest', direction: 'asc' },
  PRICE_ASC: { ...byPrice, name: 'products.price_asc', direction: 'asc' },
  PRICE_DESC: { ...byPrice, name: 'products.price_desc', direction: 'desc' },
  TITLE: {
    name: 'products.title', column: products.title, id, direction: 'asc',
    keyOf: (row) => textKey.from(row.title),
    valueOf: textKey.to,
  },
  BEST_SELLING: {
    name: 'products.best_selling', column: products.salesCount, id, direction: 'desc',
    keyOf: (row) => integerKey.from(row.salesCount),
    valueOf: integerKey.to,
  },
  RATING: {
    name: 'products.rating', column: products.ratingHundredths, id, direction: 'desc',
    keyOf: (row) => integerKey.from(row.ratingHundredths),
    valueOf: integerKey.to,
  },
} as const satisfies Record<string, Sort<ProductRow>>;

export type ProductSortName = keyof typeof PRODUCT_SORTS;
