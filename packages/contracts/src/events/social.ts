import { z } from 'zod';
import { count, idField } from './fields.ts';

const review = z.object({
  reviewId: idField('Review'),
  productId: idField('Product'),
  vendorId: idField('Vendor'),
  authorId: idField('User'),
  rating: z.number().int().min(1).max(5),
  /** The product's aggregate after this review. */
  productRatingCount: count,
  productRatingSum: count,
  /** The vendor's aggregate over all its products after this review. */
  vendorRatingCount: count,
  vendorRatingSum: count,
});

export const socialEvents = {
  /** Told again when its author changes the rating. */
  'social.review.published': review,
  'social.review.answered': review,
  /** Taken back by its author: the aggregates are those without it. */
  'social.review.removed': review,
} as const;
