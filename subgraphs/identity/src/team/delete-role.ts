import type { UserViewer } from '@marketgraph/contracts';
import { fail, ok, type Id, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import type { CommandDeps } from '../deps.ts';
import { notFound, type NotAllowed, type NotFound } from '../errors.ts';
import { lockManagedTeam } from './team-access.ts';
import { permissionNotHeld, type VendorPermissionNotHeld, type VendorRoleInUse } from './team-errors.ts';
import { rolesByIds } from './team.queries.ts';
import { notHeld } from './team.rules.ts';
import { vendorInvitations, vendorRoles } from './team.tables.ts';

type Failure = NotFound | NotAllowed | VendorPermissionNotHeld | VendorRoleInUse;

export async function deleteRole(deps: CommandDeps, actor: UserViewer, input: { id: Id<'VendorRole'> }): Promise<Result<{ roleId: Id<'VendorRole'> }, Failure>> {
  return deps.db.transaction(async (tx) => {
    const [known] = await rolesByIds(tx, [input.id]);
    if (known === undefined) return fail(notFound('There is no such role of a team of yours.', 'id'));
    const team = await lockManagedTeam(tx, known.vendorId, actor, 'id');
    if (!team.ok) return team;
    const [role] = await rolesByIds(tx, [input.id]);
    if (role === undefined) return fail(notFound('There is no such role of a team of yours.', 'id'));
    const lacking = notHeld(team.value.actor.permissions, role.permissions);
    if (lacking.length > 0) return fail(permissionNotHeld(lacking, 'id'));
    // An invitation that has run out is in nobody's way: it goes with the role.
    const now = deps.clock.now();
    const invitations = await tx.select().from(vendorInvitations).where(eq(vendorInvitations.roleId, input.id));
    const open = invitations.filter((invitation) => invitation.expiresAt > now);
    const uses = open.length + team.value.seats.filter((seat) => seat.roleId === input.id).length;
    if (uses > 0) return fail({ type: 'VendorRoleInUse', message: 'Give those who have this role another one first.', path: ['id'], uses });
    await tx.delete(vendorInvitations).where(eq(vendorInvitations.roleId, input.id));
    await tx.delete(vendorRoles).where(eq(vendorRoles.id, input.id));
    return ok({ roleId: input.id });
  });
}
