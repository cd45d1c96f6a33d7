import { appendEvent } from '@marketgraph/bus';
import type { Transaction } from '@marketgraph/db';
import type { WriteDeps } from '../deps.ts';
import type { TotalsAfter } from './change-totals.ts';
import type { ReviewRow } from './review.tables.ts';

type ReviewEventName = 'social.review.published' | 'social.review.answered' | 'social.review.removed';

/** Tells the others of a review, with the totals after it: they keep ratings of their own, for sorting. */
export function appendReviewEvent(tx: Transaction, deps: WriteDeps, name: ReviewEventName, review: ReviewRow, totals: TotalsAfter, traceId: string): Promise<void> {
  return appendEvent(tx, deps, {
    name,
    aggregateId: review.id,
    traceId,
    payload: {
      reviewId: review.id,
      productId: review.productId,
      vendorId: review.vendorId,
      authorId: review.authorId,
      rating: review.rating,
      productRatingCount: totals.product.ratingCount,
      productRatingSum: totals.product.ratingSum,
      vendorRatingCount: totals.vendor.ratingCount,
      vendorRatingSum: totals.vendor.ratingSum,
    },
  });
}
