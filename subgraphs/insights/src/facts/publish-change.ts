import type { EventName } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { publishLive } from '@marketgraph/server';
import type { InsightsDeps } from '../deps.ts';

/** The topic whose events a store's dashboards watch. */
export function dashboardTopic(vendorId: string): string {
  return `dashboard:${vendorId}`;
}

/** Tells the dashboards of these stores that their figures moved, and why. Stores in order, so that two never wait for each other. */
export async function publishChange(tx: Transaction, deps: InsightsDeps, vendorIds: readonly string[], cause: EventName): Promise<void> {
  for (const vendorId of [...new Set(vendorIds)].toSorted()) {
    await publishLive(tx, deps, dashboardTopic(vendorId), { vendorId, cause });
  }
}
