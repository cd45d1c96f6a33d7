import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableOf, post, type Movement } from './movements.rules.ts';

const level = { levelId: 'a', quantity: 10, reserved: 4 };
const move = (kind: Movement['kind'], quantityDelta: number, reservedDelta: number): Movement => ({ levelId: 'a', kind, quantityDelta, reservedDelta });

describe('post', () => {
  it('keeps what the level is after each movement', () => {
    const { posted, balances } = post([level], [move('RELEASE', 0, -1), move('COMMIT', -3, -3), move('RECEIVE', 5, 0)]);
    expect(posted.map(({ quantityAfter, reservedAfter }) => [quantityAfter, reservedAfter])).toEqual([
      [10, 3],
      [7, 0],
      [12, 0],
    ]);
    expect(balances).toEqual([{ levelId: 'a', quantity: 12, reserved: 0 }]);
  });

  it.each([
    ['holding more than there is', move('RESERVE', 0, 7)],
    ['taking what is held', move('ADJUST', -7, 0)],
    ['releasing what is not held', move('RELEASE', 0, -5)],
  ])('throws on %s', (_, movement) => {
    expect(() => post([level], [movement])).toThrow('would leave level a');
  });

  it('throws on a level that was not read', () => {
    expect(() => post([], [move('RECEIVE', 1, 0)])).toThrow('was not read');
  });

  it('adds up: a level is its start and the sum of its movements, and never holds more than there is', () => {
    const movement = fc.oneof(
      fc.integer({ min: 1, max: 9 }).map((n) => move('RECEIVE', n, 0)),
      fc.integer({ min: 1, max: 9 }).map((n) => move('RESERVE', 0, n)),
      fc.integer({ min: 1, max: 9 }).map((n) => move('COMMIT', -n, -n)),
      fc.integer({ min: 1, max: 9 }).map((n) => move('ADJUST', -n, 0)),
    );
    fc.assert(
      fc.property(fc.array(movement, { maxLength: 30 }), (movements) => {
        try {
          const { balances } = post([level], movements);
          const [end] = balances;
          expect(end?.quantity).toBe(movements.reduce((sum, { quantityDelta }) => sum + quantityDelta, 10));
          expect(end?.reserved).toBe(movements.reduce((sum, { reservedDelta }) => sum + reservedDelta, 4));
          expect(end === undefined ? -1 : availableOf(end)).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(String(error)).toContain('would leave level');
        }
      }),
    );
  });
});
