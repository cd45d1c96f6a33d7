import { lockRows, type Transaction } from '@marketgraph/db';
import { ok, type Id, type Result } from '@marketgraph/kernel';
import { eq, sql } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { notFound, type NotFound } from '../failures.ts';
import { vendorsMayNotBuy, type CartCaller, type VendorsMayNotBuy } from './cart-caller.ts';
import { mergeLines } from './cart.rules.ts';
import { selectLines } from './cart.queries.ts';
import { cartLines, carts, type CartLineRow, type CartRow } from './cart.tables.ts';
import { hashCartToken } from './cart-token.ts';
import { cartOfBuyer } from './create-cart.ts';
import { touchCart } from './lock-cart.ts';

export interface MergedCarts {
  readonly cart: CartRow;
  /** What the buyer's cart could not take: another currency, or one line too many. */
  readonly skipped: readonly CartLineRow[];
}

/**
 * After login: what a guest had put in joins what the buyer had. The second time, by a client that never got the first
 * answer, nothing happens and the same cart is answered.
 */
export async function mergeCarts(
  deps: CommerceTools,
  caller: CartCaller & { readonly userId: Id<'User'> },
  token: string,
): Promise<Result<MergedCarts, NotFound | VendorsMayNotBuy>> {
  if (!caller.mayBuy) return vendorsMayNotBuy();
  return deps.db.transaction(async (tx) => {
    const own = await cartOfBuyer(tx, deps, caller.userId);
    const [named] = await tx.select({ id: carts.id }).from(carts).where(eq(carts.tokenHash, hashCartToken(token)));
    if (named === undefined) return notFound('cart', 'cartToken');
    await lockRows(tx, carts, [named.id]);
    const [guest] = await tx.select().from(carts).where(eq(carts.id, named.id));
    if (guest === undefined) return notFound('cart', 'cartToken');
    if (guest.mergedInto === own.id) return ok({ cart: own, skipped: [] });
    if (guest.mergedInto !== null) return notFound('cart', 'cartToken');
    const skipped = await moveLines(tx, deps, own, guest);
    await tx.update(carts).set({ mergedInto: own.id, updatedAt: deps.clock.now() }).where(eq(carts.id, guest.id));
    return ok({ cart: await touchCart(tx, deps, own), skipped });
  });
}

async function moveLines(tx: Transaction, deps: CommerceTools, own: CartRow, guest: CartRow): Promise<CartLineRow[]> {
  const { cartMaxLines, cartMaxQuantity } = deps.settings;
  const { merged, skipped } = mergeLines(await selectLines(tx, own.id), await selectLines(tx, guest.id), { lines: cartMaxLines, quantity: cartMaxQuantity });
  if (merged.length > 0) {
    await tx
      .insert(cartLines)
      .values(merged.map(({ line, quantity }) => ({ ...line, id: deps.ids.next('CartLine'), cartId: own.id, quantity })))
      .onConflictDoUpdate({ target: [cartLines.cartId, cartLines.variantId], set: { quantity: sql`excluded.quantity` } });
  }
  await tx.delete(cartLines).where(eq(cartLines.cartId, guest.id));
  return skipped;
}
