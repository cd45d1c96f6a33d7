import type { UserViewer } from '@marketgraph/contracts';
import { ok, type Id, type Result } from '@marketgraph/kernel';
import type { CommandDeps } from '../deps.ts';
import { addDispatch } from '../dispatch/add-dispatch.ts';
import { invalidInput, type InvalidInput } from '../failures.ts';
import { holdPurchase } from '../purchases/purchase.queries.ts';
import { changeTotals } from './change-totals.ts';
import { appendReviewEvent } from './review-events.ts';
import { reviewExists, reviewNotAllowed, type ReviewAlreadyExists, type ReviewNotAllowed } from './review-failures.ts';
import { findReviewsBy } from './review.queries.ts';
import { decodeReview, reviewRefusal } from './review.rules.ts';
import { reviews, type ReviewRow } from './review.tables.ts';

export interface NewReview {
  readonly productId: Id<'Product'>;
  readonly rating: number;
  readonly title: string;
  readonly text: string;
}

/** Publishes what a verified buyer thinks. Once for each buyer and product: the unique index decides, however many ask at once. */
export async function createReview(
  deps: CommandDeps,
  author: UserViewer,
  input: NewReview,
): Promise<Result<{ review: ReviewRow }, InvalidInput | ReviewNotAllowed | ReviewAlreadyExists>> {
  const words = decodeReview(input);
  if (!words.ok) return invalidInput(words.error.message, words.error.field);
  const { rating, title, text } = words.value;
  return deps.db.transaction(async (tx) => {
    const purchase = await holdPurchase(tx, author.userId, input.productId);
    const refusal = reviewRefusal(author, purchase, false);
    if (refusal !== null || purchase === null) {
      const [written] = await findReviewsBy(tx, author.userId, [input.productId]);
      return written === undefined ? reviewNotAllowed(refusal ?? 'NOT_PURCHASED') : reviewExists(written);
    }
    const [review] = await tx
      .insert(reviews)
      .values({
        id: deps.ids.next('Review'),
        productId: input.productId,
        vendorId: purchase.vendorId,
        authorId: author.userId,
        orderItemId: purchase.orderItemId,
        status: 'PUBLISHED',
        rating,
        title,
        body: text,
        createdAt: deps.clock.now(),
      })
      .onConflictDoNothing()
      .returning();
    if (review === undefined) return reviewExists((await findReviewsBy(tx, author.userId, [input.productId]))[0] ?? null);
    const totals = await changeTotals(tx, { ...review, come: [rating], go: [] });
    await appendReviewEvent(tx, deps, 'social.review.published', review, totals, author.traceId);
    await addDispatch(tx, deps, { id: deps.ids.next('Event'), cause: 'review.published', traceId: author.traceId, payload: toldOf(review) });
    return ok({ review });
  });
}

/** For the notification: the words themselves stay in the review. */
function toldOf(review: ReviewRow) {
  const { id, productId, vendorId, authorId, orderItemId, rating, title } = review;
  return { reviewId: id, productId, vendorId, authorId, orderItemId, rating, title };
}
