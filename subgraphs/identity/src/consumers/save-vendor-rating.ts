import type { EventEnvelope } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { and, eq, isNull, lte, or } from 'drizzle-orm';
import { vendors } from '../vendors/vendor.tables.ts';

/**
 * All review events carry the vendor's sums after them, but each is one of its review's, so two of a vendor may come in
 * either order: the later one stays.
 */
export async function saveVendorRating(tx: Transaction, event: EventEnvelope<'social.review.published' | 'social.review.answered' | 'social.review.removed'>): Promise<void> {
  const { vendorId, vendorRatingCount, vendorRatingSum } = event.payload;
  const ratedAt = new Date(event.occurredAt);
  await tx
    .update(vendors)
    .set({ ratingCount: vendorRatingCount, ratingSum: vendorRatingSum, ratedAt })
    .where(and(eq(vendors.id, vendorId), or(isNull(vendors.ratedAt), lte(vendors.ratedAt, ratedAt))));
}
