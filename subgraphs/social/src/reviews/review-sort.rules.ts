export const REVIEW_SORTS = ['NEWEST', 'HIGHEST', 'LOWEST'] as const;
export type ReviewSort = (typeof REVIEW_SORTS)[number];

/** Where a page of reviews begins: behind this one. */
export interface ReviewPosition {
  readonly rating: number;
  readonly createdAt: Date;
  readonly id: string;
}

/** Of a list's cursors, so that one of another list is refused. */
export function sortName(subject: 'product' | 'vendor', sort: ReviewSort): string {
  return `${subject}.reviews.${sort}`;
}

export function cursorKeyOf({ rating, createdAt }: Omit<ReviewPosition, 'id'>): readonly [number, string] {
  return [rating, createdAt.toISOString()];
}

/** The inverse; undefined for what no list of reviews has given out. */
export function positionOf(cursor: { readonly key: unknown; readonly id: string }): ReviewPosition | undefined {
  if (!Array.isArray(cursor.key)) return undefined;
  const [rating, createdAt] = cursor.key as readonly unknown[];
  if (typeof rating !== 'number' || !Number.isInteger(rating) || typeof createdAt !== 'string') return undefined;
  const time = new Date(createdAt);
  return Number.isNaN(time.getTime()) ? undefined : { rating: clamped(rating), createdAt: time, id: cursor.id };
}

/** Anything else the column could not be compared with. */
function clamped(rating: number): number {
  return Math.max(0, Math.min(rating, 6));
}

/** In the order of the sort: the same that the database uses. */
export function compareReviews(sort: ReviewSort): (left: ReviewPosition, right: ReviewPosition) => number {
  const newest = (left: ReviewPosition, right: ReviewPosition): number =>
    right.createdAt.getTime() - left.createdAt.getTime() || (left.id < right.id ? 1 : left.id > right.id ? -1 : 0);
  if (sort === 'NEWEST') return newest;
  const way = sort === 'LOWEST' ? 1 : -1;
  return (left, right) => way * (left.rating - right.rating) || newest(left, right);
}
