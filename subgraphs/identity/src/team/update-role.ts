import type { UserViewer, VendorPermission } from '@marketgraph/contracts';
import { fail, ok, type Id, type Result } from '@marketgraph/kernel';
import { eq, sql } from 'drizzle-orm';
import type { CommandDeps } from '../deps.ts';
import { notFound, type InvalidInput, type NotAllowed, type NotFound } from '../errors.ts';
import { publishViewersChanged } from '../sessions/live-sessions.ts';
import { decodePermissions, decodeRoleName } from './role-details.rules.ts';
import { roleNameIsTaken, roleNameTaken } from './role-name.ts';
import { lockManagedTeam } from './team-access.ts';
import { permissionNotHeld, type VendorPermissionNotHeld, type VendorRoleNameTaken, type VendorRoleVersionConflict } from './team-errors.ts';
import { rolesByIds, rolesOfVendor, type RoleRow } from './team.queries.ts';
import { notHeld } from './team.rules.ts';
import { vendorRoles } from './team.tables.ts';

export interface UpdateRoleInput {
  readonly id: Id<'VendorRole'>;
  readonly expectedVersion: number;
  readonly name: string | null;
  readonly permissions: readonly VendorPermission[] | null;
}

type Failure = NotFound | NotAllowed | InvalidInput | VendorPermissionNotHeld | VendorRoleNameTaken | VendorRoleVersionConflict;

/** Whoever holds the role gains and loses with it at once; so both what it was and what it becomes must be the actor's to give. */
export async function updateRole(deps: CommandDeps, actor: UserViewer, input: UpdateRoleInput): Promise<Result<{ role: RoleRow }, Failure>> {
  const name = input.name === null ? ok(null) : decodeRoleName(input.name);
  if (!name.ok) return name;
  const permissions = input.permissions === null ? ok(null) : decodePermissions(input.permissions);
  if (!permissions.ok) return permissions;
  return deps.db.transaction(async (tx) => {
    const [known] = await rolesByIds(tx, [input.id]);
    if (known === undefined) return fail(notFound('There is no such role of a team of yours.', 'id'));
    const team = await lockManagedTeam(tx, known.vendorId, actor, 'id');
    if (!team.ok) return team;
    const roles = await rolesOfVendor(tx, known.vendorId);
    const current = roles.find((role) => role.id === input.id);
    if (current === undefined) return fail(notFound('There is no such role of a team of yours.', 'id'));
    const lacking = notHeld(team.value.actor.permissions, [...current.permissions, ...(permissions.value ?? [])]);
    if (lacking.length > 0) return fail(permissionNotHeld(lacking, 'permissions'));
    if (current.editVersion !== input.expectedVersion) {
      const message = `Somebody else changed the role: it is at version ${current.editVersion} by now.`;
      return fail({ type: 'VendorRoleVersionConflict', message, path: ['expectedVersion'], current });
    }
    if (name.value !== null && roleNameIsTaken(roles, name.value, input.id)) return fail(roleNameTaken(name.value));
    const [role] = await tx
      .update(vendorRoles)
      .set({
        name: name.value ?? current.name,
        permissions: permissions.value ?? current.permissions,
        editVersion: sql`${vendorRoles.editVersion} + 1`,
        updatedAt: deps.clock.now(),
      })
      .where(eq(vendorRoles.id, input.id))
      .returning();
    if (role === undefined) throw new Error(`role ${input.id} was locked and is not there`);
    await publishViewersChanged(tx, deps, team.value.seats.filter((seat) => seat.roleId === input.id).map((seat) => seat.userId));
    return ok({ role });
  });
}
