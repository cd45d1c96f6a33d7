import { asId, basisPointsOf, type CurrencyCode, type Id } from '@marketgraph/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceCheckout, type CheckoutLine, type PricingRequest } from './checkout.rules.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const later = new Date('2026-03-01T13:00:00.000Z');

const uuid = (group: number, index: number) => `01890000-0000-7000-8${group.toString(16).padStart(3, '0')}-${index.toString(16).padStart(12, '0')}`;
const vendor = (index: number) => asId('Vendor', uuid(1, index));
const variantId = (index: number) => asId('ProductVariant', uuid(2, index));
const quoteId = (index: number) => asId('ShippingQuote', uuid(3, index));

interface Sold {
  readonly vendor: number;
  readonly price: bigint;
  readonly quantity: number;
}

/** Lines of several vendors with shipping chosen for each, all agreeing with each other. */
function requestFor(sold: readonly Sold[], shipping: (vendorIndex: number) => bigint, overrides: Partial<PricingRequest> = {}): PricingRequest {
  const vendorIndexes = [...new Set(sold.map((one) => one.vendor))];
  const variants = sold.map((one, index) => ({
    id: variantId(index),
    productId: asId('Product', uuid(4, index)),
    vendorId: vendor(one.vendor),
    title: `Thing ${index}`,
    variantTitle: '',
    sku: '',
    price: one.price,
    currency: 'USD' as CurrencyCode,
    purchasable: true,
    imageUrl: null,
  }));
  const lines = sold.map((one, index): CheckoutLine => ({
    lineId: asId('CartLine', uuid(5, index)),
    variantId: variantId(index),
    quantity: one.quantity,
    seenPrice: one.price,
    currency: 'USD',
  }));
  const quotes = vendorIndexes.map((index) => ({ id: quoteId(index), vendorId: vendor(index), method: 'STANDARD', label: 'Standard', price: shipping(index), currency: 'USD' as CurrencyCode, expiresAt: later }));
  return {
    lines,
    variants: new Map(variants.map((one) => [one.id, one])),
    quotes: new Map(quotes.map((one) => [one.id, one])),
    choices: new Map(vendorIndexes.map((index) => [vendor(index), quoteId(index)])),
    quotedForThis: () => true,
    acceptedTotal: null,
    commissionBasisPoints: 300,
    now,
    ...overrides,
  };
}

const soldLines = fc.array(
  fc.record({ vendor: fc.integer({ min: 0, max: 4 }), price: fc.bigInt({ min: 0n, max: 10n ** 9n }), quantity: fc.integer({ min: 1, max: 999 }) }),
  { minLength: 1, maxLength: 12 },
);
const prices = fc.array(fc.bigInt({ min: 0n, max: 10n ** 6n }), { minLength: 5, maxLength: 5 });

describe('COM-02 the price of a checkout', () => {
  it('adds up: lines to parts, parts to the total, commission and net to the gross', () => {
    fc.assert(
      fc.property(soldLines, prices, fc.integer({ min: 0, max: 10_000 }), (sold, shipping, commissionBasisPoints) => {
        const priced = priceCheckout(requestFor(sold, (index) => shipping[index] ?? 0n, { commissionBasisPoints }));
        if (!priced.ok) throw new Error(priced.error.type);
        const { parts, subtotal, total } = priced.value;
        expect(subtotal).toBe(sold.reduce((sum, { price, quantity }) => sum + price * BigInt(quantity), 0n));
        expect(total).toBe(subtotal + priced.value.shipping);
        expect(parts.reduce((sum, part) => sum + part.gross, 0n)).toBe(total);
        expect(new Set(parts.map((part) => part.vendorId)).size).toBe(parts.length);
        for (const part of parts) {
          expect(part.lines.reduce((sum, line) => sum + line.total, 0n)).toBe(part.subtotal);
          expect(part.subtotal + part.shipping).toBe(part.gross);
          expect(part.commission + part.net).toBe(part.gross);
          expect(part.commission).toBe(basisPointsOf(part.gross, commissionBasisPoints));
        }
        expect(parts.flatMap((part) => part.lines).length).toBe(sold.length);
      }),
    );
  });

  it('costs the buyer what was agreed, or nothing at all', () => {
    fc.assert(
      fc.property(soldLines, fc.bigInt({ min: 0n, max: 10n ** 6n }), (sold, acceptedTotal) => {
        const priced = priceCheckout(requestFor(sold, () => 599n, { acceptedTotal }));
        if (priced.ok) expect(priced.value.total).toBe(acceptedTotal);
        else expect(priced.error).toMatchObject({ type: 'PricesChanged' });
      }),
    );
  });

  const two: Sold[] = [
    { vendor: 0, price: 1_000n, quantity: 2 },
    { vendor: 1, price: 500n, quantity: 1 },
  ];

  it('says which prices have changed and what it would cost now', () => {
    const request = requestFor(two, () => 599n);
    const lines = request.lines.map((line, index) => (index === 0 ? { ...line, seenPrice: 900n } : line));
    expect(priceCheckout({ ...request, lines })).toEqual({
      ok: false,
      error: {
        type: 'PricesChanged',
        currency: 'USD',
        lines: [{ lineId: lines[0]?.lineId, variantId: variantId(0), oldPrice: 900n, newPrice: 1_000n }],
        subtotal: 2_500n,
        shipping: 1_198n,
        total: 3_698n,
      },
    });
    expect(priceCheckout({ ...request, lines, acceptedTotal: 3_698n }).ok).toBe(true);
  });

  it('names every variant that is not for sale', () => {
    const request = requestFor(two, () => 0n);
    const variants = new Map([...request.variants].map(([id, variant]) => [id, { ...variant, purchasable: false }]));
    expect(priceCheckout({ ...request, variants })).toEqual({ ok: false, error: { type: 'LinesUnavailable', variantIds: [variantId(0), variantId(1)] } });
    expect(priceCheckout({ ...request, variants: new Map() })).toEqual({ ok: false, error: { type: 'LinesUnavailable', variantIds: [variantId(0), variantId(1)] } });
  });

  it.each<[string, (request: PricingRequest) => Partial<PricingRequest>, Id<'Vendor'>[]]>([
    ['not chosen', () => ({ choices: new Map([[vendor(0), quoteId(0)]]) }), [vendor(1)]],
    ['expired at this very moment', () => ({ now: later }), [vendor(0), vendor(1)]],
    ["another vendor's", () => ({ choices: new Map([[vendor(0), quoteId(1)], [vendor(1), quoteId(1)]]) }), [vendor(0)]],
    ['for other goods', () => ({ quotedForThis: (id) => id === vendor(0) }), [vendor(1)]],
    ['unknown', () => ({ quotes: new Map() }), [vendor(0), vendor(1)]],
  ])('wants new quotes where the shipping is %s', (_why, change, vendorIds) => {
    const request = requestFor(two, () => 599n);
    expect(priceCheckout({ ...request, ...change(request) })).toEqual({ ok: false, error: { type: 'QuotesExpired', vendorIds } });
  });

  it('refuses two currencies in one payment', () => {
    const request = requestFor(two, () => 0n);
    const variants = new Map([...request.variants].map(([id, variant]) => [id, id === variantId(1) ? { ...variant, currency: 'EUR' as const } : variant]));
    expect(priceCheckout({ ...request, variants })).toEqual({ ok: false, error: { type: 'MixedCurrencies', first: 'USD', other: 'EUR' } });
  });
});
