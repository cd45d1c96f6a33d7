import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeInBasisPoints, conversionInBasisPoints, daysOf, PERIODS, previousRange, rangeOf } from './period.rules.ts';

const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const period = fc.constantFrom(...PERIODS);

describe('ranges', () => {
  it('hold the present moment and begin at midnight', () => {
    fc.assert(
      fc.property(period, moment, (name, now) => {
        const { from, to } = rangeOf(name, now);
        expect(from.getTime() <= now.getTime() && now.getTime() < to.getTime()).toBe(true);
        expect(from.toISOString().slice(11)).toBe('00:00:00.000Z');
      }),
    );
  });

  it('are compared with the range right before, of the same length', () => {
    fc.assert(
      fc.property(period, moment, (name, now) => {
        const range = rangeOf(name, now);
        const before = previousRange(range);
        expect(before.to).toEqual(range.from);
        expect(daysOf(before)).toHaveLength(daysOf(range).length);
      }),
    );
  });

  it('name every day once', () => {
    expect(daysOf(rangeOf('LAST_7_DAYS', new Date('2026-03-02T23:59:59.999Z')))).toEqual([
      '2026-02-24', '2026-02-25', '2026-02-26', '2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02',
    ]);
  });
});

describe('figures', () => {
  it('compare without dividing by nothing', () => {
    expect(changeInBasisPoints(150n, 100n)).toBe(5_000);
    expect(changeInBasisPoints(50n, 100n)).toBe(-5_000);
    expect(changeInBasisPoints(50n, 0n)).toBeNull();
  });

  it('never convert more than all', () => {
    expect(conversionInBasisPoints(1, 40)).toBe(250);
    expect(conversionInBasisPoints(5, 3)).toBe(10_000);
    expect(conversionInBasisPoints(1, 0)).toBeNull();
  });
});
