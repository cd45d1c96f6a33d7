import { operatorMay } from '@marketgraph/contracts';
import type { Id } from '@marketgraph/kernel';
import type { IdentityContext } from '../context.ts';
import type { SeatRow } from '../team/team.queries.ts';
import { inForce } from '../team/team.rules.ts';
import { vendorBySlug, type VendorRow } from './vendor.queries.ts';
import { isNamedInPublic } from './vendor-status.rules.ts';

/** The one rule of visibility, for root fields, references and everything that leads to a vendor. */
export async function visibleVendor(context: IdentityContext, id: Id<'Vendor'>): Promise<VendorRow | null> {
  return onlyVisible(context, await context.loaders.vendor.load(id));
}

export async function visibleVendorBySlug(context: IdentityContext, slug: string): Promise<VendorRow | null> {
  return onlyVisible(context, await vendorBySlug(context.deps.db.reader, slug));
}

async function onlyVisible(context: IdentityContext, vendor: VendorRow | undefined): Promise<VendorRow | null> {
  if (vendor === undefined) return null;
  return isNamedInPublic(vendor) || (await mayLookInside(context, vendor.id)) ? vendor : null;
}

/** Whether the viewer sees what a vendor does not show to everybody: its team does, and those who run the marketplace. */
export async function mayLookInside(context: IdentityContext, vendorId: Id<'Vendor'>): Promise<boolean> {
  return operatorMay(context.viewer, 'manage_vendors') || (await viewerSeat(context, vendorId)) !== undefined;
}

/** The viewer's active seat in the vendor's team. */
export async function viewerSeat({ loaders }: IdentityContext, vendorId: Id<'Vendor'>): Promise<SeatRow | undefined> {
  return (await loaders.viewerSeats()).get(vendorId);
}

export async function viewerHolds(context: IdentityContext, vendorId: Id<'Vendor'>, permission: 'manage_users' | 'manage_settings'): Promise<boolean> {
  const seat = await viewerSeat(context, vendorId);
  return seat !== undefined && inForce(seat, seat.vendorStatus).includes(permission);
}
