import type { Transaction } from '@marketgraph/db';
import { ok, type Id, type Result } from '@marketgraph/kernel';
import { PeerUnavailable } from '@marketgraph/server';
import { sql } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { invalidInput, notFound, type InvalidInput, type NotFound } from '../failures.ts';
import { vendorsMayNotBuy, type CartCaller, type VendorsMayNotBuy } from './cart-caller.ts';
import {
  cartCurrencyConflict,
  cartFull,
  catalogUnavailable,
  insufficientStock,
  shortage,
  variantUnavailable,
  type CartCurrencyConflict,
  type CartFull,
  type CatalogUnavailable,
  type InsufficientStock,
  type VariantUnavailable,
} from './cart-failures.ts';
import type { LiveVariant } from './cart.rules.ts';
import { cartLines, type CartRow } from './cart.tables.ts';
import { findCartWithLines } from './cart.queries.ts';
import { lockCart, touchCart } from './lock-cart.ts';

export interface AddCartLineInput {
  readonly token: string | null | undefined;
  readonly variantId: Id<'ProductVariant'>;
  readonly quantity: number;
}

export type AddCartLineFailure =
  | NotFound
  | InvalidInput
  | VendorsMayNotBuy
  | VariantUnavailable
  | InsufficientStock
  | CartCurrencyConflict
  | CartFull
  | CatalogUnavailable;

type Outcome = Result<{ cart: CartRow; lineId: Id<'CartLine'> }, AddCartLineFailure>;

/** Puts something in, on top of what is there of it. What it costs and how many there are is asked before. */
export async function addCartLine(deps: CommerceTools, caller: CartCaller, input: AddCartLineInput): Promise<Outcome> {
  if (!caller.mayBuy) return vendorsMayNotBuy();
  const { cartMaxQuantity } = deps.settings;
  if (input.quantity < 1 || input.quantity > cartMaxQuantity) return invalidInput(`The quantity is between 1 and ${cartMaxQuantity}.`, 'quantity');

  // Asked for together with what is there already: the answer shows the whole cart, and one call then does for both.
  const beside = (await findCartWithLines(deps.db.reader, caller, input.token))?.lines ?? [];
  let variant: LiveVariant | undefined;
  try {
    variant = (await caller.variants([input.variantId, ...beside.map((line) => line.variantId)])).get(input.variantId);
  } catch (error) {
    if (error instanceof PeerUnavailable) return catalogUnavailable();
    throw error;
  }
  if (variant === undefined) return notFound('variant', 'variantId');
  if (!variant.purchasable) return variantUnavailable('variantId');
  const live = variant;
  return deps.db.transaction((tx) => putIn(tx, deps, caller, input, live));
}

async function putIn(tx: Transaction, deps: CommerceTools, caller: CartCaller, input: AddCartLineInput, variant: LiveVariant): Promise<Outcome> {
  const locked = await lockCart(tx, deps, caller, input.token);
  if (locked === undefined) return notFound('cart', 'cartToken');
  const { cart, lines } = locked;
  const same = lines.find((line) => line.variantId === variant.id);
  const currency = lines.find((line) => line.variantId !== variant.id)?.currency ?? variant.currency;
  if (currency !== variant.currency) return cartCurrencyConflict(currency, variant.currency);
  if (same === undefined && lines.length >= deps.settings.cartMaxLines) return cartFull(deps.settings.cartMaxLines);
  const quantity = (same?.quantity ?? 0) + input.quantity;
  if (quantity > deps.settings.cartMaxQuantity) return invalidInput(`A line has at most ${deps.settings.cartMaxQuantity}.`, 'quantity');
  if (quantity > variant.available) return insufficientStock([shortage(variant.id, quantity, variant.available)]);

  const now = deps.clock.now();
  // Under the cart's lock nobody else can have put the same in.
  const lineId = same?.id ?? deps.ids.next('CartLine');
  const put = tx.$with('put').as(
    tx
      .insert(cartLines)
      .values({
        id: lineId,
        cartId: cart.id,
        variantId: variant.id,
        productId: variant.productId,
        vendorId: variant.vendorId,
        quantity,
        ...seenOf(variant),
        addedAt: now,
        checkedAt: now,
      })
      .onConflictDoUpdate({ target: [cartLines.cartId, cartLines.variantId], set: SEEN_ANEW })
      .returning({ id: cartLines.id }),
  );
  return ok({ cart: await touchCart(tx, deps, cart, put), lineId });
}

/** Of a line that is there: all but when it was put in. By name, so that the statement needs few enough parameters to be prepared. */
const SEEN_ANEW = {
  quantity: sql`excluded.quantity`,
  seenPrice: sql`excluded.seen_price`,
  currency: sql`excluded.currency`,
  title: sql`excluded.title`,
  variantTitle: sql`excluded.variant_title`,
  imageUrl: sql`excluded.image_url`,
  checkedAt: sql`excluded.checked_at`,
};

/** What the buyer sees now and thereby accepts. */
export function seenOf(variant: LiveVariant) {
  return {
    seenPrice: variant.price,
    currency: variant.currency,
    title: variant.title,
    variantTitle: variant.variantTitle,
    imageUrl: variant.imageUrl,
  };
}
