import type { Reader } from '@marketgraph/db';
import { and, asc, desc, eq, getTableColumns, sql, type SQL } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { compareReviews, type ReviewPosition, type ReviewSort } from './review-sort.rules.ts';
import { isPublished } from './review.queries.ts';
import { reviews, type ReviewRow } from './review.tables.ts';

/** One page of one product's or one vendor's reviews. */
export interface ReviewListKey {
  readonly subject: 'product' | 'vendor';
  readonly subjectId: string;
  readonly sort: ReviewSort;
  readonly after: ReviewPosition | null;
  readonly limit: number;
}

/**
 * Each list's rows and one more, in order. One statement for all lists together: a branch for each, so that each reads
 * no more than its page from the index.
 */
export async function listReviews(reader: Reader, keys: readonly ReviewListKey[]): Promise<ReviewRow[][]> {
  const [first, second, ...rest] = keys.map((key, index) => branch(reader, key, index));
  if (first === undefined) return [];
  const rows = await (second === undefined ? first : unionAll(first, second, ...rest));
  const lists = Map.groupBy(rows, ({ list }) => list);
  return keys.map((key, index) => (lists.get(index) ?? []).map(({ list: _list, ...row }) => row).toSorted(compareReviews(key.sort)));
}

function branch(reader: Reader, { subject, subjectId, sort, after, limit }: ReviewListKey, index: number) {
  const owner = subject === 'product' ? reviews.productId : reviews.vendorId;
  return reader
    .select({ ...getTableColumns(reviews), list: sql<number>`${index}::int`.as('list') })
    .from(reviews)
    .where(and(eq(owner, subjectId), isPublished, after === null ? undefined : behind(sort, after)))
    .orderBy(...orderOf(sort))
    .limit(limit + 1);
}

function orderOf(sort: ReviewSort): SQL[] {
  const newest = [desc(reviews.createdAt), desc(reviews.id)];
  if (sort === 'NEWEST') return newest;
  return [sort === 'HIGHEST' ? desc(reviews.rating) : asc(reviews.rating), ...newest];
}

function behind(sort: ReviewSort, { rating, createdAt, id }: ReviewPosition): SQL {
  const at = createdAt.toISOString();
  const older = sql`(${reviews.createdAt}, ${reviews.id}) < (${at}::timestamptz, ${id}::uuid)`;
  switch (sort) {
    case 'NEWEST':
      return older;
    case 'HIGHEST':
      return sql`(${reviews.rating}, ${reviews.createdAt}, ${reviews.id}) < (${rating}, ${at}::timestamptz, ${id}::uuid)`;
    case 'LOWEST':
      return sql`(${reviews.rating} >= ${rating} and (${reviews.rating} > ${rating} or ${older}))`;
  }
}
