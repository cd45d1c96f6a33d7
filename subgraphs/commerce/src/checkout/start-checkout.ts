import type { Transaction } from '@marketgraph/db';
import { fail, ok, type Id, type Result } from '@marketgraph/kernel';
import { and, asc, eq, isNull, ne, or } from 'drizzle-orm';
import { cartLines, carts, type CartLineRow, type CartRow } from '../carts/cart.tables.ts';
import { hashCartToken } from '../carts/cart-token.ts';
import { cartEmpty, type CartEmpty } from '../carts/quote-cart-shipping.ts';
import type { CommerceTools } from '../deps.ts';
import { idempotencyConflict, notFound, type IdempotencyConflict, type NotFound } from '../failures.ts';
import { toStored } from '../stored-json.ts';
import { hashOfInput, type CheckoutInput, type StoredRequest } from './checkout-request.ts';
import type { CheckoutLine } from './checkout.rules.ts';
import { checkouts, type CheckoutRow } from './checkout.tables.ts';

export interface CheckoutBuyer {
  readonly userId: Id<'User'>;
  readonly mayBuy: boolean;
  readonly emailVerified: boolean;
  readonly traceId: string;
}

/** `fresh`: this call made the row and has to go on with it. */
export interface Begun {
  readonly checkout: CheckoutRow;
  readonly fresh: boolean;
}

/**
 * The row that every call with the key meets, with the cart's lines as they are now. What fails here has left nothing, so
 * the key is still free: a cart that is filled later can be checked out with it.
 */
export async function startCheckout(deps: CommerceTools, buyer: CheckoutBuyer, input: CheckoutInput): Promise<Result<Begun, NotFound | CartEmpty | IdempotencyConflict>> {
  const bodyHash = hashOfInput(input);
  return deps.db.transaction(async (tx) => {
    const { cart, lines } = await readCart(tx, buyer, input);
    const made = cart === undefined || lines.length === 0 ? undefined : await insert(tx, deps, { buyer, input, bodyHash, cart, lines });
    if (made !== undefined) return ok({ checkout: made, fresh: true });
    // No row was made: the key is known, or there is nothing to buy (perhaps because this key has bought it).
    const known = await findByKey(tx, buyer.userId, input.idempotencyKey);
    if (known === undefined) return cart === undefined ? notFound('cart', 'cartId') : cartEmpty();
    return known.bodyHash === bodyHash ? ok({ checkout: known, fresh: false }) : fail(idempotencyConflict().error);
  });
}

async function readCart(tx: Transaction, buyer: CheckoutBuyer, input: CheckoutInput): Promise<{ cart: CartRow | undefined; lines: CartLineRow[] }> {
  const opened = input.cartToken === null ? undefined : eq(carts.tokenHash, hashCartToken(input.cartToken));
  const rows = await tx
    .select({ cart: carts, line: cartLines })
    .from(carts)
    .leftJoin(cartLines, eq(cartLines.cartId, carts.id))
    .where(and(eq(carts.id, input.cartId), or(eq(carts.buyerId, buyer.userId), opened), isNull(carts.mergedInto)))
    .orderBy(asc(cartLines.addedAt), asc(cartLines.id));
  return { cart: rows[0]?.cart, lines: rows.flatMap(({ line }) => (line === null ? [] : [line])) };
}

interface NewCheckout {
  readonly buyer: CheckoutBuyer;
  readonly input: CheckoutInput;
  readonly bodyHash: string;
  readonly cart: CartRow;
  readonly lines: readonly CartLineRow[];
}

/** Waits for a call with the same key that is inserting at this moment, then makes no row. */
async function insert(tx: Transaction, deps: CommerceTools, { buyer, input, bodyHash, cart, lines }: NewCheckout): Promise<CheckoutRow | undefined> {
  const now = deps.clock.now();
  const { shippingAddress, shippingChoices, acceptedTotal } = input;
  const request: StoredRequest = { shippingAddress, shippingChoices, acceptedTotal, quoted: cart.quoted };
  const kept = lines.map(({ id, variantId, quantity, seenPrice, currency }): CheckoutLine => ({ lineId: id, variantId, quantity, seenPrice, currency }));
  const id = deps.ids.next('Checkout');
  const [row] = await tx
    .insert(checkouts)
    .values({
      id,
      buyerId: buyer.userId,
      idempotencyKey: input.idempotencyKey,
      bodyHash,
      state: 'STARTED',
      cartId: cart.id,
      request: toStored(request),
      lines: toStored(kept),
      run: id,
      traceId: buyer.traceId,
      createdAt: now,
      touchedAt: now,
    })
    .onConflictDoNothing()
    .returning();
  return row;
}

async function findByKey(tx: Transaction, buyerId: Id<'User'>, key: string): Promise<CheckoutRow | undefined> {
  const [row] = await tx
    .select()
    .from(checkouts)
    .where(and(eq(checkouts.buyerId, buyerId), eq(checkouts.idempotencyKey, key), ne(checkouts.state, 'ABANDONED')));
  return row;
}
