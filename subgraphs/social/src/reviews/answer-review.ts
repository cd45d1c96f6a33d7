import { vendorsWith, type UserViewer } from '@marketgraph/contracts';
import { ok, type Id, type Result } from '@marketgraph/kernel';
import { eq, sql } from 'drizzle-orm';
import type { CommandDeps } from '../deps.ts';
import { addDispatch } from '../dispatch/add-dispatch.ts';
import { invalidInput, notFound, type InvalidInput, type NotFound } from '../failures.ts';
import { holdTotals } from './change-totals.ts';
import { appendReviewEvent } from './review-events.ts';
import { versionConflict, type ReviewVersionConflict } from './review-failures.ts';
import { lockVendorsReview } from './review.queries.ts';
import { decodeAnswer } from './review.rules.ts';
import { reviews, type ReviewRow } from './review.tables.ts';

export interface ReviewAnswer {
  readonly id: Id<'Review'>;
  readonly expectedVersion: number;
  readonly text: string;
}

/** The store's answer, below the review. A second one replaces the first; the author and the others are told of the first only. */
export async function answerReview(
  deps: CommandDeps,
  member: UserViewer,
  input: ReviewAnswer,
): Promise<Result<{ review: ReviewRow }, NotFound | InvalidInput | ReviewVersionConflict>> {
  const text = decodeAnswer(input.text);
  if (!text.ok) return invalidInput(text.error.message, text.error.field);
  return deps.db.transaction(async (tx) => {
    const before = await lockVendorsReview(tx, input.id, vendorsWith(member, 'manage_products'));
    if (before === null) return notFound('review of your store', 'id');
    if (before.editVersion !== input.expectedVersion) return versionConflict(before);
    const [review] = await tx
      .update(reviews)
      .set({ answer: text.value, answeredAt: deps.clock.now(), answeredBy: member.userId, editVersion: sql`${reviews.editVersion} + 1` })
      .where(eq(reviews.id, before.id))
      .returning();
    if (review === undefined) throw new Error(`review ${before.id} vanished under its lock`);
    if (before.answer !== null) return ok({ review });
    const { id, productId, vendorId, authorId, orderItemId } = review;
    await appendReviewEvent(tx, deps, 'social.review.answered', review, await holdTotals(tx, review), member.traceId);
    await addDispatch(tx, deps, { id: deps.ids.next('Event'), cause: 'review.answered', traceId: member.traceId, payload: { reviewId: id, productId, vendorId, authorId, orderItemId } });
    return ok({ review });
  });
}
