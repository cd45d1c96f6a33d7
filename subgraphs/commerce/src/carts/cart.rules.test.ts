import { asId, type CurrencyCode } from '@marketgraph/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLine, mergeLines, subtotalOf, type LineInCart, type LiveVariant } from './cart.rules.ts';

const vendorId = asId('Vendor', '01890000-0000-7000-8000-000000000001');
const productId = asId('Product', '01890000-0000-7000-8000-000000000002');
const variantId = (index: number) => asId('ProductVariant', `01890000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`);

const line = (fields: Partial<LineInCart> = {}): LineInCart => ({ variantId: variantId(1), vendorId, quantity: 2, seenPrice: 1_000n, currency: 'USD', ...fields });
const live = (fields: Partial<LiveVariant> = {}): LiveVariant => ({
  id: variantId(1),
  productId,
  vendorId,
  title: 'Lamp',
  variantTitle: '',
  sku: '',
  price: 1_000n,
  currency: 'USD',
  available: 5,
  purchasable: true,
  imageUrl: null,
  weightGrams: null,
  ...fields,
});
const known = (variant: LiveVariant) => new Map([[variant.id, variant]]);
const nobody = new Set<string>();

describe('COM-01 what has changed about a line', () => {
  it('is nothing where price and stock are as they were', () => {
    expect(checkLine(line(), known(live()), nobody)).toMatchObject({ notices: [], buyable: true, unitPrice: 1_000n, total: 2_000n });
  });

  it.each([
    ['the price', live({ price: 1_200n }), [{ kind: 'PRICE_CHANGED', oldPrice: 1_000n, newPrice: 1_200n }], 2_400n],
    ['the stock', live({ available: 1 }), [{ kind: 'INSUFFICIENT_STOCK', available: 1 }], 2_000n],
    ['both', live({ price: 900n, available: 0 }), [{ kind: 'PRICE_CHANGED', oldPrice: 1_000n, newPrice: 900n }, { kind: 'INSUFFICIENT_STOCK', available: 0 }], 1_800n],
    ['that it is no longer for sale', live({ purchasable: false, price: 5n }), [{ kind: 'UNAVAILABLE' }], 2_000n],
    ['its currency', live({ currency: 'EUR' }), [{ kind: 'UNAVAILABLE' }], 2_000n],
  ] as const)('is %s', (_what, variant, notices, total) => {
    expect(checkLine(line(), known(variant), nobody)).toMatchObject({ notices, total, buyable: false });
  });

  it('is that a variant was removed, or its vendor closed before the catalog knew', () => {
    expect(checkLine(line(), new Map(), nobody).notices).toEqual([{ kind: 'UNAVAILABLE' }]);
    expect(checkLine(line(), known(live()), new Set([vendorId])).notices).toEqual([{ kind: 'UNAVAILABLE' }]);
  });

  it('is unknown while the catalog is away', () => {
    expect(checkLine(line(), undefined, nobody)).toMatchObject({ notices: [{ kind: 'NOT_CHECKED' }], buyable: false, total: 2_000n });
  });

  it('costs nothing where it cannot be bought', () => {
    const lines = [checkLine(line(), known(live({ price: 700n })), nobody), checkLine(line({ variantId: variantId(9) }), known(live()), nobody)];
    expect(subtotalOf(lines)).toBe(1_400n);
  });

  it('is buyable if and only if enough is for sale at the price that was seen', () => {
    const amounts = fc.bigInt({ min: 0n, max: 5n });
    const counts = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(amounts, amounts, counts, fc.nat(5), fc.boolean(), (seenPrice, price, quantity, available, purchasable) => {
        const checked = checkLine(line({ seenPrice, quantity }), known(live({ price, available, purchasable })), nobody);
        expect(checked.buyable).toBe(purchasable && price === seenPrice && quantity <= available);
      }),
    );
  });
});

describe('COM-01 a guest signs in', () => {
  const limits = { lines: 4, quantity: 9 };
  const lines = fc.uniqueArray(
    fc.record({ index: fc.nat(7), quantity: fc.integer({ min: 1, max: 9 }), currency: fc.constantFrom<CurrencyCode>('USD', 'EUR') }),
    { selector: ({ index }) => index, maxLength: 6 },
  );
  const asLines = (rows: readonly { index: number; quantity: number; currency: CurrencyCode }[]) =>
    rows.map(({ index, quantity, currency }) => line({ variantId: variantId(index), quantity, currency }));

  it('sums and caps quantities, and loses no line without naming it', () => {
    fc.assert(
      fc.property(lines, lines, (own, theirs) => {
        // A cart has one currency.
        const into = asLines(own.map((row) => ({ ...row, currency: 'USD' as const }))).slice(0, limits.lines);
        const from = asLines(theirs);
        const { merged, skipped } = mergeLines(into, from, limits);
        expect([...merged.map((one) => one.line), ...skipped].length).toBe(from.length);
        for (const { line: moved, quantity } of merged) {
          const already = into.find((one) => one.variantId === moved.variantId)?.quantity ?? 0;
          expect(quantity).toBe(Math.min(already + moved.quantity, limits.quantity));
        }
        const held = new Set([...into, ...merged.map((one) => one.line)].map((one) => one.variantId));
        expect(held.size).toBeLessThanOrEqual(limits.lines);
        expect(new Set([...into, ...merged.map((one) => one.line)].map((one) => one.currency)).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('skips what is sold in another currency than the cart', () => {
    const { merged, skipped } = mergeLines([line()], [line({ variantId: variantId(2), currency: 'EUR' }), line({ quantity: 3 })], limits);
    expect(merged.map(({ quantity }) => quantity)).toEqual([5]);
    expect(skipped.map((one) => one.currency)).toEqual(['EUR']);
  });
});
