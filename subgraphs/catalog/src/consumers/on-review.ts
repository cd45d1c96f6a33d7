import { defineConsumer, type Consumer } from '@marketgraph/bus';
import { and, eq, isNull, lte, or } from 'drizzle-orm';
import type { WriteDeps } from '../deps.ts';
import { productChanged } from '../products/product-changed.ts';
import { products } from '../products/product.tables.ts';

const EVENTS = ['social.review.published', 'social.review.answered', 'social.review.removed'] as const;

/**
 * The product's rating, for filters and sorts. Each event carries the whole aggregate, but belongs to its review: those of
 * two reviews come in any order, so the time they happened at tells which is newer.
 */
export function onReview(deps: WriteDeps): Consumer[] {
  return EVENTS.map((event) =>
    defineConsumer({
      event,
      ordering: 'any',
      handle: async (tx, { occurredAt, payload: { productId, productRatingCount: ratingCount, productRatingSum: ratingSum } }) => {
        const ratingAt = new Date(occurredAt);
        const ratingHundredths = ratingCount === 0 ? 0 : Math.round((100 * ratingSum) / ratingCount);
        const rated = await tx
          .update(products)
          .set({ ratingCount, ratingSum, ratingHundredths, ratingAt })
          .where(and(eq(products.id, productId), or(isNull(products.ratingAt), lte(products.ratingAt, ratingAt))))
          .returning({ id: products.id });
        await productChanged(tx, deps, rated.map(({ id }) => id), { scope: 'stock' });
      },
    }),
  );
}
