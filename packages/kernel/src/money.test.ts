import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURRENCY_DIGITS, type CurrencyCode } from './currency.ts';
import { addMoney, allocate, basisPointsOf, decimalText, formatMoney, money, parseDecimal } from './money.ts';

const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 });
const currency = fc.constantFrom(...(Object.keys(CURRENCY_DIGITS) as CurrencyCode[]));

describe('allocate', () => {
  it('always adds up to the total', () => {
    fc.assert(fc.property(amount, weights, (total, shares) => allocate(total, shares).reduce((a, b) => a + b, 0n) === total));
  });

  it('gives nobody a whole unit more or less than the exact share', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), weights, (total, shares) => {
        const sum = shares.reduce((a, b) => a + b, 0n);
        fc.pre(sum > 0n);
        for (const [index, part] of allocate(total, shares).entries()) {
          const exact = total * (shares[index] ?? 0n);
          expect(part * sum > exact - sum && part * sum < exact + sum).toBe(true);
        }
      }),
    );
  });

  it('mirrors a negative total', () => {
    fc.assert(fc.property(amount, weights, (total, shares) => {
      expect(allocate(-total, shares)).toEqual(allocate(total, shares).map((part) => (part === 0n ? 0n : -part)));
    }));
  });

  it('gives ties to the lower index', () => {
    expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(allocate(5n, [0n, 0n])).toEqual([5n, 0n]);
  });
});

describe('basisPointsOf', () => {
  it('rounds half up, and a negative amount as its positive', () => {
    expect(basisPointsOf(1_050n, 300)).toBe(32n);
    expect(basisPointsOf(1_049n, 300)).toBe(31n);
    expect(basisPointsOf(-1_050n, 300)).toBe(-32n);
  });
});

describe('decimal text', () => {
  it('is read back to the same amount in every currency', () => {
    fc.assert(fc.property(amount, currency, (value, code) => parseDecimal(decimalText(money(value, code)), code) === value));
  });

  it('knows currencies without and with three digits', () => {
    expect(decimalText(money(1234n, 'JPY'))).toBe('1234');
    expect(decimalText(money(-5n, 'KWD'))).toBe('-0.005');
    expect(parseDecimal('12.345', 'USD')).toBeUndefined();
    expect(parseDecimal('12.300', 'USD')).toBe(1230n);
    expect(parseDecimal('twelve', 'USD')).toBeUndefined();
  });
});

it('formats beyond what a float holds', () => {
  expect(formatMoney(money(900_719_925_474_099_301n, 'USD'), 'en-US')).toBe('$9,007,199,254,740,993.01');
});

it('refuses to mix currencies', () => {
  expect(() => addMoney(money(1n, 'USD'), money(1n, 'EUR'))).toThrow('cannot mix USD and EUR');
});
