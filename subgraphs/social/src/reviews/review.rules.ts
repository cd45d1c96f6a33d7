import { isMemberOf, vendorsWith, type Viewer } from '@marketgraph/contracts';
import { asId, fail, ok, type Result } from '@marketgraph/kernel';
import { isRating, type Rating } from './rating.rules.ts';

export interface ReviewWords {
  readonly rating: Rating;
  readonly title: string;
  readonly text: string;
}

/** What is wrong with one field of the input. */
export interface BadField {
  readonly type: 'BadField';
  readonly field: string;
  readonly message: string;
}

export const TITLE_LIMIT = 120;
export const TEXT_LIMIT = 5_000;
export const ANSWER_LIMIT = 2_000;

/** Plain text, trimmed. Limits count characters as people do, not UTF-16 units. */
export function decodeReview(input: { readonly rating: number; readonly title: string; readonly text: string }): Result<ReviewWords, BadField> {
  if (!isRating(input.rating)) return bad('rating', 'A rating is 1 to 5 stars.');
  const title = plain(input.title).replaceAll(/\s+/g, ' ');
  const text = plain(input.text);
  const wrong = lengthProblem(title, TITLE_LIMIT, 'title') ?? lengthProblem(text, TEXT_LIMIT, 'text');
  return wrong === undefined ? ok({ rating: input.rating, title, text }) : fail(wrong);
}

export function decodeAnswer(input: string): Result<string, BadField> {
  const text = plain(input);
  const wrong = lengthProblem(text, ANSWER_LIMIT, 'text');
  return wrong === undefined ? ok(text) : fail(wrong);
}

/** Without what no keyboard types: PostgreSQL refuses a NUL, and terminals and mails obey the others. */
function plain(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '').trim();
}

function lengthProblem(text: string, limit: number, field: string): BadField | undefined {
  const length = [...text].length;
  return length >= 1 && length <= limit ? undefined : { type: 'BadField', field, message: `The ${field} has 1 to ${limit} characters.` };
}

function bad(field: string, message: string): Result<never, BadField> {
  return fail({ type: 'BadField', field, message });
}

export type ReviewRefusal = 'SIGN_IN_REQUIRED' | 'NOT_PURCHASED' | 'OWN_STORE' | 'ALREADY_REVIEWED';

/** Why the viewer may not review a product; null where they may. `purchase` is null where nothing of it was delivered to them. */
export function reviewRefusal(viewer: Viewer, purchase: { readonly vendorId: string } | null, hasReviewed: boolean): ReviewRefusal | null {
  if (viewer.kind !== 'user') return 'SIGN_IN_REQUIRED';
  if (hasReviewed) return 'ALREADY_REVIEWED';
  if (purchase === null) return 'NOT_PURCHASED';
  return isMemberOf(viewer, asId('Vendor', purchase.vendorId)) ? 'OWN_STORE' : null;
}

export const REFUSAL_MESSAGES: Readonly<Record<ReviewRefusal, string>> = {
  SIGN_IN_REQUIRED: 'Sign in to write a review.',
  NOT_PURCHASED: 'Only buyers to whom this product was delivered may review it.',
  OWN_STORE: 'A store\'s team does not review its own products.',
  ALREADY_REVIEWED: 'You have reviewed this product; change that review instead.',
};

export function isAuthor(viewer: Viewer, review: { readonly authorId: string }): boolean {
  return viewer.kind === 'user' && viewer.userId === review.authorId;
}

/** Answering is part of looking after products: built-in roles from manager up. */
export function mayAnswer(viewer: Viewer, review: { readonly vendorId: string }): boolean {
  return vendorsWith(viewer, 'manage_products').some((vendorId) => vendorId === review.vendorId);
}
