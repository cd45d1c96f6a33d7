import type { Reader, Transaction } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { and, desc, eq, inArray } from 'drizzle-orm';
import { purchases } from './purchases.tables.ts';

export type PurchaseRow = typeof purchases.$inferSelect;

/** What the buyer has received of these products. */
export function findPurchases(reader: Reader, buyerId: Id<'User'>, productIds: readonly string[]): Promise<PurchaseRow[]> {
  return reader
    .select()
    .from(purchases)
    .where(and(eq(purchases.buyerId, buyerId), eq(purchases.delivered, true), inArray(purchases.productId, [...productIds])));
}

/** The latest purchase, held as it is until the transaction ends: it cannot be given back meanwhile. */
export async function holdPurchase(tx: Transaction, buyerId: Id<'User'>, productId: Id<'Product'>): Promise<PurchaseRow | null> {
  const [row] = await tx
    .select()
    .from(purchases)
    .where(and(eq(purchases.buyerId, buyerId), eq(purchases.productId, productId), eq(purchases.delivered, true)))
    .orderBy(desc(purchases.changedAt), desc(purchases.orderItemId))
    .limit(1)
    .for('share');
  return row ?? null;
}
