import type { UserViewer, VendorPermission } from '@marketgraph/contracts';
import { fail, ok, type Id, type Result } from '@marketgraph/kernel';
import type { CommandDeps } from '../deps.ts';
import { invalidInput, type InvalidInput, type NotAllowed, type NotFound } from '../errors.ts';
import { decodePermissions, decodeRoleName } from './role-details.rules.ts';
import { roleNameIsTaken, roleNameTaken } from './role-name.ts';
import { lockManagedTeam } from './team-access.ts';
import { permissionNotHeld, type VendorPermissionNotHeld, type VendorRoleNameTaken } from './team-errors.ts';
import { rolesOfVendor, type RoleRow } from './team.queries.ts';
import { notHeld } from './team.rules.ts';
import { vendorRoles } from './team.tables.ts';

/** A list that nobody pages through. */
const MAXIMUM_ROLES = 50;

export interface CreateRoleInput {
  readonly vendorId: Id<'Vendor'>;
  readonly name: string;
  readonly permissions: readonly VendorPermission[];
}

type Failure = NotFound | NotAllowed | InvalidInput | VendorPermissionNotHeld | VendorRoleNameTaken;

export async function createRole(deps: CommandDeps, actor: UserViewer, input: CreateRoleInput): Promise<Result<{ role: RoleRow }, Failure>> {
  const name = decodeRoleName(input.name);
  if (!name.ok) return name;
  const permissions = decodePermissions(input.permissions);
  if (!permissions.ok) return permissions;
  return deps.db.transaction(async (tx) => {
    const team = await lockManagedTeam(tx, input.vendorId, actor, 'vendorId');
    if (!team.ok) return team;
    const lacking = notHeld(team.value.actor.permissions, permissions.value);
    if (lacking.length > 0) return fail(permissionNotHeld(lacking, 'permissions'));
    const existing = await rolesOfVendor(tx, input.vendorId);
    if (existing.length >= MAXIMUM_ROLES) return fail(invalidInput(`A vendor has at most ${MAXIMUM_ROLES} roles.`, 'vendorId'));
    if (roleNameIsTaken(existing, name.value)) return fail(roleNameTaken(name.value));
    const now = deps.clock.now();
    const [role] = await tx
      .insert(vendorRoles)
      .values({ id: deps.ids.next('VendorRole'), vendorId: input.vendorId, name: name.value, permissions: permissions.value, createdAt: now, updatedAt: now })
      .returning();
    if (role === undefined) throw new Error(`the role ${name.value} was not stored`);
    return ok({ role });
  });
}
