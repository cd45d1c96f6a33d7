import type { EventName } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { publishLiveAtOnce } from '@marketgraph/server';
import type { InsightsDeps } from '../deps.ts';

/** The topic whose events a store's dashboards watch. */
export function dashboardTopic(vendorId: string): string {
  return `dashboard:${vendorId}`;
}

/** Tells the dashboards of these stores that their figures moved, and why. One statement, or none. */
export async function publishChange(tx: Transaction, deps: InsightsDeps, vendorIds: readonly string[], cause: EventName): Promise<void> {
  await publishLiveAtOnce(tx, deps, [...new Set(vendorIds)].map((vendorId) => ({ topic: dashboardTopic(vendorId), payload: { vendorId, cause } })));
}
