import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRefund, mayBeRefunded, refundableOf } from './refund.rules.ts';
import { estimateProviderFee, minutesToNextPoll, statusAfterRefund } from '../payments/payment.rules.ts';

const placedAt = new Date('2026-03-01T12:00:00.000Z');

describe('COM-09 how much can go back', () => {
  it('is never more than was paid, in however many refunds', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 100_000n }), fc.array(fc.bigInt({ min: -10n, max: 60_000n }), { maxLength: 10 }), (gross, wishes) => {
        let refundRequested = 0n;
        for (const amount of wishes) {
          const left = gross - refundRequested;
          const allowed = checkRefund({ gross, refundRequested, placedAt }, amount);
          expect(allowed.ok).toBe(amount > 0n && amount <= left);
          if (allowed.ok) refundRequested += allowed.value;
        }
        expect(refundRequested).toBeLessThanOrEqual(gross);
      }),
    );
  });

  it('is nothing before it was paid, and for nobody but vendor and operator', () => {
    expect(refundableOf({ gross: 500n, refundRequested: 0n, placedAt: null })).toBe(0n);
    const part = { gross: 500n, refundRequested: 100n, placedAt };
    expect([['BUYER'], ['VENDOR'], ['OPERATOR'], []].map((parties) => mayBeRefunded(part, parties))).toEqual([false, true, true, false]);
    expect(mayBeRefunded({ ...part, refundRequested: 500n }, ['VENDOR'])).toBe(false);
  });
});

describe('COM-05 a payment', () => {
  it('says how much of it went back', () => {
    expect([0n, 1n, 99n, 100n].map((refunded) => statusAfterRefund(100n, refunded))).toEqual(['PAID', 'PARTIALLY_REFUNDED', 'PARTIALLY_REFUNDED', 'REFUNDED']);
    expect(() => statusAfterRefund(100n, 101n)).toThrow('cannot have refunded 101 of 100');
  });

  it('costs 2.9 % and 30, but never more than it brings', () => {
    const rate = { basisPoints: 290, fixed: 30n };
    expect([10_599n, 100n, 20n].map((amount) => estimateProviderFee(amount, rate))).toEqual([337n, 33n, 20n]);
  });

  it('is asked about less and less often', () => {
    expect([0, 1, 2, 3, 4, 50].map(minutesToNextPoll)).toEqual([1, 2, 4, 8, 10, 10]);
  });
});
