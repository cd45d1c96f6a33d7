import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applicableRates, priceOf, zoneOf, type Rate } from './rates.rules.ts';

const rate: Rate = { method: 'STANDARD', zone: 'DOMESTIC', price: 500n, perKilogram: 100n, freeOver: 7_500n, minDays: 2, maxDays: 5 };
const weight = fc.integer({ min: 0, max: 200_000 });

describe('the price of a parcel', () => {
  it('covers the first kilogram and counts the others as begun', () => {
    expect(priceOf(rate, { subtotal: 100n, weightGrams: 0 })).toBe(500n);
    expect(priceOf(rate, { subtotal: 100n, weightGrams: 1_000 })).toBe(500n);
    expect(priceOf(rate, { subtotal: 100n, weightGrams: 1_001 })).toBe(600n);
  });

  it('is nothing from the threshold on', () => {
    expect(priceOf(rate, { subtotal: 7_499n, weightGrams: 100 })).toBe(500n);
    expect(priceOf(rate, { subtotal: 7_500n, weightGrams: 100 })).toBe(0n);
  });

  it('never falls as a parcel gets heavier', () => {
    fc.assert(
      fc.property(weight, weight, (left, right) => {
        const [light, heavy] = left < right ? [left, right] : [right, left];
        expect(priceOf(rate, { subtotal: 1n, weightGrams: light }) <= priceOf(rate, { subtotal: 1n, weightGrams: heavy })).toBe(true);
      }),
    );
  });
});

describe('rates', () => {
  const marketplace = { ...rate, vendorId: null };
  const express = { ...rate, method: 'EXPRESS' as const, vendorId: 'vendor' };

  it("are the vendor's alone where it has one", () => {
    expect(applicableRates([marketplace, express], 'DOMESTIC')).toEqual([express]);
    expect(applicableRates([marketplace], 'DOMESTIC')).toEqual([marketplace]);
    expect(applicableRates([marketplace], 'INTERNATIONAL')).toEqual([]);
  });

  it('depend on whether the parcel crosses a border', () => {
    expect(zoneOf('US', 'US')).toBe('DOMESTIC');
    expect(zoneOf('US', 'CA')).toBe('INTERNATIONAL');
  });
});
