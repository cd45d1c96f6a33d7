import type { UserViewer } from '@marketgraph/contracts';
import { ok, type Id, type Result } from '@marketgraph/kernel';
import { eq, sql } from 'drizzle-orm';
import type { CommandDeps } from '../deps.ts';
import { notFound, type NotFound } from '../failures.ts';
import { changeTotals } from './change-totals.ts';
import type { Rating } from './rating.rules.ts';
import { appendReviewEvent } from './review-events.ts';
import { lockAuthorsReview } from './review.queries.ts';
import { reviews, type ReviewRow } from './review.tables.ts';

/** The author takes it back: it counts no more, its words are erased, and another may be written. */
export async function deleteReview(deps: CommandDeps, author: UserViewer, input: { readonly id: Id<'Review'> }): Promise<Result<{ review: ReviewRow }, NotFound>> {
  return deps.db.transaction(async (tx) => {
    const review = await lockAuthorsReview(tx, input.id, author.userId);
    if (review === null) return notFound('review of yours', 'id');
    await tx
      .update(reviews)
      .set({ status: 'REMOVED', title: '', body: '', answer: null, answeredAt: null, answeredBy: null, editVersion: sql`${reviews.editVersion} + 1`, editedAt: deps.clock.now() })
      .where(eq(reviews.id, review.id));
    const totals = await changeTotals(tx, { ...review, come: [], go: [review.rating as Rating] });
    await appendReviewEvent(tx, deps, 'social.review.removed', review, totals, author.traceId);
    return ok({ review });
  });
}
