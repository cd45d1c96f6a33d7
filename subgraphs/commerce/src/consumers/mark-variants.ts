import type { Transaction } from '@marketgraph/db';
import type { Clock, Id } from '@marketgraph/kernel';
import { inArray, sql } from 'drizzle-orm';
import { cartLines, variantMarks, type MarkReason } from '../carts/cart.tables.ts';

/**
 * Notes that variants have changed, for those that lie in some cart: one row each, however many carts. What exactly has
 * changed is found out when a cart is looked at, by asking the catalog.
 */
export async function markVariants(tx: Transaction, deps: { readonly clock: Clock }, variantIds: readonly Id<'ProductVariant'>[], reason: MarkReason): Promise<void> {
  if (variantIds.length === 0) return;
  const at = deps.clock.now().toISOString();
  await tx.execute(sql`
    insert into ${variantMarks} (variant_id, reason, marked_at)
    select variant_id, ${reason}, ${at}::timestamptz from ${cartLines}
    where ${inArray(cartLines.variantId, [...variantIds])} group by variant_id order by variant_id
    on conflict (variant_id) do update set reason = excluded.reason, marked_at = excluded.marked_at`);
}
