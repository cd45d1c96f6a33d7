import { VENDOR_PERMISSIONS, type VendorPermission } from '@marketgraph/contracts';
import { asId, encodeId, type Id, type IdKind } from '@marketgraph/kernel';
import { badUserInput, idArgument, type LiveEvent } from '@marketgraph/server';
import type { IdentityContext } from '../context.ts';
import { publishedKeys } from '../keys/access-token.ts';
import { SESSION_TOPIC, type SessionChange } from '../sessions/live-sessions.ts';
import { revokedLately } from '../sessions/session.queries.ts';
import type { SeatRow } from '../team/team.queries.ts';
import { inForce } from '../team/team.rules.ts';
import type { VendorRow } from '../vendors/vendor.queries.ts';
import { recipients, sessionFacts, type Recipient, type SessionFacts } from './internal.queries.ts';
import { isMissing } from '../optional.ts';

interface RecipientArguments {
  readonly userIds: readonly string[];
  readonly vendorIds: readonly string[];
  readonly permission?: string | null;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Services know people and vendors by uuid from tokens and events, and by prefixed id from the graph: both are understood. */
function internalId<Kind extends IdKind>(kind: Kind, text: string): Id<Kind> {
  return UUID.test(text) ? asId(kind, text) : idArgument(kind, text);
}

function permissionNamed(word: string | null | undefined): VendorPermission | null {
  if (isMissing(word)) return null;
  const permission = VENDOR_PERMISSIONS.find((candidate) => candidate === word);
  if (permission === undefined) throw badUserInput('Not a permission of a vendor\'s team.', ['permission']);
  return permission;
}

export const internalResolvers = {
  Query: {
    internalSession: (_root: unknown, { sessionId }: { sessionId: string }, { deps }: IdentityContext) =>
      sessionFacts(deps.db.reader, internalId('Session', sessionId), deps.clock.now()),
    internalJwks: async (_root: unknown, _args: object, { deps }: IdentityContext) => JSON.stringify(await publishedKeys(deps)),
    internalRecipients: (_root: unknown, { userIds, vendorIds, permission }: RecipientArguments, { deps }: IdentityContext) =>
      recipients(deps.db.reader, {
        userIds: userIds.map((id) => internalId('User', id)),
        vendorIds: vendorIds.map((id) => internalId('Vendor', id)),
        permission: permissionNamed(permission),
      }),
    internalVendorContacts: async (_root: unknown, { vendorIds }: { vendorIds: readonly string[] }, { loaders }: IdentityContext) => {
      const found = await loaders.vendor.loadMany([...new Set(vendorIds.map((id) => internalId('Vendor', id)))]);
      return found.map((vendor) => {
        if (vendor instanceof Error) throw vendor;
        return vendor;
      }).filter((vendor) => vendor !== undefined);
    },
  },
  Subscription: {
    internalSessionFeed: {
      subscribe: (_root: unknown, _args: object, { deps }: IdentityContext) =>
        deps.live.subscribe<SessionChange>({
          topic: SESSION_TOPIC,
          since: null,
          snapshot: async () => ({ kind: 'SNAPSHOT', sessionIds: await revokedLately(deps.db.reader, deps.clock.now()), userId: null }),
        }),
      resolve: ({ seq, payload }: LiveEvent<SessionChange>) => ({ seq, ...payload }),
    },
  },
  InternalSession: {
    sessionId: (facts: SessionFacts) => encodeId('Session', facts.sessionId),
    userId: (facts: SessionFacts) => encodeId('User', facts.userId),
  },
  InternalMembership: {
    vendorId: (seat: SeatRow) => encodeId('Vendor', seat.vendorId),
    permissions: (seat: SeatRow) => inForce(seat, seat.vendorStatus),
  },
  InternalSessionChange: {
    sessionIds: ({ sessionIds }: SessionChange) => sessionIds.map((id) => encodeId('Session', asId('Session', id))),
    userId: ({ userId }: SessionChange) => (userId === null ? null : encodeId('User', asId('User', userId))),
  },
  InternalRecipient: {
    userId: ({ user }: Recipient) => encodeId('User', user.id),
    email: ({ user }: Recipient) => user.email,
    emailVerified: ({ user }: Recipient) => user.emailVerifiedAt !== null,
    name: ({ user }: Recipient) => user.name,
    locale: ({ user }: Recipient) => user.locale,
    vendorId: ({ vendorId }: Recipient) => (vendorId === null ? null : encodeId('Vendor', vendorId)),
  },
  InternalVendorContact: {
    vendorId: (row: VendorRow) => encodeId('Vendor', row.id),
    email: async (row: VendorRow, _args: object, { loaders }: IdentityContext) => {
      if (row.contactEmail !== null) return row.contactEmail;
      const owner = await loaders.owner.load(row.id);
      return owner === undefined ? null : ((await loaders.user.load(owner.userId))?.email ?? null);
    },
    phone: (row: VendorRow) => row.contactPhone,
    pickupAddress: (row: VendorRow, _args: object, { loaders }: IdentityContext) => loaders.pickupAddress.load(row.id),
  },
};
