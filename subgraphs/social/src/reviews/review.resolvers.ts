import { asId, encodeId } from '@marketgraph/kernel';
import { idArgument, inputId, requireUser, toUnion } from '@marketgraph/server';
import type { SocialContext } from '../context.ts';
import { reference } from '../references.ts';
import { answerReview } from './answer-review.ts';
import { createReview } from './create-review.ts';
import { deleteReview } from './delete-review.ts';
import { isAuthor, mayAnswer } from './review.rules.ts';
import type { ReviewRow } from './review.tables.ts';
import { updateReview } from './update-review.ts';

type Input<T> = { readonly input: T };
type CreateInput = { readonly productId: string; readonly rating: number; readonly title: string; readonly text: string };
type UpdateInput = { readonly id: string; readonly expectedVersion: number; readonly rating?: number | null; readonly title?: string | null; readonly text?: string | null };
type AnswerInput = { readonly id: string; readonly expectedVersion: number; readonly text: string };

export const reviewResolvers = {
  Query: {
    review: (_root: unknown, { id }: { id: string }, { loaders }: SocialContext) => loaders.review.load(idArgument('Review', id)),
  },
  Mutation: {
    reviewCreate: async (_root: unknown, { input }: Input<CreateInput>, { deps, viewer }: SocialContext) =>
      toUnion('ReviewCreate', await createReview(deps, requireUser(viewer), { ...input, productId: inputId('Product', input.productId, 'productId') })),
    reviewUpdate: async (_root: unknown, { input }: Input<UpdateInput>, { deps, viewer }: SocialContext) => {
      const { rating = null, title = null, text = null, expectedVersion } = input;
      return toUnion('ReviewUpdate', await updateReview(deps, requireUser(viewer), { id: inputId('Review', input.id), expectedVersion, rating, title, text }));
    },
    reviewDelete: async (_root: unknown, { input }: Input<{ id: string }>, { deps, viewer }: SocialContext) =>
      toUnion('ReviewDelete', await deleteReview(deps, requireUser(viewer), { id: inputId('Review', input.id) })),
    reviewAnswer: async (_root: unknown, { input }: Input<AnswerInput>, { deps, viewer }: SocialContext) =>
      toUnion('ReviewAnswer', await answerReview(deps, requireUser(viewer), { ...input, id: inputId('Review', input.id) })),
  },
  ReviewDeleteSuccess: {
    reviewId: ({ review }: { review: ReviewRow }) => encodeId('Review', asId('Review', review.id)),
    product: ({ review }: { review: ReviewRow }) => productOf(review),
  },
  Review: {
    __resolveReference: ({ id }: { id: string }, { loaders }: SocialContext) => loaders.review.load(idArgument('Review', id)),
    id: (row: ReviewRow) => encodeId('Review', asId('Review', row.id)),
    product: productOf,
    vendor: (row: ReviewRow) => ({ ...reference('Vendor', row.vendorId), vendorId: asId('Vendor', row.vendorId) }),
    author: (row: ReviewRow) => reference('User', row.authorId),
    text: (row: ReviewRow) => row.body,
    answer: (row: ReviewRow) => (row.answer === null ? null : { text: row.answer, answeredAt: row.answeredAt }),
    viewerCanEdit: (row: ReviewRow, _args: unknown, { viewer }: SocialContext) => isAuthor(viewer, row),
    viewerCanAnswer: (row: ReviewRow, _args: unknown, { viewer }: SocialContext) => mayAnswer(viewer, row),
  },
};

function productOf(row: ReviewRow) {
  return { ...reference('Product', row.productId), productId: asId('Product', row.productId) };
}
