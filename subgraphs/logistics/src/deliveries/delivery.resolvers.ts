import { operatorMay, vendorsWith } from '@marketgraph/contracts';
import { asId, encodeId } from '@marketgraph/kernel';
import { encodeCursor, idArgument, inputId, pageArguments, toConnection, toUnion, type LiveEvent, type ResolverMap } from '@marketgraph/server';
import type { LogisticsContext } from '../context.ts';
import { cancelDelivery } from './cancel-delivery.ts';
import type { DeliveryPayload } from './change-delivery.ts';
import type { DeliveryRow } from './deliveries.tables.ts';
import { listDeliveries } from './deliveries.queries.ts';
import { deliveryActions, type DeliveryStatus } from './delivery-status.rules.ts';
import { retryDelivery } from './retry-delivery.ts';
import { toUpdate, trackDelivery, type DeliveryUpdate } from './track-delivery.ts';
import { updateByHand } from './update-by-hand.ts';
import { mayManage } from './visibility.ts';

const SORT = 'created';

interface ListArguments {
  readonly vendorId: string;
  readonly statuses?: readonly DeliveryStatus[] | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

async function vendorDeliveries(_: unknown, args: ListArguments, { deps, viewer }: LogisticsContext) {
  const vendorId = idArgument('Vendor', args.vendorId, ['vendorId']);
  if (!operatorMay(viewer, 'manage_orders') && !vendorsWith(viewer, 'manage_orders').includes(vendorId)) return null;
  const { limit, after } = pageArguments(args, SORT);
  const rows = await listDeliveries(deps.db.reader, viewer, {
    vendorId,
    statuses: args.statuses ?? null,
    limit: limit + 1,
    after: after === null ? null : { at: new Date(String(after.key)), id: after.id },
  });
  return toConnection(rows, limit, (row) => encodeCursor({ sort: SORT, key: row.createdAt.toISOString(), id: row.id }), after !== null);
}

export const deliveryResolvers: ResolverMap = {
  Query: {
    delivery: (_: unknown, { id }: { id: string }, { loaders }: LogisticsContext) => loaders.delivery.load(idArgument('Delivery', id)),
    vendorDeliveries,
  },
  Mutation: {
    deliveryCancel: async (_: unknown, { input }: { input: { id: string; reason?: string | null } }, { deps, viewer, wake }: LogisticsContext) => {
      const result = await cancelDelivery(deps, viewer, { id: inputId('Delivery', input.id), reason: input.reason ?? '' });
      wake.tasks();
      return toUnion('DeliveryCancel', result);
    },
    deliveryRetry: async (_: unknown, { input }: { input: { id: string } }, { deps, viewer, wake }: LogisticsContext) => {
      const result = await retryDelivery(deps, viewer, inputId('Delivery', input.id));
      wake.tasks();
      return toUnion('DeliveryRetry', result);
    },
    deliveryManualUpdate: async (
      _: unknown,
      { input }: { input: { id: string; status: DeliveryStatus; reason?: string | null; trackingUrl?: string | null } },
      { deps, viewer }: LogisticsContext,
    ) => {
      const id = inputId('Delivery', input.id);
      return toUnion('DeliveryManualUpdate', await updateByHand(deps, viewer, { id, status: input.status, reason: input.reason ?? '', trackingUrl: input.trackingUrl ?? null }));
    },
  },
  Subscription: {
    deliveryTracked: {
      subscribe: (_: unknown, args: { id: string; since?: number | null }, context: LogisticsContext) =>
        trackDelivery(context, idArgument('Delivery', args.id), args.since),
      resolve: (event: LiveEvent<DeliveryPayload>, args: { id: string }) => toUpdate(event, idArgument('Delivery', args.id)),
    },
  },
  Delivery: {
    __resolveReference: (reference: { id: string }, { loaders }: LogisticsContext) => loaders.delivery.load(idArgument('Delivery', reference.id)),
    id: (row: DeliveryRow) => encodeId('Delivery', asId('Delivery', row.id)),
    vendorOrder: (row: DeliveryRow) => ({ __typename: 'VendorOrder', id: encodeId('VendorOrder', asId('VendorOrder', row.vendorOrderId)) }),
    order: (row: DeliveryRow) => ({ __typename: 'Order', id: encodeId('Order', asId('Order', row.orderId)) }),
    vendor: (row: DeliveryRow) => ({ __typename: 'Vendor', id: encodeId('Vendor', asId('Vendor', row.vendorId)) }),
    attempts: (row: DeliveryRow, _: unknown, { loaders }: LogisticsContext) => loaders.attempts.load(row.id),
    timeline: (row: DeliveryRow, _: unknown, { loaders }: LogisticsContext) => loaders.steps.load(row.id),
    availableActions: (row: DeliveryRow, _: unknown, { viewer }: LogisticsContext) => (mayManage(viewer, row) ? deliveryActions(row.status, row.carrier) : []),
  },
  DeliveryUpdate: {
    delivery: (update: DeliveryUpdate, _: unknown, { loaders }: LogisticsContext) => loaders.delivery.load(update.deliveryId),
  },
  GeoPosition: {
    at: (position: { at: string }) => new Date(position.at),
  },
  VendorOrder: {
    __resolveReference: (reference: { id: string }) => reference,
    deliveries: (part: { id: string }, _: unknown, { loaders }: LogisticsContext) => loaders.ofVendorOrder.load(idArgument('VendorOrder', part.id)),
  },
  Order: {
    __resolveReference: (reference: { id: string }) => reference,
    deliveries: (order: { id: string }, _: unknown, { loaders }: LogisticsContext) => loaders.ofOrder.load(idArgument('Order', order.id)),
  },
};
