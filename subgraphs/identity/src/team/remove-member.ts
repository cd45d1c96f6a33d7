import type { UserViewer } from '@marketgraph/contracts';
import { fail, ok, type Id, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import type { CommandDeps } from '../deps.ts';
import { notAllowed, notFound, type NotAllowed, type NotFound } from '../errors.ts';
import { publishViewersChanged } from '../sessions/live-sessions.ts';
import { lockTeam, missing, type LockedTeam } from './team-access.ts';
import { lastOwner, permissionNotHeld, type VendorLastOwner, type VendorPermissionNotHeld } from './team-errors.ts';
import { seatById, type SeatRow } from './team.queries.ts';
import { keepsAnOwner } from './team.rules.ts';
import { vendorMembers } from './team.tables.ts';

type Failure = NotFound | NotAllowed | VendorPermissionNotHeld | VendorLastOwner;

/** Everybody may leave, whatever they hold and whatever became of the vendor; others are removed by those who manage the team. */
export async function removeMember(deps: CommandDeps, actor: UserViewer, input: { id: Id<'VendorMember'> }): Promise<Result<{ memberId: Id<'VendorMember'> }, Failure>> {
  return deps.db.transaction(async (tx) => {
    const known = await seatById(tx, input.id);
    if (known === undefined) return fail(notFound('There is no such seat in a team of yours.', 'id'));
    const team = await lockTeam(tx, known.vendorId, actor, 'id');
    if (!team.ok) return team;
    const seat = team.value.seats.find((candidate) => candidate.id === input.id);
    if (seat === undefined) return fail(notFound('There is no such seat in a team of yours.', 'id'));
    const refusal = seat.id === team.value.own.id ? undefined : refusalToRemove(team.value, seat);
    if (refusal !== undefined) return fail(refusal);
    if (!keepsAnOwner(team.value.seats, seat.id, undefined)) return fail(lastOwner);
    await tx.delete(vendorMembers).where(eq(vendorMembers.id, seat.id));
    await publishViewersChanged(tx, deps, [seat.userId]);
    return ok({ memberId: seat.id });
  });
}

function refusalToRemove({ own, actor }: LockedTeam, seat: SeatRow): NotFound | NotAllowed | VendorPermissionNotHeld | undefined {
  if (!own.active) return notFound('There is no such seat in a team of yours.', 'id');
  if (!actor.permissions.includes('manage_users')) return notAllowed('You may not manage this team.', 'id');
  const lacking = missing(actor, seat);
  return lacking === undefined ? undefined : permissionNotHeld(lacking, 'id');
}
