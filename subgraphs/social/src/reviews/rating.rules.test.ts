import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRating, NO_RATINGS, STARS, summaryOf, totalsChange, type Rating, type Totals } from './rating.rules.ts';

const rating = fc.constantFrom(...STARS);

function add(left: Totals, right: Totals): Totals {
  const sum = (key: keyof Totals): number => left[key] + right[key];
  return { ratingCount: sum('ratingCount'), ratingSum: sum('ratingSum'), ones: sum('ones'), twos: sum('twos'), threes: sum('threes'), fours: sum('fours'), fives: sum('fives') };
}

describe('ratings', () => {
  it('are whole stars from 1 to 5', () => {
    expect([0, 1, 3, 5, 6, 2.5, Number.NaN].map(isRating)).toEqual([false, true, true, true, false, false, false]);
  });

  it('that come and go one by one leave the totals of those that are left', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ rating, goes: fc.boolean() })), (steps) => {
        const stepwise = steps.reduce((totals, step) => {
          const come = add(totals, totalsChange([step.rating], []));
          return step.goes ? add(come, totalsChange([], [step.rating])) : come;
        }, NO_RATINGS);
        const left = steps.filter(({ goes }) => !goes).map((step): Rating => step.rating);
        expect(stepwise).toEqual(totalsChange(left, []));
        expect(stepwise.ratingCount).toBe(left.length);
        expect(stepwise.ratingSum).toBe(left.reduce((sum, stars) => sum + stars, 0));
      }),
    );
  });

  it('that change count once, in another place', () => {
    expect(totalsChange([5], [2])).toEqual({ ...NO_RATINGS, ratingSum: 3, fives: 1, twos: -1 });
  });

  it.each([
    [[], null],
    [[5], 500],
    [[5, 4], 450],
    [[5, 5, 4], 467],
    [[1, 1, 2], 133],
    [[5, 4, 4, 4, 4, 4, 4, 4], 413],
  ] as const)('%j have the mean %s', (ratings, mean) => {
    expect(summaryOf(totalsChange(ratings, [])).averageHundredths).toBe(mean);
  });

  it('are shown with all five numbers of stars, five first', () => {
    expect(summaryOf(totalsChange([5, 3, 3, 1], [])).distribution).toEqual([
      { stars: 5, count: 1 },
      { stars: 4, count: 0 },
      { stars: 3, count: 2 },
      { stars: 2, count: 0 },
      { stars: 1, count: 1 },
    ]);
  });
});
