import type { Id } from '@marketgraph/kernel';
import type { VendorRoleNameTaken } from './team-errors.ts';
import type { RoleRow } from './team.queries.ts';

/** Checked under the vendor's lock; the unique index is for whoever forgets it. */
export function roleNameIsTaken(roles: readonly RoleRow[], name: string, except?: Id<'VendorRole'>): boolean {
  return roles.some((role) => role.id !== except && role.name.toLowerCase() === name.toLowerCase());
}

export function roleNameTaken(name: string): VendorRoleNameTaken {
  return { type: 'VendorRoleNameTaken', message: `There is a role called ${name} already.`, path: ['name'] };
}
