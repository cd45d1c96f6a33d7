import type { Transaction } from '@marketgraph/db';
import type { Clock, IdGenerator } from '@marketgraph/kernel';
import { eq, type WithSubquery } from 'drizzle-orm';
import type { CartCaller } from './cart-caller.ts';
import { cartAccess, selectLines, type CartWithLines } from './cart.queries.ts';
import { carts, type CartRow } from './cart.tables.ts';
import { cartOfBuyer } from './create-cart.ts';

/**
 * The caller's cart, locked: every change of its lines happens under this lock. A buyer's is made if there is none;
 * undefined where a token opens nothing, and for a guest without one.
 */
export async function lockCart(
  tx: Transaction,
  deps: { readonly clock: Clock; readonly ids: IdGenerator },
  caller: CartCaller,
  token: string | null | undefined,
): Promise<CartWithLines | undefined> {
  const cart = token === null || token === undefined ? await ownCart(tx, deps, caller) : await cartByToken(tx, caller, token);
  return cart === undefined ? undefined : { cart, lines: await selectLines(tx, cart.id) };
}

async function ownCart(tx: Transaction, deps: { readonly clock: Clock; readonly ids: IdGenerator }, { userId }: CartCaller): Promise<CartRow | undefined> {
  return userId === null ? undefined : cartOfBuyer(tx, deps, userId);
}

async function cartByToken(tx: Transaction, caller: CartCaller, token: string): Promise<CartRow | undefined> {
  const [cart] = await tx.select().from(carts).where(cartAccess(caller, token)).for('update');
  return cart;
}

/** @param changes of its lines, sent with it as one statement */
export async function touchCart(tx: Transaction, { clock }: { readonly clock: Clock }, cart: CartRow, ...changes: readonly WithSubquery[]): Promise<CartRow> {
  const [touched] = await tx.with(...changes).update(carts).set({ updatedAt: clock.now() }).where(eq(carts.id, cart.id)).returning();
  if (touched === undefined) throw new Error(`cart ${cart.id} vanished under its lock`);
  return touched;
}
