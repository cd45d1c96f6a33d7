import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HIGHEST_PRICE, resolvePrice } from './price.rules.ts';

describe('resolvePrice', () => {
  it('takes an absolute price as it is', () => {
    expect(resolvePrice({ amount: 1999n }, 500n)).toEqual({ price: 1999n, priceAdjustment: null });
  });

  it('adds an adjustment to the base price, downwards too', () => {
    expect(resolvePrice({ adjustment: 250n }, 1000n)).toEqual({ price: 1250n, priceAdjustment: 250n });
    expect(resolvePrice({ adjustment: -250n }, 1000n)).toEqual({ price: 750n, priceAdjustment: -250n });
  });

  it('refuses an adjustment to nothing, and any price out of bounds', () => {
    expect(resolvePrice({ adjustment: 1n }, null)).toBe('A price adjustment needs a base price on the product.');
    expect(resolvePrice({ adjustment: -1001n }, 1000n)).toBe('A price cannot be below zero.');
    expect(resolvePrice({ amount: -1n }, null)).toBe('A price cannot be below zero.');
    expect(resolvePrice({ amount: HIGHEST_PRICE + 1n }, null)).toBe('The price is too high.');
  });

  it('keeps price = base + adjustment for whatever it accepts', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 13n }), fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), (base, adjustment) => {
        const result = resolvePrice({ adjustment }, base);
        const possible = base + adjustment >= 0n && base + adjustment <= HIGHEST_PRICE;
        expect(result).toEqual(possible ? { price: base + adjustment, priceAdjustment: adjustment } : expect.any(String));
      }),
    );
  });
});
