import { ok, type Id, type Result } from '@marketgraph/kernel';
import { PeerUnavailable } from '@marketgraph/server';
import { eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { invalidInput, notFound, type InvalidInput, type NotFound } from '../failures.ts';
import { seenOf } from './add-cart-line.ts';
import { vendorsMayNotBuy, type CartCaller, type VendorsMayNotBuy } from './cart-caller.ts';
import {
  catalogUnavailable,
  insufficientStock,
  shortage,
  variantUnavailable,
  type CatalogUnavailable,
  type InsufficientStock,
  type VariantUnavailable,
} from './cart-failures.ts';
import type { LiveVariant } from './cart.rules.ts';
import { cartLines, type CartRow } from './cart.tables.ts';
import { findCartWithLines } from './cart.queries.ts';
import { lockCart, touchCart } from './lock-cart.ts';

export interface UpdateCartLineInput {
  readonly token: string | null | undefined;
  readonly lineId: Id<'CartLine'>;
  readonly quantity: number;
}

export type UpdateCartLineFailure = NotFound | InvalidInput | VendorsMayNotBuy | VariantUnavailable | InsufficientStock | CatalogUnavailable;

/** Sets how many, and accepts price and name as they are now: the line's notices are answered by this. */
export async function updateCartLine(
  deps: CommerceTools,
  caller: CartCaller,
  { token, lineId, quantity }: UpdateCartLineInput,
): Promise<Result<{ cart: CartRow }, UpdateCartLineFailure>> {
  if (!caller.mayBuy) return vendorsMayNotBuy();
  const { cartMaxQuantity } = deps.settings;
  if (quantity < 1 || quantity > cartMaxQuantity) return invalidInput(`The quantity is between 1 and ${cartMaxQuantity}.`, 'quantity');

  const before = (await findCartWithLines(deps.db.reader, caller, token))?.lines ?? [];
  const line = before.find(({ id }) => id === lineId);
  if (line === undefined) return notFound('line', 'lineId');
  let variant: LiveVariant | undefined;
  try {
    variant = (await caller.variants(before.map((one) => one.variantId))).get(line.variantId);
  } catch (error) {
    if (error instanceof PeerUnavailable) return catalogUnavailable();
    throw error;
  }
  // Another currency would need another cart: the line can only be removed.
  if (variant === undefined || !variant.purchasable || variant.currency !== line.currency) return variantUnavailable('lineId');
  if (quantity > variant.available) return insufficientStock([shortage(variant.id, quantity, variant.available)]);

  const seen = seenOf(variant);
  return deps.db.transaction(async (tx) => {
    const locked = await lockCart(tx, deps, caller, token);
    if (locked === undefined || !locked.lines.some(({ id }) => id === lineId)) return notFound('line', 'lineId');
    await tx
      .update(cartLines)
      .set({ quantity, ...seen, checkedAt: deps.clock.now() })
      .where(eq(cartLines.id, lineId));
    return ok({ cart: await touchCart(tx, deps, locked.cart) });
  });
}
