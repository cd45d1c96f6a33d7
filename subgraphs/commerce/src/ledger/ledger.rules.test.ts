import { asId, basisPointsOf } from '@marketgraph/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  capturePostings,
  partsOf,
  providerFeePostings,
  refundPostings,
  releasePostings,
  reversedParts,
  unappliedPostings,
  type Posting,
  type VendorShare,
} from './ledger.rules.ts';

const vendorId = asId('Vendor', '01890000-0000-7000-8000-000000000001');
const amounts = fc.bigInt({ min: 0n, max: 10n ** 12n });

const shares: fc.Arbitrary<VendorShare> = fc
  .record({ subtotal: amounts, shipping: amounts, basisPoints: fc.integer({ min: 0, max: 10_000 }) })
  .filter(({ subtotal, shipping }) => subtotal + shipping > 0n)
  .map(({ subtotal, shipping, basisPoints }) => ({
    vendorId,
    currency: 'USD',
    subtotal,
    shipping,
    commission: basisPointsOf(subtotal + shipping, basisPoints),
  }));

const grossOf = (share: VendorShare) => share.subtotal + share.shipping;
const sum = (postings: readonly Posting[]) => postings.reduce((total, posting) => total + posting.amount, 0n);
const on = (postings: readonly Posting[], account: Posting['account']) => sum(postings.filter((posting) => posting.account === account));

describe('COM-07 postings', () => {
  it('books the example of the README to the cent', () => {
    const share: VendorShare = { vendorId, currency: 'USD', subtotal: 10_000n, shipping: 599n, commission: 318n };
    expect(capturePostings(share)).toEqual([
      { account: 'provider_clearing', vendorId: null, amount: 10_599n, currency: 'USD' },
      { account: 'vendor_pending', vendorId, amount: -9_700n, currency: 'USD' },
      { account: 'shipping', vendorId, amount: -581n, currency: 'USD' },
      { account: 'commission', vendorId: null, amount: -318n, currency: 'USD' },
    ]);
  });

  it('splits a share into parts that add up to its gross', () => {
    fc.assert(
      fc.property(shares, (share) => {
        const { goods, shipping, commission } = partsOf(share);
        expect(goods + shipping + commission).toBe(grossOf(share));
        expect([goods, shipping, commission].every((part) => part >= 0n)).toBe(true);
      }),
    );
  });

  it('balances every capture, fee and late payment', () => {
    fc.assert(
      fc.property(shares, (share) => {
        expect(sum(capturePostings(share))).toBe(0n);
        expect(sum(providerFeePostings(grossOf(share), 'USD'))).toBe(0n);
        expect(sum(unappliedPostings(grossOf(share), 'USD'))).toBe(0n);
      }),
    );
  });

  it('leaves every account at zero once all was refunded, in whatever steps, released or not', () => {
    const cuts = fc.array(fc.bigInt({ min: 0n, max: 10_000n }), { maxLength: 6 });
    fc.assert(
      fc.property(shares, cuts, fc.option(fc.nat(6), { nil: undefined }), (share, fractions, releaseAt) => {
        const gross = grossOf(share);
        const sums = [...fractions.map((fraction) => (gross * fraction) / 10_000n).toSorted((a, b) => (a < b ? -1 : 1)), gross];
        const booked = [...capturePostings(share)];
        let refunded = 0n;
        let released = false;
        for (const [index, next] of sums.entries()) {
          if (releaseAt === index) {
            booked.push(...releasePostings(share, refunded));
            released = true;
          }
          const entry = refundPostings(share, refunded, next, released);
          expect(sum(entry)).toBe(0n);
          expect(on(entry, 'provider_clearing')).toBe(refunded - next);
          booked.push(...entry);
          refunded = next;
        }
        for (const account of ['provider_clearing', 'vendor_pending', 'vendor_available', 'shipping', 'commission'] as const) {
          expect(on(booked, account)).toBe(0n);
        }
      }),
    );
  });

  it('takes back exactly what a refund booked when that refund fails', () => {
    fc.assert(
      fc.property(shares, fc.bigInt({ min: 0n, max: 10_000n }), (share, fraction) => {
        const refunded = (grossOf(share) * fraction) / 10_000n;
        const there = refundPostings(share, 0n, refunded, false);
        const back = refundPostings(share, refunded, 0n, false);
        expect(back.map((posting) => ({ ...posting, amount: -posting.amount }))).toEqual(there);
      }),
    );
  });

  it('reverses in proportion: no part is off by more than a minor unit', () => {
    fc.assert(
      fc.property(shares, fc.bigInt({ min: 0n, max: 10_000n }), (share, fraction) => {
        const gross = grossOf(share);
        const refunded = (gross * fraction) / 10_000n;
        const parts = partsOf(share);
        const reversed = reversedParts(share, 0n, refunded);
        for (const name of ['goods', 'shipping', 'commission'] as const) {
          const exact = (parts[name] * refunded) / gross;
          expect(reversed[name] - exact === 0n || reversed[name] - exact === 1n).toBe(true);
        }
      }),
    );
  });
});
