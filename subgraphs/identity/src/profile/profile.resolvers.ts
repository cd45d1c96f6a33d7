import { OPERATOR_PERMISSIONS, OPERATOR_ROLE_PERMISSIONS } from '@marketgraph/contracts';
import { encodeId, type Id } from '@marketgraph/kernel';
import { idArgument, requireUser, toUnion } from '@marketgraph/server';
import { usersByIds, type UserRow } from '../accounts/account.queries.ts';
import type { IdentityContext } from '../context.ts';
import type { SeatRow } from '../team/team.queries.ts';
import { inForce, isKnownOutside } from '../team/team.rules.ts';
import { updateProfile, type ProfileInput } from './update-profile.ts';

/** The rest of the profile is the person's own; everybody else is answered with null. */
function own<Field extends keyof UserRow>(field: Field) {
  return (row: UserRow, _args: object, { viewer }: IdentityContext): UserRow[Field] | null => (isSelf(row, viewer) ? row[field] : null);
}

function isSelf(row: UserRow, viewer: IdentityContext['viewer']): boolean {
  return viewer.kind === 'user' && viewer.userId === row.id;
}

/** The vendor of a closed store is gone for its team as for everybody. */
async function openSeats({ loaders }: IdentityContext): Promise<SeatRow[]> {
  return [...(await loaders.viewerSeats()).values()].filter((seat) => seat.vendorStatus !== 'CLOSED');
}

export const profileResolvers = {
  Query: {
    viewer: async (_root: unknown, _args: object, { deps, viewer }: IdentityContext) =>
      viewer.kind === 'user' ? ((await usersByIds(deps.db.reader, [viewer.userId]))[0] ?? null) : null,
  },
  Mutation: {
    profileUpdate: async (_root: unknown, { input }: { input: ProfileInput }, { deps, viewer }: IdentityContext) =>
      toUnion('ProfileUpdate', await updateProfile(deps, requireUser(viewer), input)),
  },
  Viewer: {
    user: (row: UserRow) => row,
    memberships: (_row: UserRow, _args: object, context: IdentityContext) => openSeats(context),
    ownsVendor: async (_row: UserRow, _args: object, context: IdentityContext) =>
      (await openSeats(context)).some((seat) => seat.role === 'OWNER' && isKnownOutside(seat.vendorStatus)),
    operatorPermissions: ({ operatorRole }: UserRow) => (operatorRole === null ? [] : OPERATOR_ROLE_PERMISSIONS[operatorRole]),
  },
  VendorMembership: {
    id: (seat: SeatRow) => encodeId('VendorMember', seat.id),
    vendor: (seat: SeatRow, _args: object, { loaders }: IdentityContext) => loaders.vendor.load(seat.vendorId),
    customRole: (seat: SeatRow, _args: object, { loaders }: IdentityContext) => (seat.roleId === null ? null : loaders.role.load(seat.roleId)),
    permissions: (seat: SeatRow) => inForce(seat, seat.vendorStatus),
  },
  User: {
    __resolveReference: ({ id }: { id: string }, { loaders }: IdentityContext) => loaders.user.load(idArgument('User', id)),
    id: ({ id }: { id: Id<'User'> }) => encodeId('User', id),
    email: own('email'),
    emailVerified: (row: UserRow, _args: object, { viewer }: IdentityContext) => (isSelf(row, viewer) ? row.emailVerifiedAt !== null : null),
    phone: own('phone'),
    locale: own('locale'),
    currency: own('currency'),
    timeZone: own('timeZone'),
    createdAt: own('createdAt'),
  },
  OperatorPermission: Object.fromEntries(OPERATOR_PERMISSIONS.map((permission) => [permission.toUpperCase(), permission])),
};
