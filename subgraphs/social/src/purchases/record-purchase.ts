import type { EventEnvelope } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { lt, sql } from 'drizzle-orm';
import { purchases } from './purchases.tables.ts';

/**
 * Keeps whether the buyer has the item. The version decides between two events, not the order they come in, so a
 * delivery that is heard of after the return gives no right back.
 */
export async function recordPurchase(tx: Transaction, { payload, aggregateVersion, occurredAt }: EventEnvelope<'commerce.order_item.status_changed'>): Promise<void> {
  const { orderItemId, productId, vendorId, buyerId, from, to } = payload;
  if (to !== 'DELIVERED' && to !== 'RETURNED' && from !== 'DELIVERED') return;
  const state = { delivered: to === 'DELIVERED', version: aggregateVersion, changedAt: new Date(occurredAt) };
  await tx
    .insert(purchases)
    .values({ orderItemId, productId, vendorId, buyerId, ...state })
    .onConflictDoUpdate({ target: purchases.orderItemId, set: state, setWhere: lt(purchases.version, sql`excluded.version`) });
}
