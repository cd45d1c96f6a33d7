import type { VendorPermission } from '@marketgraph/contracts';
import { isOneOf, type Reader } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import type { Page } from '@marketgraph/server';
import { and, asc, eq, gt, inArray, or, type SQL } from 'drizzle-orm';
import { cursorId, cursorTime } from '../cursors.ts';
import type { VendorStatus } from '../vendors/vendor-status.rules.ts';
import { vendors } from '../vendors/vendor.tables.ts';
import type { Seat } from './team.rules.ts';
import { vendorInvitations, vendorMembers, vendorRoles } from './team.tables.ts';

export type RoleRow = typeof vendorRoles.$inferSelect;
export type InvitationRow = typeof vendorInvitations.$inferSelect;

/** A seat with what its custom role grants and the state of its vendor: all that its rights follow from. */
export interface SeatRow extends Seat {
  readonly id: Id<'VendorMember'>;
  readonly vendorId: Id<'Vendor'>;
  readonly userId: Id<'User'>;
  readonly roleId: Id<'VendorRole'> | null;
  readonly joinedAt: Date;
  readonly vendorStatus: VendorStatus;
}

const seatColumns = {
  id: vendorMembers.id,
  vendorId: vendorMembers.vendorId,
  userId: vendorMembers.userId,
  role: vendorMembers.role,
  roleId: vendorMembers.roleId,
  active: vendorMembers.active,
  joinedAt: vendorMembers.joinedAt,
  vendorStatus: vendors.status,
  permissions: vendorRoles.permissions,
};

async function seats(db: Reader, where: SQL | undefined, limit?: number): Promise<SeatRow[]> {
  const query = db
    .select(seatColumns)
    .from(vendorMembers)
    .innerJoin(vendors, eq(vendors.id, vendorMembers.vendorId))
    .leftJoin(vendorRoles, eq(vendorRoles.id, vendorMembers.roleId))
    .where(where)
    .orderBy(asc(vendorMembers.joinedAt), asc(vendorMembers.id))
    .$dynamic();
  const rows = await (limit === undefined ? query : query.limit(limit));
  return rows.map(({ permissions, ...row }) => ({ ...row, customPermissions: permissions ?? [] }));
}

/** Everybody in the team, active or not, oldest seat first. */
export function seatsOfVendor(db: Reader, vendorId: Id<'Vendor'>): Promise<SeatRow[]> {
  return seats(db, eq(vendorMembers.vendorId, vendorId));
}

export function activeSeatsOfVendors(db: Reader, vendorIds: readonly Id<'Vendor'>[]): Promise<SeatRow[]> {
  return vendorIds.length === 0 ? Promise.resolve([]) : seats(db, and(isOneOf(vendorMembers.vendorId, vendorIds), eq(vendorMembers.active, true)));
}

export function seatsPage(db: Reader, vendorId: Id<'Vendor'>, { limit, after }: Page): Promise<SeatRow[]> {
  const behind = after === null ? undefined : behindCursor(cursorTime(after), cursorId('VendorMember', after));
  return seats(db, and(eq(vendorMembers.vendorId, vendorId), behind), limit + 1);
}

/** Where the person sits, oldest seat first. */
export function activeSeatsOfUser(db: Reader, userId: Id<'User'>): Promise<SeatRow[]> {
  return seats(db, and(eq(vendorMembers.userId, userId), eq(vendorMembers.active, true)));
}

export async function seatOf(db: Reader, vendorId: Id<'Vendor'>, userId: Id<'User'>): Promise<SeatRow | undefined> {
  const [seat] = await seats(db, and(eq(vendorMembers.vendorId, vendorId), eq(vendorMembers.userId, userId)));
  return seat;
}

export async function seatById(db: Reader, id: Id<'VendorMember'>): Promise<SeatRow | undefined> {
  const [seat] = await seats(db, eq(vendorMembers.id, id));
  return seat;
}

export function rolesByIds(db: Reader, ids: readonly Id<'VendorRole'>[]): Promise<RoleRow[]> {
  return ids.length === 0 ? Promise.resolve([]) : db.select().from(vendorRoles).where(inArray(vendorRoles.id, [...ids]));
}

export function rolesOfVendor(db: Reader, vendorId: Id<'Vendor'>): Promise<RoleRow[]> {
  return db.select().from(vendorRoles).where(eq(vendorRoles.vendorId, vendorId)).orderBy(asc(vendorRoles.name), asc(vendorRoles.id));
}

export function openInvitations(db: Reader, vendorId: Id<'Vendor'>, now: Date): Promise<InvitationRow[]> {
  return db
    .select()
    .from(vendorInvitations)
    .where(and(eq(vendorInvitations.vendorId, vendorId), gt(vendorInvitations.expiresAt, now)))
    .orderBy(asc(vendorInvitations.createdAt), asc(vendorInvitations.id));
}

export async function customPermissions(db: Reader, roleId: Id<'VendorRole'> | null): Promise<readonly VendorPermission[]> {
  return roleId === null ? [] : ((await rolesByIds(db, [roleId]))[0]?.permissions ?? []);
}

function behindCursor(joinedAt: Date, id: Id<'VendorMember'>) {
  return or(gt(vendorMembers.joinedAt, joinedAt), and(eq(vendorMembers.joinedAt, joinedAt), gt(vendorMembers.id, id)));
}
