import { isMemberOf, operatorMay, vendorsWith, type Viewer } from '@marketgraph/contracts';
import { asId, type CurrencyCode, type Id } from '@marketgraph/kernel';
import type { InsightsContext } from '../context.ts';
import type { Dashboard } from './dashboard.types.ts';
import { rangeOf, type Period } from './period.rules.ts';

export function mayWatch(viewer: Viewer, vendorId: Id<'Vendor'>): boolean {
  return operatorMay(viewer, 'view_analytics') || (isMemberOf(viewer, vendorId) && vendorsWith(viewer, 'view_analytics').includes(vendorId));
}

/** A foreign store answers as a missing one: null. */
export async function openDashboard(context: InsightsContext, vendorId: Id<'Vendor'>, period: Period): Promise<Dashboard | null> {
  if (!mayWatch(context.viewer, vendorId)) return null;
  const vendor = await context.loaders.vendor.load(vendorId);
  if (vendor === null) return null;
  return {
    vendorId: asId('Vendor', vendor.id),
    currency: vendor.currency as CurrencyCode,
    period,
    range: rangeOf(period, context.deps.clock.now()),
  };
}
