import type { Transaction } from '@marketgraph/db';
import type { Clock, Id } from '@marketgraph/kernel';
import { inArray } from 'drizzle-orm';
import { cartLines, variantMarks, type MarkReason } from '../carts/cart.tables.ts';

/**
 * Notes that variants have changed, for those that lie in some cart: one row each, however many carts. What exactly has
 * changed is found out when a cart is looked at, by asking the catalog.
 */
export async function markVariants(tx: Transaction, deps: { readonly clock: Clock }, variantIds: readonly Id<'ProductVariant'>[], reason: MarkReason): Promise<void> {
  if (variantIds.length === 0) return;
  const inCarts = await tx
    .selectDistinct({ id: cartLines.variantId })
    .from(cartLines)
    .where(inArray(cartLines.variantId, [...variantIds]))
    .orderBy(cartLines.variantId);
  if (inCarts.length === 0) return;
  const row = { reason, markedAt: deps.clock.now() };
  await tx
    .insert(variantMarks)
    .values(inCarts.map(({ id }) => ({ variantId: id, ...row })))
    .onConflictDoUpdate({ target: variantMarks.variantId, set: row });
}
