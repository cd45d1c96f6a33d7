import type { Reader, Transaction } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { and, eq, inArray } from 'drizzle-orm';
import { ratingTotals, reviews, type RatingSubject, type RatingTotalsRow, type ReviewRow } from './review.tables.ts';

/** Part of every statement that shows reviews: who looks does not matter, a removed one is gone for all. */
export const isPublished = eq(reviews.status, 'PUBLISHED');

export function findReviews(reader: Reader, ids: readonly string[]): Promise<ReviewRow[]> {
  return reader.select().from(reviews).where(and(inArray(reviews.id, [...ids]), isPublished));
}

export function findReviewsBy(reader: Reader, authorId: Id<'User'>, productIds: readonly string[]): Promise<ReviewRow[]> {
  return reader
    .select()
    .from(reviews)
    .where(and(eq(reviews.authorId, authorId), inArray(reviews.productId, [...productIds]), isPublished));
}

export function findTotals(reader: Reader, subject: RatingSubject, ids: readonly string[]): Promise<RatingTotalsRow[]> {
  return reader
    .select()
    .from(ratingTotals)
    .where(and(eq(ratingTotals.subject, subject), inArray(ratingTotals.subjectId, [...ids])));
}

export async function lockAuthorsReview(tx: Transaction, id: Id<'Review'>, authorId: Id<'User'>): Promise<ReviewRow | null> {
  const [row] = await tx
    .select()
    .from(reviews)
    .where(and(eq(reviews.id, id), eq(reviews.authorId, authorId), isPublished))
    .for('update');
  return row ?? null;
}

export async function lockVendorsReview(tx: Transaction, id: Id<'Review'>, vendorIds: readonly Id<'Vendor'>[]): Promise<ReviewRow | null> {
  if (vendorIds.length === 0) return null;
  const [row] = await tx
    .select()
    .from(reviews)
    .where(and(eq(reviews.id, id), inArray(reviews.vendorId, [...vendorIds]), isPublished))
    .for('update');
  return row ?? null;
}
