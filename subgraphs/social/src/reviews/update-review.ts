import type { UserViewer } from '@marketgraph/contracts';
import { ok, type Id, type Result } from '@marketgraph/kernel';
import { eq, sql } from 'drizzle-orm';
import type { CommandDeps } from '../deps.ts';
import { invalidInput, notFound, type InvalidInput, type NotFound } from '../failures.ts';
import { changeTotals } from './change-totals.ts';
import type { Rating } from './rating.rules.ts';
import { appendReviewEvent } from './review-events.ts';
import { versionConflict, type ReviewVersionConflict } from './review-failures.ts';
import { lockAuthorsReview } from './review.queries.ts';
import { decodeReview } from './review.rules.ts';
import { reviews, type ReviewRow } from './review.tables.ts';

export interface ReviewEdit {
  readonly id: Id<'Review'>;
  readonly expectedVersion: number;
  /** What is null stays as it is. */
  readonly rating: number | null;
  readonly title: string | null;
  readonly text: string | null;
}

/** The author thinks otherwise. A new rating is counted and published again; other words are nobody else's business. */
export async function updateReview(
  deps: CommandDeps,
  author: UserViewer,
  input: ReviewEdit,
): Promise<Result<{ review: ReviewRow }, NotFound | InvalidInput | ReviewVersionConflict>> {
  return deps.db.transaction(async (tx) => {
    const before = await lockAuthorsReview(tx, input.id, author.userId);
    if (before === null) return notFound('review of yours', 'id');
    const words = decodeReview({ rating: input.rating ?? before.rating, title: input.title ?? before.title, text: input.text ?? before.body });
    if (!words.ok) return invalidInput(words.error.message, words.error.field);
    if (before.editVersion !== input.expectedVersion) return versionConflict(before);
    const { rating, title, text } = words.value;
    const [review] = await tx
      .update(reviews)
      .set({ rating, title, body: text, editVersion: sql`${reviews.editVersion} + 1`, editedAt: deps.clock.now() })
      .where(eq(reviews.id, before.id))
      .returning();
    if (review === undefined) throw new Error(`review ${before.id} vanished under its lock`);
    if (rating !== before.rating) {
      const totals = await changeTotals(tx, { ...review, come: [rating], go: [before.rating as Rating] });
      await appendReviewEvent(tx, deps, 'social.review.published', review, totals, author.traceId);
    }
    return ok({ review });
  });
}
