import type { UserViewer } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { addMilliseconds, DAY, fail, ok, type Id, type Result } from '@marketgraph/kernel';
import { and, eq } from 'drizzle-orm';
import { existingUser, userByEmail } from '../accounts/account.queries.ts';
import { normaliseEmail } from '../accounts/email.rules.ts';
import { randomToken, tokenHash } from '../crypto/tokens.ts';
import type { CommandDeps } from '../deps.ts';
import { invalidInput, type InvalidInput, type NotAllowed, type NotFound, type TooManyAttempts } from '../errors.ts';
import { invitationMail } from '../mail/team-mails.ts';
import { mail } from '../mail/queue.ts';
import { attempt, takeAttempts } from '../throttle/take-attempts.ts';
import { vendorsByIds } from '../vendors/vendor.queries.ts';
import { chooseRole, lockManagedTeam, missing, type RoleChoice } from './team-access.ts';
import { permissionNotHeld, type VendorMemberExists, type VendorPermissionNotHeld } from './team-errors.ts';
import { customPermissions, rolesByIds, type InvitationRow } from './team.queries.ts';
import type { MemberRole } from './team.rules.ts';
import { vendorInvitations } from './team.tables.ts';

const INVITATION_VALID_MS = 7 * DAY;

export interface InviteInput {
  readonly vendorId: Id<'Vendor'>;
  readonly email: string;
  readonly role: MemberRole;
  readonly customRoleId: Id<'VendorRole'> | null;
}

type Failure = NotFound | NotAllowed | InvalidInput | VendorPermissionNotHeld | VendorMemberExists | TooManyAttempts;

/** A second invitation to the same address replaces the first, whose link then works no more. */
export async function inviteMember(deps: CommandDeps, actor: UserViewer, input: InviteInput): Promise<Result<{ invitation: InvitationRow }, Failure>> {
  const email = normaliseEmail(input.email);
  if (email === undefined) return fail(invalidInput('This is not an e-mail address.', 'email'));
  const tooMany = await takeAttempts(deps, [attempt(deps, 'inviteByMember', `${input.vendorId} ${actor.userId}`)]);
  if (tooMany !== undefined) return fail(tooMany);
  return deps.db.transaction(async (tx) => {
    const team = await lockManagedTeam(tx, input.vendorId, actor, 'vendorId');
    if (!team.ok) return team;
    const choice = await chooseRole(tx, input.vendorId, input);
    if (!choice.ok) return choice;
    const before = await openInvitation(tx, input.vendorId, email);
    const lacking = missing(team.value.actor, choice.value) ?? (before === undefined ? undefined : missing(team.value.actor, before));
    if (lacking !== undefined) return fail(permissionNotHeld(lacking, 'role'));
    const invited = await userByEmail(tx, email);
    if (invited !== undefined && team.value.seats.some((seat) => seat.userId === invited.id)) {
      return fail({ type: 'VendorMemberExists', message: 'This person is in the team already.', path: ['email'] });
    }
    return ok({ invitation: await send(tx, deps, actor, { vendorId: input.vendorId, email, choice: choice.value }) });
  });
}

async function openInvitation(tx: Transaction, vendorId: Id<'Vendor'>, email: string) {
  const [row] = await tx.select().from(vendorInvitations).where(and(eq(vendorInvitations.vendorId, vendorId), eq(vendorInvitations.email, email)));
  return row === undefined ? undefined : { role: row.role, customPermissions: await customPermissions(tx, row.roleId) };
}

async function send(
  tx: Transaction,
  deps: CommandDeps,
  actor: UserViewer,
  { vendorId, email, choice }: { vendorId: Id<'Vendor'>; email: string; choice: RoleChoice },
): Promise<InvitationRow> {
  const now = deps.clock.now();
  const token = randomToken();
  const expiresAt = addMilliseconds(now, INVITATION_VALID_MS);
  const row = {
    id: deps.ids.next('VendorInvitation'),
    role: choice.role,
    roleId: choice.roleId,
    invitedBy: actor.userId,
    tokenHash: tokenHash(token),
    createdAt: now,
    expiresAt,
  };
  const [invitation] = await tx
    .insert(vendorInvitations)
    .values({ ...row, vendorId, email })
    .onConflictDoUpdate({ target: [vendorInvitations.vendorId, vendorInvitations.email], set: row })
    .returning();
  const [vendor] = await vendorsByIds(tx, [vendorId]);
  if (invitation === undefined || vendor === undefined) throw new Error(`the invitation to vendor ${vendorId} was not stored`);
  const inviter = await existingUser(tx, actor.userId);
  const roleName = choice.roleId === null ? choice.role.toLowerCase() : ((await rolesByIds(tx, [choice.roleId]))[0]?.name ?? 'member');
  const content = invitationMail(deps.settings, { vendorName: vendor.name, inviterName: inviter.name, roleName, token, validMs: INVITATION_VALID_MS });
  await mail(tx, deps, 'vendor-invitation', email, content, expiresAt);
  return invitation;
}
