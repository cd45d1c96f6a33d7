import type { UserViewer } from '@marketgraph/contracts';
import { fail, ok, type Id, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import type { CommandDeps } from '../deps.ts';
import { notFound, type NotAllowed, type NotFound } from '../errors.ts';
import { lockManagedTeam } from './team-access.ts';
import { vendorInvitations } from './team.tables.ts';

export async function revokeInvitation(
  deps: CommandDeps,
  actor: UserViewer,
  input: { id: Id<'VendorInvitation'> },
): Promise<Result<{ invitationId: Id<'VendorInvitation'> }, NotFound | NotAllowed>> {
  return deps.db.transaction(async (tx) => {
    const [invitation] = await tx.select().from(vendorInvitations).where(eq(vendorInvitations.id, input.id));
    if (invitation === undefined) return fail(notFound('There is no such invitation.', 'id'));
    const team = await lockManagedTeam(tx, invitation.vendorId, actor, 'id');
    if (!team.ok) return team;
    const revoked = await tx.delete(vendorInvitations).where(eq(vendorInvitations.id, input.id)).returning({ id: vendorInvitations.id });
    return revoked.length === 0 ? fail(notFound('There is no such invitation.', 'id')) : ok({ invitationId: input.id });
  });
}
