export const STARS = [1, 2, 3, 4, 5] as const;
export type Rating = (typeof STARS)[number];

export function isRating(value: number): value is Rating {
  return (STARS as readonly number[]).includes(value);
}

/** How often each rating was given, and what follows from it: the figures that one row of totals keeps. */
export interface Totals {
  readonly ratingCount: number;
  readonly ratingSum: number;
  readonly ones: number;
  readonly twos: number;
  readonly threes: number;
  readonly fours: number;
  readonly fives: number;
}

export const NO_RATINGS: Totals = { ratingCount: 0, ratingSum: 0, ones: 0, twos: 0, threes: 0, fours: 0, fives: 0 };

const COLUMN = { 1: 'ones', 2: 'twos', 3: 'threes', 4: 'fours', 5: 'fives' } as const satisfies Record<Rating, keyof Totals>;

/** What is added to each figure when these ratings come and those go. */
export function totalsChange(come: readonly Rating[], go: readonly Rating[]): Totals {
  const change = { ...NO_RATINGS };
  const count = (rating: Rating, by: 1 | -1): void => {
    change.ratingCount += by;
    change.ratingSum += by * rating;
    change[COLUMN[rating]] += by;
  };
  for (const rating of come) count(rating, 1);
  for (const rating of go) count(rating, -1);
  return change;
}

export interface RatingSummary {
  readonly count: number;
  /** Hundredths of a star, rounded half up; null where nobody has rated. */
  readonly averageHundredths: number | null;
  /** Five stars first. */
  readonly distribution: readonly { readonly stars: Rating; readonly count: number }[];
}

export function summaryOf(totals: Totals): RatingSummary {
  const { ratingCount, ratingSum } = totals;
  return {
    count: ratingCount,
    averageHundredths: ratingCount === 0 ? null : Math.round((100 * ratingSum) / ratingCount),
    distribution: STARS.toReversed().map((stars) => ({ stars, count: totals[COLUMN[stars]] })),
  };
}
