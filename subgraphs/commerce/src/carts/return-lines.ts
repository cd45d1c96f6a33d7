import type { Transaction } from '@marketgraph/db';
import type { Clock, Id, IdGenerator } from '@marketgraph/kernel';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { OrderItemRow, OrderRow, VendorOrderRow } from '../orders/order.tables.ts';
import { cartLines, carts } from './cart.tables.ts';

/**
 * What was in an order that is given up lies in the cart again, at the prices that the buyer had accepted. What the
 * buyer has put there meanwhile stays, quantities are added up.
 */
export async function returnLinesToCart(
  tx: Transaction,
  deps: { readonly clock: Clock; readonly ids: IdGenerator; readonly settings: { readonly cartMaxQuantity: number } },
  order: OrderRow,
  items: readonly OrderItemRow[],
  parts: readonly VendorOrderRow[],
): Promise<void> {
  if (items.length === 0) return;
  const now = deps.clock.now();
  const cartId = (await lockCart(tx, order.cartId)) ?? (await buyersCart(tx, deps, order.buyerId));
  const vendorOf = new Map(parts.map((part) => [part.id, part.vendorId]));
  const rows = items.map((item) => {
    const vendorId = vendorOf.get(item.vendorOrderId);
    if (vendorId === undefined) throw new Error(`item ${item.id} belongs to no part of order ${order.id}`);
    return {
      id: deps.ids.next('CartLine'),
      cartId,
      variantId: item.variantId,
      productId: item.productId,
      vendorId,
      quantity: item.quantity,
      seenPrice: item.unitPrice,
      currency: order.currency,
      title: item.title,
      variantTitle: item.variantTitle,
      imageUrl: item.imageUrl,
      addedAt: now,
      checkedAt: now,
    };
  });
  await tx
    .insert(cartLines)
    .values(rows)
    .onConflictDoUpdate({
      target: [cartLines.cartId, cartLines.variantId],
      set: { quantity: sql`least(${cartLines.quantity} + excluded.quantity, ${deps.settings.cartMaxQuantity}::int)` },
    });
}

/** The cart the lines came from, unless it was removed or has been merged into another. */
async function lockCart(tx: Transaction, id: Id<'Cart'>): Promise<Id<'Cart'> | undefined> {
  const [row] = await tx
    .select({ id: carts.id })
    .from(carts)
    .where(and(eq(carts.id, id), isNull(carts.mergedInto)))
    .for('update');
  return row?.id;
}

async function buyersCart(tx: Transaction, deps: { readonly clock: Clock; readonly ids: IdGenerator }, buyerId: Id<'User'>): Promise<Id<'Cart'>> {
  const now = deps.clock.now();
  const [row] = await tx
    .insert(carts)
    .values({ id: deps.ids.next('Cart'), buyerId, createdAt: now, updatedAt: now })
    .onConflictDoUpdate({ target: carts.buyerId, targetWhere: sql`buyer_id is not null`, set: { updatedAt: now } })
    .returning({ id: carts.id });
  if (row === undefined) throw new Error(`buyer ${buyerId} was given no cart`);
  return row.id;
}
