import type { UserViewer } from '@marketgraph/contracts';
import { fail, ok, type Id, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import type { CommandDeps } from '../deps.ts';
import { invalidInput, notFound, type InvalidInput, type NotAllowed, type NotFound } from '../errors.ts';
import { publishViewersChanged } from '../sessions/live-sessions.ts';
import { chooseRole, lockManagedTeam, missing } from './team-access.ts';
import { lastOwner, permissionNotHeld, type VendorLastOwner, type VendorPermissionNotHeld } from './team-errors.ts';
import { seatById, type SeatRow } from './team.queries.ts';
import { keepsAnOwner, type MemberRole } from './team.rules.ts';
import { vendorMembers } from './team.tables.ts';

export interface UpdateMemberInput {
  readonly id: Id<'VendorMember'>;
  readonly role: MemberRole | null;
  readonly customRoleId: Id<'VendorRole'> | null;
  readonly active: boolean | null;
}

type Failure = NotFound | NotAllowed | InvalidInput | VendorPermissionNotHeld | VendorLastOwner;

/** The vendor's lock comes before the team is read, so of two owners who demote each other at once one is refused. */
export async function updateMember(deps: CommandDeps, actor: UserViewer, input: UpdateMemberInput): Promise<Result<{ member: SeatRow }, Failure>> {
  if (input.role === null && input.customRoleId !== null) return fail(invalidInput('Say `CUSTOM` as the role.', 'role'));
  return deps.db.transaction(async (tx) => {
    const known = await seatById(tx, input.id);
    if (known === undefined) return fail(notFound('There is no such seat in a team of yours.', 'id'));
    const team = await lockManagedTeam(tx, known.vendorId, actor, 'id');
    if (!team.ok) return team;
    const seat = team.value.seats.find((candidate) => candidate.id === input.id);
    if (seat === undefined) return fail(notFound('There is no such seat in a team of yours.', 'id'));
    const choice = input.role === null ? ok(seat) : await chooseRole(tx, seat.vendorId, { role: input.role, customRoleId: input.customRoleId });
    if (!choice.ok) return choice;
    const lacking = missing(team.value.actor, seat) ?? missing(team.value.actor, choice.value);
    if (lacking !== undefined) return fail(permissionNotHeld(lacking, 'role'));
    const { role, roleId } = choice.value;
    const active = input.active ?? seat.active;
    if (!keepsAnOwner(team.value.seats, seat.id, { role, active })) return fail(lastOwner);
    await tx.update(vendorMembers).set({ role, roleId, active }).where(eq(vendorMembers.id, seat.id));
    await publishViewersChanged(tx, deps, [seat.userId]);
    return ok({ member: { ...seat, ...choice.value, id: seat.id, active } });
  });
}
