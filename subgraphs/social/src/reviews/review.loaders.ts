import type { Viewer } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import DataLoader from 'dataloader';
import { findPurchases, type PurchaseRow } from '../purchases/purchase.queries.ts';
import { listReviews, type ReviewListKey } from './review-list.queries.ts';
import { findReviews, findReviewsBy, findTotals } from './review.queries.ts';
import type { RatingSubject, RatingTotalsRow, ReviewRow } from './review.tables.ts';

export interface ReviewLoaders {
  /** Null where it is not published: the same for references. */
  readonly review: DataLoader<string, ReviewRow | null>;
  readonly productTotals: DataLoader<string, RatingTotalsRow | null>;
  readonly vendorTotals: DataLoader<string, RatingTotalsRow | null>;
  readonly reviewList: DataLoader<ReviewListKey, readonly ReviewRow[], string>;
  /** The viewer's own review of a product. */
  readonly viewerReview: DataLoader<string, ReviewRow | null>;
  /** What the viewer has received of a product. */
  readonly viewerPurchase: DataLoader<string, PurchaseRow | null>;
}

/** Each loader sends one statement, however many products a page shows. */
export function createReviewLoaders(reader: Reader, viewer: Viewer): ReviewLoaders {
  const single = <Row>(find: (ids: readonly string[]) => Promise<readonly Row[]>, keyOf: (row: Row) => string) =>
    new DataLoader<string, Row | null>(async (ids) => {
      const rows = new Map((await find(ids)).map((row) => [keyOf(row), row]));
      return ids.map((id) => rows.get(id) ?? null);
    });
  const totals = (subject: RatingSubject) => single((ids) => findTotals(reader, subject, ids), (row) => row.subjectId);
  const own = <Row extends { readonly productId: string }>(find: (userId: (typeof viewer & { kind: 'user' })['userId'], ids: readonly string[]) => Promise<Row[]>) =>
    single<Row>(async (ids) => (viewer.kind === 'user' ? find(viewer.userId, ids) : []), (row) => row.productId);
  return {
    review: single((ids) => findReviews(reader, ids), (row) => row.id),
    productTotals: totals('PRODUCT'),
    vendorTotals: totals('VENDOR'),
    reviewList: new DataLoader((keys) => listReviews(reader, keys), {
      cacheKeyFn: ({ subject, subjectId, sort, after, limit }) => [subject, subjectId, sort, limit, after?.rating, after?.createdAt.toISOString(), after?.id].join(' '),
    }),
    viewerReview: own((userId, ids) => findReviewsBy(reader, userId, ids)),
    viewerPurchase: own((userId, ids) => findPurchases(reader, userId, ids)),
  };
}
