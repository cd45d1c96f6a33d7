import { addMilliseconds, basisPointsOf, fail, MINUTE, ok, type CurrencyCode, type Id, type Result } from '@marketgraph/kernel';

/**
 * STARTED → STOCK_RESERVED → QUOTED → ORDER_CREATED → PAYMENT_REQUESTED. A failure after stock was reserved goes through
 * COMPENSATING; FAILED keeps its answer for good, ABANDONED (an outage) frees the key for the same request again.
 */
export const CHECKOUT_STATES = [
  'STARTED',
  'STOCK_RESERVED',
  'QUOTED',
  'ORDER_CREATED',
  'PAYMENT_REQUESTED',
  'COMPENSATING',
  'FAILED',
  'ABANDONED',
] as const;
export type CheckoutState = (typeof CHECKOUT_STATES)[number];

/** States in which somebody has to go on: the process itself, or the sweeper for it. */
export const UNFINISHED_STATES = ['STARTED', 'STOCK_RESERVED', 'QUOTED', 'ORDER_CREATED', 'COMPENSATING'] as const satisfies readonly CheckoutState[];

export interface CheckoutLine {
  readonly lineId: Id<'CartLine'>;
  readonly variantId: Id<'ProductVariant'>;
  readonly quantity: number;
  readonly seenPrice: bigint;
  readonly currency: CurrencyCode;
}

interface PricedVariant {
  readonly id: Id<'ProductVariant'>;
  readonly productId: Id<'Product'>;
  readonly vendorId: Id<'Vendor'>;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string;
  readonly price: bigint;
  readonly currency: CurrencyCode;
  readonly purchasable: boolean;
  readonly imageUrl: string | null;
}

interface OfferedQuote {
  readonly id: Id<'ShippingQuote'>;
  readonly vendorId: Id<'Vendor'>;
  readonly method: string;
  readonly label: string;
  readonly price: bigint;
  readonly currency: CurrencyCode;
  readonly expiresAt: Date;
}

export interface PricedLine {
  readonly lineId: Id<'CartLine'>;
  readonly variantId: Id<'ProductVariant'>;
  readonly productId: Id<'Product'>;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string;
  readonly imageUrl: string | null;
  readonly quantity: number;
  readonly unitPrice: bigint;
  readonly total: bigint;
}

/** One vendor's part of an order to be. */
export interface PricedPart {
  readonly vendorId: Id<'Vendor'>;
  readonly lines: readonly PricedLine[];
  readonly quoteId: Id<'ShippingQuote'>;
  readonly method: string;
  readonly label: string;
  readonly subtotal: bigint;
  readonly shipping: bigint;
  readonly gross: bigint;
  readonly commissionBasisPoints: number;
  readonly commission: bigint;
  readonly net: bigint;
}

export interface PricedCheckout {
  readonly currency: CurrencyCode;
  readonly parts: readonly PricedPart[];
  readonly subtotal: bigint;
  readonly shipping: bigint;
  readonly total: bigint;
}

export interface ChangedPrice {
  readonly lineId: Id<'CartLine'>;
  readonly variantId: Id<'ProductVariant'>;
  readonly oldPrice: bigint;
  readonly newPrice: bigint;
}

export type PricingFailure =
  | { readonly type: 'LinesUnavailable'; readonly variantIds: readonly Id<'ProductVariant'>[] }
  | { readonly type: 'MixedCurrencies'; readonly first: CurrencyCode; readonly other: CurrencyCode }
  | { readonly type: 'QuotesExpired'; readonly vendorIds: readonly Id<'Vendor'>[] }
  | {
      readonly type: 'PricesChanged';
      readonly currency: CurrencyCode;
      readonly lines: readonly ChangedPrice[];
      readonly subtotal: bigint;
      readonly shipping: bigint;
      readonly total: bigint;
    };

export interface PricingRequest {
  readonly lines: readonly CheckoutLine[];
  /** Variants and quotes by id, as their owners have them now. */
  readonly variants: ReadonlyMap<string, PricedVariant>;
  readonly quotes: ReadonlyMap<string, OfferedQuote>;
  /** The quote chosen for each vendor. */
  readonly choices: ReadonlyMap<string, Id<'ShippingQuote'>>;
  /** Whether the goods of a vendor and the address are those that its quote was made for. */
  readonly quotedForThis: (vendorId: Id<'Vendor'>, lines: readonly PricedLine[]) => boolean;
  /** The total the buyer has agreed to; null: the prices seen in the cart. */
  readonly acceptedTotal: bigint | null;
  readonly commissionBasisPoints: number;
  readonly now: Date;
}

/** What the order will be made of, or the first reason why it cannot be made. */
export function priceCheckout(request: PricingRequest): Result<PricedCheckout, PricingFailure> {
  const { lines, variants, acceptedTotal } = request;
  const found = lines.map((line) => ({ line, variant: variants.get(line.variantId) }));
  const gone = found.filter(({ variant }) => variant === undefined || !variant.purchasable).map(({ line }) => line.variantId);
  if (gone.length > 0) return fail({ type: 'LinesUnavailable', variantIds: gone });
  const sold = found.flatMap(({ line, variant }) => (variant === undefined ? [] : [{ line, variant }]));
  const currency = sold[0]?.variant.currency;
  if (currency === undefined) throw new Error('a checkout has at least one line');
  const stranger = sold.find(({ variant }) => variant.currency !== currency);
  if (stranger !== undefined) return fail({ type: 'MixedCurrencies', first: currency, other: stranger.variant.currency });

  const parts: PricedPart[] = [];
  const expired: Id<'Vendor'>[] = [];
  for (const [vendorId, own] of Map.groupBy(sold, ({ variant }) => variant.vendorId)) {
    const part = pricePart(request, currency, vendorId, own.map(({ line, variant }) => pricedLine(line, variant)));
    if (part === undefined) expired.push(vendorId);
    else parts.push(part);
  }
  if (expired.length > 0) return fail({ type: 'QuotesExpired', vendorIds: expired });

  const priced = { currency, parts, subtotal: sum(parts, 'subtotal'), shipping: sum(parts, 'shipping'), total: sum(parts, 'gross') };
  const changed = sold
    .filter(({ line, variant }) => line.seenPrice !== variant.price)
    .map(({ line, variant }) => ({ lineId: line.lineId, variantId: line.variantId, oldPrice: line.seenPrice, newPrice: variant.price }));
  const agreed = acceptedTotal === null ? changed.length === 0 : acceptedTotal === priced.total;
  const { subtotal, shipping, total } = priced;
  return agreed ? ok(priced) : fail({ type: 'PricesChanged', currency, lines: changed, subtotal, shipping, total });
}

function pricePart(request: PricingRequest, currency: CurrencyCode, vendorId: Id<'Vendor'>, lines: readonly PricedLine[]): PricedPart | undefined {
  const quote = request.quotes.get(request.choices.get(vendorId) ?? '');
  if (quote === undefined || quote.vendorId !== vendorId || quote.currency !== currency || quote.expiresAt <= request.now) return undefined;
  if (!request.quotedForThis(vendorId, lines)) return undefined;
  const subtotal = lines.reduce((total, line) => total + line.total, 0n);
  const gross = subtotal + quote.price;
  const commission = basisPointsOf(gross, request.commissionBasisPoints);
  return {
    vendorId,
    lines,
    quoteId: quote.id,
    method: quote.method,
    label: quote.label,
    subtotal,
    shipping: quote.price,
    gross,
    commissionBasisPoints: request.commissionBasisPoints,
    commission,
    net: gross - commission,
  };
}

function pricedLine(line: CheckoutLine, variant: PricedVariant): PricedLine {
  const { productId, title, variantTitle, sku, imageUrl, price } = variant;
  const { lineId, variantId, quantity } = line;
  return { lineId, variantId, productId, title, variantTitle, sku, imageUrl, quantity, unitPrice: price, total: price * BigInt(quantity) };
}

function sum(parts: readonly PricedPart[], field: 'subtotal' | 'shipping' | 'gross'): bigint {
  return parts.reduce((total, part) => total + part[field], 0n);
}

/** Stock is held longer than its order waits: a payment that comes at the last moment must find it. */
export function reservationEnd(orderExpiresAt: Date): Date {
  return addMilliseconds(orderExpiresAt, 15 * MINUTE);
}
