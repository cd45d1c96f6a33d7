import type { CurrencyCode, Id } from '@marketgraph/kernel';

/** A variant as the catalog knows it at this moment. */
export interface LiveVariant {
  readonly id: Id<'ProductVariant'>;
  readonly productId: Id<'Product'>;
  readonly vendorId: Id<'Vendor'>;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string;
  readonly price: bigint;
  readonly currency: CurrencyCode;
  readonly available: number;
  readonly purchasable: boolean;
  readonly imageUrl: string | null;
  /** Null where the vendor has not weighed it. */
  readonly weightGrams: number | null;
}

/** What a buyer put in, and the price that the buyer saw when doing so. */
export interface LineInCart {
  readonly variantId: Id<'ProductVariant'>;
  readonly vendorId: Id<'Vendor'>;
  readonly quantity: number;
  readonly seenPrice: bigint;
  readonly currency: CurrencyCode;
}

export type LineNotice =
  | { readonly kind: 'UNAVAILABLE' }
  | { readonly kind: 'PRICE_CHANGED'; readonly oldPrice: bigint; readonly newPrice: bigint }
  | { readonly kind: 'INSUFFICIENT_STOCK'; readonly available: number }
  /** The catalog could not be asked: what is shown is what was seen last. */
  | { readonly kind: 'NOT_CHECKED' };

export interface CheckedLine<Line extends LineInCart> {
  readonly line: Line;
  readonly variant: LiveVariant | null;
  readonly unitPrice: bigint;
  readonly total: bigint;
  /** Whether it can be bought as it stands: every other notice must be dealt with first. */
  readonly buyable: boolean;
  readonly notices: readonly LineNotice[];
}

/**
 * Compares what lies in a cart with what is for sale now.
 * @param variants by variant id; undefined when the catalog gave no answer
 * @param closedVendors vendors that sell nothing at present, as their events tell, even before the catalog knows
 */
export function checkLine<Line extends LineInCart>(
  line: Line,
  variants: ReadonlyMap<string, LiveVariant> | undefined,
  closedVendors: ReadonlySet<string>,
): CheckedLine<Line> {
  const variant = variants?.get(line.variantId) ?? null;
  const notices = closedVendors.has(line.vendorId) ? [{ kind: 'UNAVAILABLE' } as const] : noticesOf(line, variants, variant);
  const gone = notices.some((notice) => notice.kind === 'UNAVAILABLE');
  const unitPrice = gone ? line.seenPrice : (variant?.price ?? line.seenPrice);
  return { line, variant, unitPrice, total: unitPrice * BigInt(line.quantity), buyable: notices.length === 0, notices };
}

function noticesOf(line: LineInCart, variants: ReadonlyMap<string, LiveVariant> | undefined, variant: LiveVariant | null): LineNotice[] {
  if (variants === undefined) return [{ kind: 'NOT_CHECKED' }];
  if (variant === null || !variant.purchasable || variant.currency !== line.currency) return [{ kind: 'UNAVAILABLE' }];
  const notices: LineNotice[] = [];
  if (variant.price !== line.seenPrice) notices.push({ kind: 'PRICE_CHANGED', oldPrice: line.seenPrice, newPrice: variant.price });
  if (variant.available < line.quantity) notices.push({ kind: 'INSUFFICIENT_STOCK', available: variant.available });
  return notices;
}

/** Lines that can be had at all; the others are shown but cost nothing. */
export function subtotalOf(lines: readonly CheckedLine<LineInCart>[]): bigint {
  return lines.filter(isForSale).reduce((sum, { total }) => sum + total, 0n);
}

function isForSale({ notices }: CheckedLine<LineInCart>): boolean {
  return notices.every(({ kind }) => kind !== 'UNAVAILABLE');
}

export interface MergedLine<Line extends LineInCart> {
  readonly line: Line;
  readonly quantity: number;
}

/**
 * A guest's lines join those of a buyer: quantities of the same variant are summed and capped. What the cart cannot
 * take (another currency, or one line too many) is named and stays behind.
 */
export function mergeLines<Line extends LineInCart>(
  into: readonly Line[],
  from: readonly Line[],
  limits: { readonly lines: number; readonly quantity: number },
): { merged: MergedLine<Line>[]; skipped: Line[] } {
  const currency = into[0]?.currency ?? from[0]?.currency;
  const held = new Map(into.map((line) => [line.variantId, line.quantity]));
  const merged: MergedLine<Line>[] = [];
  const skipped: Line[] = [];
  for (const line of from) {
    const already = held.get(line.variantId);
    if (line.currency !== currency || (already === undefined && held.size >= limits.lines)) {
      skipped.push(line);
      continue;
    }
    const quantity = Math.min((already ?? 0) + line.quantity, limits.quantity);
    held.set(line.variantId, quantity);
    merged.push({ line, quantity });
  }
  return { merged, skipped };
}
