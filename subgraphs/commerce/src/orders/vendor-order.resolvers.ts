import { operatorMay, vendorsWith, type Viewer } from '@marketgraph/contracts';
import { encodeId, type Id } from '@marketgraph/kernel';
import { encodeCursor, idArgument, inputId, notFound, pageArguments, requireUser, toConnection, toUnion, type ResolverMap } from '@marketgraph/server';
import type { CommerceContext } from '../context.ts';
import { moneyOf, reference } from '../references.ts';
import { refundVendorOrder } from '../refunds/refund-vendor-order.ts';
import { mayBeRefunded } from '../refunds/refund.rules.ts';
import { acceptOrder } from './accept-order.ts';
import { cancelVendorOrder } from './cancel-vendor-order.ts';
import type { EndReason } from './end-reason.ts';
import { internalVendorOrderResolvers } from './internal-vendor-order.resolvers.ts';
import { orderActor, partiesOf } from './order-actor.ts';
import { decodeVendorOrderFilter, type VendorOrderFilterInput } from './order-filter.ts';
import type { VendorOrdersChanged } from './order-live.ts';
import { listVendorOrders, VENDOR_ORDER_SORT } from './order-lists.queries.ts';
import { vendorOrdersStream, type StreamEvent } from './order-streams.ts';
import { availableActions } from './order.rules.ts';
import type { OrderItemRow, VendorOrderRow } from './order.tables.ts';
import { readyOrder } from './ready-order.ts';
import { rejectOrder } from './reject-order.ts';

interface OnVendorOrder {
  readonly input: { readonly vendorOrderId: string };
}
interface Ending {
  readonly input: { readonly vendorOrderId: string; readonly reason: EndReason['code']; readonly text?: string | null };
}
interface Refunding {
  readonly input: Ending['input'] & { readonly amount: bigint; readonly idempotencyKey: string };
}
interface ListArguments {
  readonly vendorId: string;
  readonly filter?: VendorOrderFilterInput | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

const namedId = ({ vendorOrderId }: { readonly vendorOrderId: string }) => inputId('VendorOrder', vendorOrderId, 'vendorOrderId');
const reasonOf = ({ reason, text }: Ending['input']): EndReason => ({ code: reason, text: text ?? '' });

export const vendorOrderResolvers: ResolverMap = {
  ...internalVendorOrderResolvers,
  Query: {
    ...internalVendorOrderResolvers.Query,
    vendorOrder: (_: unknown, { id }: { id: string }, { loaders }: CommerceContext) => loaders.vendorOrder.load(idArgument('VendorOrder', id)),
    vendorOrders: async (_: unknown, args: ListArguments, { viewer, tools }: CommerceContext) => {
      const vendorId = managedVendor(viewer, args.vendorId);
      const page = pageArguments(args, VENDOR_ORDER_SORT);
      const rows = await listVendorOrders(tools.db.reader, vendorId, decodeVendorOrderFilter(args.filter), page);
      return toConnection(rows, page.limit, cursorOf, page.after !== null);
    },
  },
  Mutation: {
    orderAccept: async (_: unknown, { input }: OnVendorOrder, { tools, viewer }: CommerceContext) =>
      toUnion('OrderAccept', await acceptOrder(tools, orderActor(requireUser(viewer)), { vendorOrderId: namedId(input) })),
    orderReject: async (_: unknown, { input }: Ending, { tools, viewer }: CommerceContext) =>
      toUnion('OrderReject', await rejectOrder(tools, orderActor(requireUser(viewer)), { vendorOrderId: namedId(input), reason: reasonOf(input) })),
    orderReady: async (_: unknown, { input }: OnVendorOrder, { tools, viewer }: CommerceContext) =>
      toUnion('OrderReady', await readyOrder(tools, orderActor(requireUser(viewer)), { vendorOrderId: namedId(input) })),
    vendorOrderCancel: async (_: unknown, { input }: Ending, { tools, viewer }: CommerceContext) =>
      toUnion('VendorOrderCancel', await cancelVendorOrder(tools, orderActor(requireUser(viewer)), { vendorOrderId: namedId(input), reason: reasonOf(input) })),
    vendorOrderRefund: async (_: unknown, { input }: Refunding, { tools, viewer }: CommerceContext) => {
      const { amount, idempotencyKey } = input;
      const request = { vendorOrderId: namedId(input), reason: reasonOf(input), amount, idempotencyKey };
      return toUnion('VendorOrderRefund', await refundVendorOrder(tools, orderActor(requireUser(viewer)), request));
    },
  },
  Subscription: {
    vendorOrdersUpdated: {
      subscribe: (_: unknown, { vendorId, since }: { vendorId: string; since?: number | null }, { viewer, tools }: CommerceContext) =>
        vendorOrdersStream(tools, managedVendor(viewer, vendorId), since),
      resolve: (event: StreamEvent<VendorOrdersChanged>) => event,
    },
  },
  VendorOrdersUpdate: {
    vendorOrders: async ({ payload }: StreamEvent<VendorOrdersChanged>, _args: unknown, { loaders }: CommerceContext) => {
      const found = await Promise.all(payload.vendorOrderIds.map((id) => loaders.vendorOrder.load(id)));
      return found.filter((part) => part !== null);
    },
  },
  VendorOrder: {
    __resolveReference: ({ id }: { id: string }, { loaders }: CommerceContext) => loaders.vendorOrder.load(idArgument('VendorOrder', id)),
    id: (part: VendorOrderRow) => encodeId('VendorOrder', part.id),
    order: (part: VendorOrderRow, _args: unknown, { loaders }: CommerceContext) => loaders.order.load(part.orderId),
    vendor: (part: VendorOrderRow) => reference('Vendor', part.vendorId),
    buyer: (part: VendorOrderRow) => reference('User', part.buyerId),
    items: (part: VendorOrderRow, _args: unknown, { loaders }: CommerceContext) => loaders.itemsOfPart.load(part.id),
    subtotal: (part: VendorOrderRow) => moneyOf(part.subtotal, part),
    shipping: (part: VendorOrderRow) => moneyOf(part.shipping, part),
    gross: (part: VendorOrderRow) => moneyOf(part.gross, part),
    commission: (part: VendorOrderRow, _args: unknown, { viewer }: CommerceContext) => (managesVendor(viewer, part.vendorId) ? moneyOf(part.commission, part) : null),
    net: (part: VendorOrderRow, _args: unknown, { viewer }: CommerceContext) => (managesVendor(viewer, part.vendorId) ? moneyOf(part.net, part) : null),
    refunded: (part: VendorOrderRow) => moneyOf(part.refunded, part),
    refunds: (part: VendorOrderRow, _args: unknown, { loaders }: CommerceContext) => loaders.refundsOfPart.load(part.id),
    endReason: (part: VendorOrderRow) => (part.endedBy === null ? null : { by: part.endedBy, code: part.reasonCode, text: part.reasonText }),
    availableActions: (part: VendorOrderRow, _args: unknown, { viewer }: CommerceContext) => actionsOn(part, viewer),
    timeline: async (part: VendorOrderRow, _args: unknown, { loaders }: CommerceContext) => {
      const entries = await loaders.timelineOfOrder.load(part.orderId);
      return entries.filter((entry) => entry.vendorOrderId === part.id || entry.kind === 'ORDER_PAID');
    },
  },
  OrderItem: {
    __resolveReference: ({ id }: { id: string }, { loaders }: CommerceContext) => loaders.item.load(idArgument('OrderItem', id)),
    id: (item: OrderItemRow) => encodeId('OrderItem', item.id),
    product: (item: OrderItemRow) => reference('Product', item.productId),
    variant: (item: OrderItemRow) => reference('ProductVariant', item.variantId),
    unitPrice: async (item: OrderItemRow, _args: unknown, { loaders }: CommerceContext) => moneyOf(item.unitPrice, await currencyOf(item, loaders)),
    total: async (item: OrderItemRow, _args: unknown, { loaders }: CommerceContext) => moneyOf(item.total, await currencyOf(item, loaders)),
  },
};

function cursorOf(part: VendorOrderRow): string {
  return encodeCursor({ sort: VENDOR_ORDER_SORT, key: (part.placedAt ?? part.createdAt).toISOString(), id: part.id });
}

/** Another vendor's orders answer like those of one that does not exist. */
function managedVendor(viewer: Viewer, text: string): Id<'Vendor'> {
  const vendorId = idArgument('Vendor', text, ['vendorId']);
  if (!managesVendor(viewer, vendorId)) throw notFound('There is no such vendor.');
  return vendorId;
}

function managesVendor(viewer: Viewer, vendorId: Id<'Vendor'>): boolean {
  return operatorMay(viewer, 'manage_orders') || vendorsWith(viewer, 'manage_orders').includes(vendorId);
}

function actionsOn(part: VendorOrderRow, viewer: Viewer): string[] {
  if (viewer.kind !== 'user') return [];
  const parties = partiesOf(orderActor(viewer), part);
  return [...availableActions(part.status, parties), ...(mayBeRefunded(part, parties) ? ['REFUND'] : [])];
}

async function currencyOf(item: OrderItemRow, loaders: CommerceContext['loaders']): Promise<VendorOrderRow> {
  const part = await loaders.vendorOrder.load(item.vendorOrderId);
  if (part === null) throw new Error(`item ${item.id} was shown to somebody who does not see its vendor order`);
  return part;
}
