import type { UserViewer } from '@marketgraph/contracts';
import { lockRows, type Reader, type Transaction } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import { existingUser } from '../accounts/account.queries.ts';
import { users } from '../accounts/account.tables.ts';
import { markEmailVerified } from '../accounts/verify-email.ts';
import { tokenHash } from '../crypto/tokens.ts';
import type { CommandDeps } from '../deps.ts';
import { publishViewersChanged } from '../sessions/live-sessions.ts';
import { vendors } from '../vendors/vendor.tables.ts';
import { actorOf, missing } from './team-access.ts';
import type { VendorInvitationInvalid, VendorMemberExists } from './team-errors.ts';
import { customPermissions, seatOf, type InvitationRow, type SeatRow } from './team.queries.ts';
import { vendorInvitations, vendorMembers } from './team.tables.ts';

const invalid: VendorInvitationInvalid = {
  type: 'VendorInvitationInvalid',
  message: 'The invitation is used, withdrawn, too old, or for another e-mail address. Ask for a new one.',
  path: ['token'],
};

type Accepted = Result<{ membership: SeatRow }, VendorInvitationInvalid | VendorMemberExists>;

/**
 * The account's address must be the invited one: a forwarded mail gives nobody a seat. Whoever invited must still be
 * allowed to at this moment, so a dismissed member's invitations die with the seat.
 */
export async function acceptInvitation(deps: CommandDeps, actor: UserViewer, input: { token: string }): Promise<Accepted> {
  const hash = tokenHash(input.token.trim());
  return deps.db.transaction(async (tx): Promise<Accepted> => {
    const known = await byToken(tx, hash);
    if (known === undefined) return fail(invalid);
    await lockRows(tx, users, [actor.userId]);
    await lockRows(tx, vendors, [known.vendorId]);
    const invitation = await byToken(tx, hash);
    if (invitation === undefined || invitation.expiresAt <= deps.clock.now()) return fail(invalid);
    const user = await existingUser(tx, actor.userId);
    if (user.email !== invitation.email || !(await inviterStillMay(tx, invitation))) return fail(invalid);
    await tx.delete(vendorInvitations).where(eq(vendorInvitations.id, invitation.id));
    if ((await seatOf(tx, invitation.vendorId, actor.userId)) !== undefined) {
      return fail({ type: 'VendorMemberExists', message: 'You are in this team already.', path: ['token'] });
    }
    const membership = await takeSeat(tx, deps, actor, invitation);
    await markEmailVerified(tx, actor.userId, deps.clock.now());
    await publishViewersChanged(tx, deps, [actor.userId]);
    return ok({ membership });
  });
}

async function takeSeat(tx: Transaction, deps: CommandDeps, actor: UserViewer, { vendorId, role, roleId }: InvitationRow): Promise<SeatRow> {
  const id = deps.ids.next('VendorMember');
  await tx.insert(vendorMembers).values({ id, vendorId, userId: actor.userId, role, roleId, joinedAt: deps.clock.now() });
  const seat = await seatOf(tx, vendorId, actor.userId);
  if (seat === undefined) throw new Error(`seat ${id} was not stored`);
  return seat;
}

async function inviterStillMay(tx: Transaction, invitation: InvitationRow): Promise<boolean> {
  const inviter = await seatOf(tx, invitation.vendorId, invitation.invitedBy);
  if (inviter === undefined) return false;
  const actor = actorOf(inviter);
  const offered = { role: invitation.role, customPermissions: await customPermissions(tx, invitation.roleId) };
  return actor.permissions.includes('manage_users') && missing(actor, offered) === undefined;
}

async function byToken(db: Reader, hash: string): Promise<InvitationRow | undefined> {
  const [invitation] = await db.select().from(vendorInvitations).where(eq(vendorInvitations.tokenHash, hash));
  return invitation;
}
