import type { VendorPermission } from '@marketgraph/contracts';
import type { RoleRow } from './team.queries.ts';

/** Failures of the team's commands, as data. */
export interface VendorPermissionNotHeld {
  readonly type: 'VendorPermissionNotHeld';
  readonly message: string;
  readonly path: readonly string[];
  readonly permissions: readonly VendorPermission[];
}

export interface VendorLastOwner {
  readonly type: 'VendorLastOwner';
  readonly message: string;
  readonly path: readonly string[];
}

export interface VendorMemberExists {
  readonly type: 'VendorMemberExists';
  readonly message: string;
  readonly path: readonly string[];
}

export interface VendorInvitationInvalid {
  readonly type: 'VendorInvitationInvalid';
  readonly message: string;
  readonly path: readonly string[];
}

export interface VendorRoleNameTaken {
  readonly type: 'VendorRoleNameTaken';
  readonly message: string;
  readonly path: readonly string[];
}

export interface VendorRoleVersionConflict {
  readonly type: 'VendorRoleVersionConflict';
  readonly message: string;
  readonly path: readonly string[];
  readonly current: RoleRow;
}

export interface VendorRoleInUse {
  readonly type: 'VendorRoleInUse';
  readonly message: string;
  readonly path: readonly string[];
  readonly uses: number;
}

export function permissionNotHeld(missing: readonly VendorPermission[] | 'OWNER_ONLY', ...path: string[]): VendorPermissionNotHeld {
  return missing === 'OWNER_ONLY'
    ? { type: 'VendorPermissionNotHeld', message: 'Only an owner makes, changes or removes an owner.', path, permissions: [] }
    : { type: 'VendorPermissionNotHeld', message: 'You do not hold everything that this role allows.', path, permissions: missing };
}

export const lastOwner: VendorLastOwner = { type: 'VendorLastOwner', message: 'This is the last active owner: make somebody else an owner first.', path: ['id'] };
