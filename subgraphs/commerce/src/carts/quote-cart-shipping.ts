import type { PostalAddress } from '@marketgraph/contracts';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { PeerUnavailable } from '@marketgraph/server';
import { eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { invalidInput, notFound, type InvalidInput, type NotFound } from '../failures.ts';
import type { Shipment, ShippingQuote } from '../peers/logistics.ts';
import { checkAddress } from './address.rules.ts';
import { vendorsMayNotBuy, type CartCaller, type VendorsMayNotBuy } from './cart-caller.ts';
import { catalogUnavailable, type CatalogUnavailable } from './cart-failures.ts';
import { findCartWithLines } from './cart.queries.ts';
import type { LiveVariant } from './cart.rules.ts';
import { carts, type CartLineRow, type CartRow } from './cart.tables.ts';
import { quotedFor } from './quoted-for.ts';

export interface CartEmpty {
  readonly type: 'CartEmpty';
  readonly message: string;
}

export interface ShippingUnavailable {
  readonly type: 'ShippingUnavailable';
  readonly message: string;
  readonly retryable: true;
}

export type QuoteFailure = NotFound | InvalidInput | VendorsMayNotBuy | CartEmpty | CatalogUnavailable | ShippingUnavailable;

export function cartEmpty() {
  return fail<CartEmpty>({ type: 'CartEmpty', message: 'There is nothing in the cart that can be bought.' });
}

interface QuotableLine {
  readonly line: CartLineRow;
  readonly variant: LiveVariant;
}

/** Asks what it costs to send the cart there, vendor by vendor, and remembers what was asked for. */
export async function quoteCartShipping(
  deps: CommerceTools,
  caller: CartCaller,
  { token, address }: { token: string | null | undefined; address: PostalAddress },
): Promise<Result<{ cart: CartRow; quotes: readonly ShippingQuote[] }, QuoteFailure>> {
  if (!caller.mayBuy) return vendorsMayNotBuy();
  const checked = checkAddress(address);
  if (!checked.ok) return invalidInput(checked.error.message, 'address', checked.error.field);
  const found = await findCartWithLines(deps.db.reader, caller, token);
  if (found === undefined) return notFound('cart', 'cartToken');
  const { cart, lines } = found;
  try {
    const variants = await caller.variants(lines.map((line) => line.variantId));
    const quotable = lines.flatMap((line): QuotableLine[] => {
      const variant = variants.get(line.variantId);
      return variant?.purchasable === true ? [{ line, variant }] : [];
    });
    if (quotable.length === 0) return cartEmpty();
    const quotes = await deps.shipping.quote(shipmentsOf(quotable), checked.value, caller.traceId);
    const quoted = quotedFor(
      checked.value,
      quotable.map(({ line, variant }) => ({ vendorId: variant.vendorId, variantId: variant.id, quantity: line.quantity })),
    );
    await deps.db.transaction((tx) => tx.update(carts).set({ quoted }).where(eq(carts.id, cart.id)));
    return ok({ cart, quotes });
  } catch (error) {
    if (!(error instanceof PeerUnavailable)) throw error;
    return error.subgraph === 'catalog' ? catalogUnavailable() : shippingUnavailable();
  }
}

function shippingUnavailable() {
  return fail<ShippingUnavailable>({ type: 'ShippingUnavailable', message: 'Shipping cannot be quoted at the moment; try again.', retryable: true });
}

function shipmentsOf(lines: readonly QuotableLine[]): Shipment[] {
  return [...Map.groupBy(lines, ({ variant }) => variant.vendorId)].map(([vendorId, own]) => ({
    vendorId,
    subtotal: own.reduce((sum, { line, variant }) => sum + variant.price * BigInt(line.quantity), 0n),
    currency: own[0]?.variant.currency ?? 'USD',
    weightGrams: own.reduce((sum, { line, variant }) => sum + (variant.weightGrams ?? 0) * line.quantity, 0),
    itemCount: own.reduce((sum, { line }) => sum + line.quantity, 0),
  }));
}
