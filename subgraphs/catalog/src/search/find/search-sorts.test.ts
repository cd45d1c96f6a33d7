import { decodeCursor, encodeCursor } from '@marketgraph/server';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { BY_POPULARITY, byScore, cursorKey, isPopular, keyIn, SEARCH_ORDERS, type SearchOrder } from './search-sorts.ts';

const id = '019b0000-0000-7000-8000-000000000001';
const SCORE = byScore(sql`''`);

const orders: [string, SearchOrder, string, string[]][] = [
  ['score', SCORE, '0.607927', ['', '-1', '1e9', 'NaN', '0.1234567', '9999999']],
  ['popularity', BY_POPULARITY, '12', ['x', '1.5', '99999999999']],
  ['price', SEARCH_ORDERS.PRICE_ASC, '1999', ['1.5', '0x10', '9999999999999999999', "1'; drop table products"]],
  ['age', SEARCH_ORDERS.NEWEST, '2026-01-31 12:00:00.123+00', ['2026-01-31', '2026-99-31 12:00:00+00', 'infinity', 'now', '2026-01-31 12:00:00+02']],
  ['rating', SEARCH_ORDERS.RATING, '450', ['', ' 1', '1e2']],
  ['sales', SEARCH_ORDERS.BEST_SELLING, '7', ['seven']],
];

describe('cursors of a search', () => {
  it.each(orders)('by %s come back as they were', (_, order, key) => {
    const cursor = decodeCursor(encodeCursor({ sort: order.name, key: cursorKey(order, key), id }), order.name);
    expect(keyIn(order, cursor.key)).toBe(key);
  });

  it.each(orders)('by %s are nothing that was made up', (_, order, __, forged) => {
    for (const key of forged) expect(keyIn(order, cursorKey(order, key))).toBeUndefined();
    expect(keyIn(order, 12)).toBeUndefined();
    expect(keyIn(order, ['popular'])).toBeUndefined();
  });

  it('tell score from popularity, though both are relevance', () => {
    expect(SCORE.name).toBe(BY_POPULARITY.name);
    expect(isPopular(cursorKey(BY_POPULARITY, '12'))).toBe(true);
    expect(isPopular(cursorKey(SCORE, '0.5'))).toBe(false);
    expect(keyIn(SCORE, cursorKey(BY_POPULARITY, '12'))).toBeUndefined();
    expect(keyIn(BY_POPULARITY, cursorKey(SCORE, '12'))).toBeUndefined();
  });
});
