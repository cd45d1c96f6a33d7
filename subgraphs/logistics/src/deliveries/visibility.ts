import { operatorMay, vendorsWith, type Viewer } from '@marketgraph/contracts';
import { eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import { deliveries } from './deliveries.tables.ts';

/** Part of every statement that reads deliveries for a viewer: its buyer, the store's team, operators. */
export function visibleTo(viewer: Viewer): SQL {
  if (operatorMay(viewer, 'manage_orders')) return sql`true`;
  if (viewer.kind !== 'user') return sql`false`;
  return or(eq(deliveries.buyerId, viewer.userId), manageableBy(viewer)) ?? sql`false`;
}

/** Part of every statement that changes deliveries for a viewer: the store's team and operators. */
export function manageableBy(viewer: Viewer): SQL {
  if (operatorMay(viewer, 'manage_orders')) return sql`true`;
  const vendorIds = vendorsWith(viewer, 'manage_orders');
  return vendorIds.length === 0 ? sql`false` : inArray(deliveries.vendorId, vendorIds);
}

export function mayManage(viewer: Viewer, delivery: { readonly vendorId: string }): boolean {
  return operatorMay(viewer, 'manage_orders') || vendorsWith(viewer, 'manage_orders').some((id) => id === delivery.vendorId);
}
