import type { Id, SubgraphName } from '@marketgraph/kernel';
import {
  OPERATOR_ROLE_PERMISSIONS,
  type AuthRequirement,
  type OperatorPermission,
  type OperatorRole,
  type VendorPermission,
  type VendorRoleName,
} from './permissions.ts';

/** One seat in a vendor's team. `permissions` already contains what the role and its inclusions grant. */
export interface Membership {
  readonly vendorId: Id<'Vendor'>;
  readonly role: VendorRoleName | 'CUSTOM';
  readonly permissions: readonly VendorPermission[];
}

interface RequestTraits {
  /** BCP 47, from the profile or Accept-Language; messages and formatted money follow it. */
  readonly locale: string;
  readonly traceId: string;
  /** Address prefix and user agent of the client, for sessions and the audit trail. */
  readonly clientAddress: string;
  readonly userAgent: string;
}

export interface GuestViewer extends RequestTraits {
  readonly kind: 'guest';
}

export interface UserViewer extends RequestTraits {
  readonly kind: 'user';
  readonly userId: Id<'User'>;
  readonly sessionId: Id<'Session'>;
  readonly emailVerified: boolean;
  readonly memberships: readonly Membership[];
  readonly operatorRole: OperatorRole | null;
}

/** Another subgraph, or the router for its own needs. Only it may use fields marked `@internal`. */
export interface ServiceViewer extends RequestTraits {
  readonly kind: 'service';
  readonly service: ServiceName;
}

export type ServiceName = SubgraphName | 'router';
export type Viewer = GuestViewer | UserViewer | ServiceViewer;

/** Vendors in whose team the viewer holds the permission. Goes into the SQL of every vendor query and command. */
export function vendorsWith(viewer: Viewer, permission: VendorPermission): Id<'Vendor'>[] {
  if (viewer.kind !== 'user') return [];
  return viewer.memberships.filter((seat) => seat.permissions.includes(permission)).map((seat) => seat.vendorId);
}

export function isMemberOf(viewer: Viewer, vendorId: Id<'Vendor'>): boolean {
  return viewer.kind === 'user' && viewer.memberships.some((seat) => seat.vendorId === vendorId);
}

export function ownsVendor(viewer: Viewer): boolean {
  return viewer.kind === 'user' && viewer.memberships.some((seat) => seat.role === 'OWNER');
}

export function operatorMay(viewer: Viewer, permission: OperatorPermission): boolean {
  return viewer.kind === 'user' && viewer.operatorRole !== null && OPERATOR_ROLE_PERMISSIONS[viewer.operatorRole].includes(permission);
}

/** Whether one of the words of `@auth(requires:)` is met. Services never pass: their door is `@internal`. */
export function meetsAny(viewer: Viewer, requirements: readonly AuthRequirement[]): boolean {
  return viewer.kind === 'user' && requirements.some((requirement) => meets(viewer, requirement));
}

function meets(viewer: UserViewer, requirement: AuthRequirement): boolean {
  if (requirement === 'SIGNED_IN') return true;
  if (requirement === 'vendor:*') return viewer.memberships.length > 0;
  const permission = requirement.slice(requirement.indexOf(':') + 1);
  return requirement.startsWith('vendor:')
    ? vendorsWith(viewer, permission as VendorPermission).length > 0
    : operatorMay(viewer, permission as OperatorPermission);
}
