import { operatorMay } from '@marketgraph/contracts';
import { encodeId } from '@marketgraph/kernel';
import { badUserInput, encodeCursor, idArgument, pageArguments, toConnection, type PageRequest } from '@marketgraph/server';
import type { IdentityContext } from '../context.ts';
import { inForce } from '../team/team.rules.ts';
import { availableActions, type VendorStatus } from './vendor-status.rules.ts';
import { applications, publicVendors, type AddressRow, type VendorFilter, type VendorRow, type VendorSort } from './vendor.queries.ts';
import { mayLookInside, viewerHolds, viewerSeat, visibleVendor, visibleVendorBySlug } from './vendor.views.ts';
import { isMissing } from '../optional.ts';

const APPLICATIONS = 'CREATED_AT';

interface ListArguments extends PageRequest {
  readonly filter?: VendorFilter | null;
  readonly sort?: VendorSort | null;
}

/** A field for the vendor's team and for operators; everybody else is answered with null. */
function inside<Value>(read: (row: VendorRow, context: IdentityContext) => Value | Promise<Value>) {
  return async (row: VendorRow, _args: object, context: IdentityContext): Promise<Value | null> => ((await mayLookInside(context, row.id)) ? read(row, context) : null);
}

export const vendorResolvers = {
  Query: {
    vendor: (_root: unknown, { id, slug }: { id?: string | null; slug?: string | null }, context: IdentityContext) => {
      if (isMissing(id) === isMissing(slug)) throw badUserInput('Give either `id` or `slug`.', ['id']);
      return isMissing(id) ? visibleVendorBySlug(context, slug ?? '') : visibleVendor(context, idArgument('Vendor', id));
    },
    vendors: async (_root: unknown, { filter, sort, ...request }: ListArguments, { deps }: IdentityContext) => {
      const order = sort ?? 'NEWEST';
      const page = pageArguments(request, order);
      const rows = await publicVendors(deps.db.reader, filter ?? {}, order, page);
      const { edges, pageInfo } = toConnection(rows, page.limit, (row) => encodeCursor({ sort: order, key: row.sortKey, id: row.vendor.id }), page.after !== null);
      return { edges: edges.map(({ cursor, node }) => ({ cursor, node: node.vendor })), nodes: edges.map(({ node }) => node.vendor), pageInfo };
    },
    vendorApplications: async (_root: unknown, { status, ...request }: PageRequest & { status?: VendorStatus | null }, { deps }: IdentityContext) => {
      const page = pageArguments(request, APPLICATIONS);
      const rows = await applications(deps.db.reader, status ?? 'PENDING', page);
      const cursorOf = (row: VendorRow) => encodeCursor({ sort: APPLICATIONS, key: row.createdAt.toISOString(), id: row.id });
      return toConnection(rows, page.limit, cursorOf, page.after !== null);
    },
  },
  Vendor: {
    __resolveReference: ({ id }: { id: string }, context: IdentityContext) => visibleVendor(context, idArgument('Vendor', id)),
    id: (row: VendorRow) => encodeId('Vendor', row.id),
    statusReason: inside((row) => (row.statusReason === '' ? null : row.statusReason)),
    pickupAddress: inside((row, { loaders }) => loaders.pickupAddress.load(row.id)),
    ownerEmailVerified: inside(async (row, { loaders }) => {
      const owner = await loaders.owner.load(row.id);
      return owner === undefined ? null : ((await loaders.user.load(owner.userId))?.emailVerifiedAt ?? null) !== null;
    }),
    availableActions: async (row: VendorRow, _args: object, context: IdentityContext) => {
      const seat = await viewerSeat(context, row.id);
      const mayEdit = await viewerHolds(context, row.id, 'manage_settings');
      return availableActions(row.status, { operator: operatorMay(context.viewer, 'manage_vendors'), owner: seat?.role === 'OWNER', mayEdit });
    },
    viewerPermissions: async (row: VendorRow, _args: object, context: IdentityContext) => {
      const seat = await viewerSeat(context, row.id);
      return seat === undefined ? [] : inForce(seat, row.status);
    },
  },
  Address: {
    __resolveReference: async ({ id }: { id: string }, context: IdentityContext) => {
      const address = await context.loaders.address.load(idArgument('Address', id));
      return address !== undefined && (await mayLookInside(context, address.vendorId)) ? address : null;
    },
    id: (row: AddressRow) => encodeId('Address', row.id),
  },
};
