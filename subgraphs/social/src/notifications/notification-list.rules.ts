import type { Membership, VendorPermission, Viewer } from '@marketgraph/contracts';
import type { Id } from '@marketgraph/kernel';

/** Whose notifications are looked at: one's own, or those of a vendor's team as far as the member's permissions go. */
export type NotificationList =
  | { readonly kind: 'PERSON'; readonly userId: Id<'User'> }
  | { readonly kind: 'TEAM'; readonly userId: Id<'User'>; readonly vendorId: Id<'Vendor'>; readonly permissions: readonly VendorPermission[] };

/** Null for guests, and for a team the viewer is not in. */
export function listFor(viewer: Viewer, vendorId: Id<'Vendor'> | null): NotificationList | null {
  if (viewer.kind !== 'user') return null;
  if (vendorId === null) return { kind: 'PERSON', userId: viewer.userId };
  const seat = viewer.memberships.find((membership) => membership.vendorId === vendorId);
  return seat === undefined ? null : teamList(viewer.userId, seat);
}

/** Every list the viewer may look at. */
export function listsOf(viewer: Viewer): NotificationList[] {
  if (viewer.kind !== 'user') return [];
  return [{ kind: 'PERSON', userId: viewer.userId }, ...viewer.memberships.map((seat) => teamList(viewer.userId, seat))];
}

/** Whether an event of the list's topic is for the one who looks at it. */
export function concerns(list: NotificationList, change: { readonly permission: string | null; readonly memberId: string | null }): boolean {
  if (list.kind === 'PERSON') return true;
  const { permission, memberId } = change;
  if (memberId !== null && memberId !== list.userId) return false;
  return permission === null || list.permissions.some((held) => held === permission);
}

function teamList(userId: Id<'User'>, { vendorId, permissions }: Membership): NotificationList {
  return { kind: 'TEAM', userId, vendorId, permissions };
}
