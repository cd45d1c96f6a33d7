import type { Transaction } from '@marketgraph/db';
import { and, inArray, isNull, ne } from 'drizzle-orm';
import type { WriteDeps } from '../deps.ts';
import { stockAlerts } from './stock.tables.ts';

/** For variants that are gone: nobody restocks them. What is owed to an order stays owed. */
export async function closeAlertsOf(tx: Transaction, deps: WriteDeps, variantIds: readonly string[]): Promise<void> {
  if (variantIds.length === 0) return;
  await tx
    .update(stockAlerts)
    .set({ closedAt: deps.clock.now() })
    .where(and(inArray(stockAlerts.variantId, [...variantIds]), ne(stockAlerts.kind, 'OVERSOLD'), isNull(stockAlerts.closedAt)));
}
