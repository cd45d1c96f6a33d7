import { ROLE_PERMISSIONS, VENDOR_PERMISSIONS, withIncluded, type VendorPermission, type VendorRoleName } from '@marketgraph/contracts';
import type { VendorStatus } from '../vendors/vendor-status.rules.ts';

export const MEMBER_ROLES = ['OWNER', 'ADMIN', 'MANAGER', 'STAFF', 'CUSTOM'] as const;
export type MemberRole = VendorRoleName | 'CUSTOM';

/** What a seat is, whoever sits in it. */
export interface Seat {
  readonly role: MemberRole;
  /** Of the custom role; empty for a built-in one. */
  readonly customPermissions: readonly VendorPermission[];
  readonly active: boolean;
}

/** What the role grants by itself, whatever the state of the vendor. */
export function granted(seat: Pick<Seat, 'role' | 'customPermissions'>): VendorPermission[] {
  return withIncluded(seat.role === 'CUSTOM' ? seat.customPermissions : ROLE_PERMISSIONS[seat.role]);
}

/**
 * What the seat allows now. Rights come with approval: before it, and after a rejection, the owner may edit the
 * application and nobody may do more. Suspending or closing takes every right back; reactivating returns it.
 */
export function inForce(seat: Seat, status: VendorStatus): VendorPermission[] {
  if (!seat.active) return [];
  if (status === 'APPROVED') return granted(seat);
  const applying = status === 'PENDING' || status === 'REJECTED';
  return applying && seat.role === 'OWNER' ? ['manage_settings'] : [];
}

/** Seats in a vendor that was approved and not closed are what other services know a person by. */
export function isKnownOutside(status: VendorStatus): boolean {
  return status === 'APPROVED' || status === 'SUSPENDED';
}

/** Permissions that would be given without the giver holding them; empty: the giver may. */
export function notHeld(giver: readonly VendorPermission[], given: readonly VendorPermission[]): VendorPermission[] {
  return VENDOR_PERMISSIONS.filter((permission) => given.includes(permission) && !giver.includes(permission));
}

/**
 * Permissions that stand between an actor and a seat: nobody gives what they do not hold, and nobody touches a seat that
 * holds more than theirs. Being an owner is more than its permissions: only owners make, change or remove owners.
 */
export function missingToHandle(
  actor: { role: MemberRole; permissions: readonly VendorPermission[] },
  seat: Pick<Seat, 'role' | 'customPermissions'>,
): VendorPermission[] | 'OWNER_ONLY' {
  if (seat.role === 'OWNER' && actor.role !== 'OWNER') return 'OWNER_ONLY';
  return notHeld(actor.permissions, granted(seat));
}

/** Whether somebody who can run the vendor is left once `changed` is as given (`undefined`: removed). */
export function keepsAnOwner(seats: readonly (Seat & { id: string })[], changedId: string, changed: Pick<Seat, 'role' | 'active'> | undefined): boolean {
  return seats.some((seat) => {
    const after = seat.id === changedId ? changed : seat;
    return after !== undefined && after.active && after.role === 'OWNER';
  });
}
