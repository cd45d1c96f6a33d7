import type { Transaction } from '@marketgraph/db';
import { ok, type Clock, type Id, type IdGenerator, type Result } from '@marketgraph/kernel';
import { sql } from 'drizzle-orm';
import { eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { vendorsMayNotBuy, type CartCaller, type VendorsMayNotBuy } from './cart-caller.ts';
import { carts, type CartRow } from './cart.tables.ts';
import { hashCartToken, newCartToken } from './cart-token.ts';

interface CartDeps {
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

/** A buyer has one cart, made when it is first needed; a guest gets a new one and the token that opens it. */
export async function createCart(deps: CommerceTools, caller: CartCaller): Promise<Result<{ cart: CartRow; token: string | null }, VendorsMayNotBuy>> {
  if (!caller.mayBuy) return vendorsMayNotBuy();
  const { userId } = caller;
  if (userId !== null) return ok({ cart: await deps.db.transaction((tx) => cartOfBuyer(tx, deps, userId)), token: null });
  const token = newCartToken();
  const now = deps.clock.now();
  const [cart] = await deps.db.transaction((tx) =>
    tx
      .insert(carts)
      .values({ id: deps.ids.next('Cart'), tokenHash: hashCartToken(token), createdAt: now, updatedAt: now })
      .returning(),
  );
  if (cart === undefined) throw new Error('a cart that was inserted was not returned');
  return ok({ cart, token });
}

/** The buyer's cart, made if there is none; its row is locked. */
export async function cartOfBuyer(tx: Transaction, deps: CartDeps, buyerId: Id<'User'>): Promise<CartRow> {
  const [there] = await tx.select().from(carts).where(eq(carts.buyerId, buyerId)).for('update');
  if (there !== undefined) return there;
  const now = deps.clock.now();
  const [cart] = await tx
    .insert(carts)
    .values({ id: deps.ids.next('Cart'), buyerId, createdAt: now, updatedAt: now })
    .onConflictDoUpdate({ target: carts.buyerId, targetWhere: sql`buyer_id is not null`, set: { updatedAt: now } })
    .returning();
  if (cart === undefined) throw new Error(`buyer ${buyerId} was given no cart`);
  return cart;
}
