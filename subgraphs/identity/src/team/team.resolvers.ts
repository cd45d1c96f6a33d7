import { VENDOR_PERMISSIONS, type VendorPermission } from '@marketgraph/contracts';
import { encodeId, type Id } from '@marketgraph/kernel';
import { encodeCursor, inputId, pageArguments, requireUser, toConnection, toUnion, type PageRequest } from '@marketgraph/server';
import type { IdentityContext } from '../context.ts';
import { mayLookInside, viewerHolds, viewerSeat } from '../vendors/vendor.views.ts';
import type { VendorRow } from '../vendors/vendor.queries.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { createRole } from './create-role.ts';
import { deleteRole } from './delete-role.ts';
import { inviteMember } from './invite-member.ts';
import { removeMember } from './remove-member.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { actorOf, missing } from './team-access.ts';
import { openInvitations, rolesOfVendor, seatsPage, type InvitationRow, type RoleRow, type SeatRow } from './team.queries.ts';
import { inForce, type MemberRole } from './team.rules.ts';
import { updateMember } from './update-member.ts';
import { updateRole } from './update-role.ts';
import { isMissing, type Optional } from '../optional.ts';

type Input<T> = { readonly input: T };
interface RoleArguments {
  readonly customRoleId?: Optional<string>;
}

const SORT = 'JOINED_AT';

function customRoleId({ customRoleId: id }: RoleArguments): Id<'VendorRole'> | null {
  return isMissing(id) ? null : inputId('VendorRole', id, 'customRoleId');
}

async function customRole(row: { roleId: Id<'VendorRole'> | null }, _args: object, { loaders }: IdentityContext): Promise<RoleRow | null> {
  return row.roleId === null ? null : ((await loaders.role.load(row.roleId)) ?? null);
}

export const teamResolvers = {
  Mutation: {
    vendorMemberInvite: async (_root: unknown, { input }: Input<RoleArguments & { vendorId: string; email: string; role: MemberRole }>, { deps, viewer }: IdentityContext) => {
      const { email, role } = input;
      const invite = { vendorId: inputId('Vendor', input.vendorId, 'vendorId'), email, role, customRoleId: customRoleId(input) };
      return toUnion('VendorMemberInvite', await inviteMember(deps, requireUser(viewer), invite));
    },
    vendorInvitationRevoke: async (_root: unknown, { input }: Input<{ id: string }>, { deps, viewer }: IdentityContext) =>
      toUnion('VendorInvitationRevoke', await revokeInvitation(deps, requireUser(viewer), { id: inputId('VendorInvitation', input.id) })),
    vendorInvitationAccept: async (_root: unknown, { input }: Input<{ token: string }>, { deps, viewer }: IdentityContext) =>
      toUnion('VendorInvitationAccept', await acceptInvitation(deps, requireUser(viewer), input)),
    vendorMemberUpdate: async (
      _root: unknown,
      { input }: Input<RoleArguments & { id: string; role?: Optional<MemberRole>; active?: Optional<boolean> }>,
      { deps, viewer }: IdentityContext,
    ) => {
      const change = { id: inputId('VendorMember', input.id), role: input.role ?? null, customRoleId: customRoleId(input), active: input.active ?? null };
      return toUnion('VendorMemberUpdate', await updateMember(deps, requireUser(viewer), change));
    },
    vendorMemberRemove: async (_root: unknown, { input }: Input<{ id: string }>, { deps, viewer }: IdentityContext) =>
      toUnion('VendorMemberRemove', await removeMember(deps, requireUser(viewer), { id: inputId('VendorMember', input.id) })),
    vendorRoleCreate: async (_root: unknown, { input }: Input<{ vendorId: string; name: string; permissions: VendorPermission[] }>, { deps, viewer }: IdentityContext) =>
      toUnion('VendorRoleCreate', await createRole(deps, requireUser(viewer), { ...input, vendorId: inputId('Vendor', input.vendorId, 'vendorId') })),
    vendorRoleUpdate: async (
      _root: unknown,
      { input }: Input<{ id: string; expectedVersion: number; name?: Optional<string>; permissions?: Optional<VendorPermission[]> }>,
      { deps, viewer }: IdentityContext,
    ) => {
      const { expectedVersion, name = null, permissions = null } = input;
      return toUnion('VendorRoleUpdate', await updateRole(deps, requireUser(viewer), { id: inputId('VendorRole', input.id), expectedVersion, name, permissions }));
    },
    vendorRoleDelete: async (_root: unknown, { input }: Input<{ id: string }>, { deps, viewer }: IdentityContext) =>
      toUnion('VendorRoleDelete', await deleteRole(deps, requireUser(viewer), { id: inputId('VendorRole', input.id) })),
  },
  Vendor: {
    members: async (row: VendorRow, args: PageRequest, context: IdentityContext) => {
      const page = pageArguments(args, SORT);
      if (!(await mayLookInside(context, row.id))) return null;
      const rows = await seatsPage(context.deps.db.reader, row.id, page);
      return toConnection(rows, page.limit, (seat) => encodeCursor({ sort: SORT, key: seat.joinedAt.toISOString(), id: seat.id }), page.after !== null);
    },
    invitations: async (row: VendorRow, _args: object, context: IdentityContext) =>
      (await viewerHolds(context, row.id, 'manage_users')) ? openInvitations(context.deps.db.reader, row.id, context.deps.clock.now()) : null,
    roles: async (row: VendorRow, _args: object, context: IdentityContext) =>
      (await mayLookInside(context, row.id)) ? rolesOfVendor(context.deps.db.reader, row.id) : null,
  },
  VendorMember: {
    id: (seat: SeatRow) => encodeId('VendorMember', seat.id),
    user: (seat: SeatRow, _args: object, { loaders }: IdentityContext) => loaders.user.load(seat.userId),
    email: async (seat: SeatRow, _args: object, context: IdentityContext) => {
      const own = context.viewer.kind === 'user' && context.viewer.userId === seat.userId;
      if (!own && !(await viewerHolds(context, seat.vendorId, 'manage_users'))) return null;
      return (await context.loaders.user.load(seat.userId))?.email ?? null;
    },
    customRole,
    permissions: (seat: SeatRow) => inForce(seat, seat.vendorStatus),
    viewerCanManage: async (seat: SeatRow, _args: object, context: IdentityContext) => {
      const own = await viewerSeat(context, seat.vendorId);
      if (own === undefined) return false;
      const actor = actorOf(own);
      return actor.permissions.includes('manage_users') && missing(actor, seat) === undefined;
    },
  },
  VendorInvitation: { id: (row: InvitationRow) => encodeId('VendorInvitation', row.id), customRole },
  VendorRole: { id: (row: RoleRow) => encodeId('VendorRole', row.id) },
  VendorInvitationRevokeSuccess: { invitationId: ({ invitationId }: { invitationId: Id<'VendorInvitation'> }) => encodeId('VendorInvitation', invitationId) },
  VendorMemberRemoveSuccess: { memberId: ({ memberId }: { memberId: Id<'VendorMember'> }) => encodeId('VendorMember', memberId) },
  VendorRoleDeleteSuccess: { roleId: ({ roleId }: { roleId: Id<'VendorRole'> }) => encodeId('VendorRole', roleId) },
  VendorPermission: Object.fromEntries(VENDOR_PERMISSIONS.map((permission) => [permission.toUpperCase(), permission])),
};
