import type { Reader } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { and, asc, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { vendors } from '../vendors/vendor.tables.ts';
import type { CartCaller } from './cart-caller.ts';
import { cartLines, carts, variantMarks, type CartLineRow, type CartRow, type MarkReason } from './cart.tables.ts';
import { hashCartToken } from './cart-token.ts';

/** How a caller may reach a cart: part of the SQL. With a token it is that one, without it the buyer's own. */
export function cartAccess(caller: Pick<CartCaller, 'userId'>, token: string | null | undefined): SQL | undefined {
  if (token !== null && token !== undefined) return and(eq(carts.tokenHash, hashCartToken(token)), isNull(carts.mergedInto));
  return caller.userId === null ? undefined : eq(carts.buyerId, caller.userId);
}

export async function findCart(reader: Reader, caller: Pick<CartCaller, 'userId'>, token: string | null | undefined): Promise<CartRow | undefined> {
  const access = cartAccess(caller, token);
  if (access === undefined) return undefined;
  const [row] = await reader.select().from(carts).where(access);
  return row;
}

export interface CartWithLines {
  readonly cart: CartRow;
  /** In the order they were put in. */
  readonly lines: readonly CartLineRow[];
}

/** One statement. Undefined where the caller reaches none. */
export async function findCartWithLines(reader: Reader, caller: Pick<CartCaller, 'userId'>, token: string | null | undefined): Promise<CartWithLines | undefined> {
  const access = cartAccess(caller, token);
  if (access === undefined) return undefined;
  const rows = await reader
    .select({ cart: carts, line: cartLines })
    .from(carts)
    .leftJoin(cartLines, eq(cartLines.cartId, carts.id))
    .where(access)
    .orderBy(asc(cartLines.addedAt), asc(cartLines.id));
  const [first] = rows;
  return first === undefined ? undefined : { cart: first.cart, lines: rows.flatMap(({ line }) => (line === null ? [] : [line])) };
}

export async function selectOwnCarts(reader: Reader, buyerId: Id<'User'>, ids: readonly Id<'Cart'>[]): Promise<CartRow[]> {
  return reader
    .select()
    .from(carts)
    .where(and(inArray(carts.id, [...ids]), eq(carts.buyerId, buyerId)));
}

export async function selectLines(reader: Reader, cartId: Id<'Cart'>): Promise<CartLineRow[]> {
  return reader.select().from(cartLines).where(eq(cartLines.cartId, cartId)).orderBy(asc(cartLines.addedAt), asc(cartLines.id));
}

/** A line, what happened to its variant since, and whether its vendor sells at present. */
export interface MarkedLine extends CartLineRow {
  readonly mark: { readonly reason: MarkReason; readonly at: Date } | null;
  readonly vendorName: string | null;
  readonly vendorClosed: boolean;
}

/** In the order they were put in. One statement for any number of carts. */
export async function selectMarkedLines(reader: Reader, cartIds: readonly Id<'Cart'>[]): Promise<MarkedLine[]> {
  const rows = await reader
    .select({ line: cartLines, mark: variantMarks, vendor: { name: vendors.name, status: vendors.status } })
    .from(cartLines)
    .leftJoin(variantMarks, eq(variantMarks.variantId, cartLines.variantId))
    .leftJoin(vendors, eq(vendors.id, cartLines.vendorId))
    .where(inArray(cartLines.cartId, [...cartIds]))
    .orderBy(asc(cartLines.addedAt), asc(cartLines.id));
  return rows.map(({ line, mark, vendor }) => ({
    ...line,
    // What the buyer has accepted since is no news.
    mark: mark !== null && mark.markedAt > line.checkedAt ? { reason: mark.reason, at: mark.markedAt } : null,
    vendorName: vendor?.name ?? null,
    vendorClosed: vendor !== null && vendor.status !== 'APPROVED',
  }));
}
