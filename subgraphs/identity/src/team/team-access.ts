import type { UserViewer, VendorPermission } from '@marketgraph/contracts';
import { lockRows, type Transaction } from '@marketgraph/db';
import { fail, ok, type Id, type Result } from '@marketgraph/kernel';
import { invalidInput, notAllowed, notFound, type InvalidInput, type NotAllowed, type NotFound } from '../errors.ts';
import { vendors } from '../vendors/vendor.tables.ts';
import { rolesByIds, seatsOfVendor, type SeatRow } from './team.queries.ts';
import { inForce, missingToHandle, type MemberRole, type Seat } from './team.rules.ts';

/** Who acts on a team, with what they may do there now. */
export interface TeamActor {
  readonly role: MemberRole;
  readonly permissions: readonly VendorPermission[];
}

/** A vendor's team under lock: nobody else changes it, nor the vendor's status, before the transaction ends. */
export interface LockedTeam {
  readonly seats: readonly SeatRow[];
  /** The actor's own seat, active or not. */
  readonly own: SeatRow;
  readonly actor: TeamActor;
}

/** Every change of a team begins here: the vendor's row is its lock. Not found for whoever has no seat in it. */
export async function lockTeam(tx: Transaction, vendorId: Id<'Vendor'>, viewer: UserViewer, path: string): Promise<Result<LockedTeam, NotFound>> {
  await lockRows(tx, vendors, [vendorId]);
  const seats = await seatsOfVendor(tx, vendorId);
  const own = seats.find((seat) => seat.userId === viewer.userId);
  if (own === undefined) return fail(notFound('There is no such team of yours.', path));
  return ok({ seats, own, actor: actorOf(own) });
}

/** The same for those alone who may manage the team. */
export async function lockManagedTeam(tx: Transaction, vendorId: Id<'Vendor'>, viewer: UserViewer, path: string): Promise<Result<LockedTeam, NotFound | NotAllowed>> {
  const team = await lockTeam(tx, vendorId, viewer, path);
  if (!team.ok) return team;
  if (!team.value.own.active) return fail(notFound('There is no such team of yours.', path));
  return team.value.actor.permissions.includes('manage_users') ? team : fail(notAllowed('You may not manage this team.', path));
}

export function actorOf(seat: SeatRow): TeamActor {
  return { role: seat.role, permissions: inForce(seat, seat.vendorStatus) };
}

/** What stands between the actor and the seat; `undefined`: nothing. */
export function missing(actor: TeamActor, seat: Pick<Seat, 'role' | 'customPermissions'>): readonly VendorPermission[] | 'OWNER_ONLY' | undefined {
  const permissions = missingToHandle(actor, seat);
  return permissions === 'OWNER_ONLY' || permissions.length > 0 ? permissions : undefined;
}

export interface RoleChoice {
  readonly role: MemberRole;
  readonly roleId: Id<'VendorRole'> | null;
  readonly customPermissions: readonly VendorPermission[];
}

/** A role as it is asked for: the vendor's own role goes with CUSTOM and with nothing else. */
export async function chooseRole(
  tx: Transaction,
  vendorId: Id<'Vendor'>,
  { role, customRoleId }: { role: MemberRole; customRoleId: Id<'VendorRole'> | null },
): Promise<Result<RoleChoice, InvalidInput>> {
  if (role !== 'CUSTOM') {
    return customRoleId === null ? ok({ role, roleId: null, customPermissions: [] }) : fail(invalidInput('Only `CUSTOM` goes with a role of the vendor.', 'customRoleId'));
  }
  const [found] = customRoleId === null ? [] : await rolesByIds(tx, [customRoleId]);
  if (found === undefined || found.vendorId !== vendorId) return fail(invalidInput('The vendor has no such role.', 'customRoleId'));
  return ok({ role, roleId: found.id, customPermissions: found.permissions });
}
