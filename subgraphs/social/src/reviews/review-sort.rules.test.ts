import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareReviews, cursorKeyOf, positionOf, REVIEW_SORTS, type ReviewPosition } from './review-sort.rules.ts';

const position = fc.record({
  rating: fc.integer({ min: 1, max: 5 }),
  createdAt: fc.date({ min: new Date('2026-01-01'), max: new Date('2026-01-05'), noInvalidDate: true }),
  id: fc.constantFrom('0a', '0b', '0c', '0d'),
});

describe('positions in a list of reviews', () => {
  it('come back from their cursor as they were', () => {
    fc.assert(
      fc.property(position, (row: ReviewPosition) => {
        expect(positionOf({ key: cursorKeyOf(row), id: row.id })).toEqual(row);
      }),
    );
  });

  it.each([['text'], [5], [[5]], [['5', '2026-01-01T00:00:00.000Z']], [[5, 'no time']], [[1.5, '2026-01-01T00:00:00.000Z']]])('%j is none', (key) => {
    expect(positionOf({ key, id: '0a' })).toBeUndefined();
  });

  it('of any number of stars can be compared with a column', () => {
    expect(positionOf({ key: [9_999_999_999, '2026-01-01T00:00:00.000Z'], id: '0a' })?.rating).toBe(6);
  });

  it.each([...REVIEW_SORTS])('are in one order by %s', (sort) => {
    const compare = compareReviews(sort);
    fc.assert(
      fc.property(position, position, position, (a, b, c) => {
        expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
