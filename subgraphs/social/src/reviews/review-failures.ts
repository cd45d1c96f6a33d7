import { fail } from '@marketgraph/kernel';
import { REFUSAL_MESSAGES, type ReviewRefusal } from './review.rules.ts';
import type { ReviewRow } from './review.tables.ts';

export interface ReviewNotAllowed {
  readonly type: 'ReviewNotAllowed';
  readonly message: string;
  readonly path: readonly string[];
  readonly reason: ReviewRefusal;
}

export interface ReviewAlreadyExists {
  readonly type: 'ReviewAlreadyExists';
  readonly message: string;
  readonly path: readonly string[];
  /** Null where it was removed at that very moment. */
  readonly existing: ReviewRow | null;
}

export interface ReviewVersionConflict {
  readonly type: 'ReviewVersionConflict';
  readonly message: string;
  readonly path: readonly string[];
  readonly current: ReviewRow;
}

const PRODUCT = ['input', 'productId'];

export const reviewNotAllowed = (reason: ReviewRefusal) => fail<ReviewNotAllowed>({ type: 'ReviewNotAllowed', message: REFUSAL_MESSAGES[reason], path: PRODUCT, reason });

export const reviewExists = (existing: ReviewRow | null) =>
  fail<ReviewAlreadyExists>({ type: 'ReviewAlreadyExists', message: REFUSAL_MESSAGES.ALREADY_REVIEWED, path: PRODUCT, existing });

export const versionConflict = (current: ReviewRow) =>
  fail<ReviewVersionConflict>({
    type: 'ReviewVersionConflict',
    message: `The review was changed meanwhile: it is at version ${current.editVersion}.`,
    path: ['input', 'expectedVersion'],
    current,
  });
