import { encodeId } from '@marketgraph/kernel';
import { encodeCursor, idArgument, inputId, notFound, pageArguments, requireUser, toConnection, toUnion, type ResolverMap } from '@marketgraph/server';
import type { CommerceContext } from '../context.ts';
import { isPayable } from '../payments/payment.rules.ts';
import { moneyOf, reference } from '../references.ts';
import { cancelOrder } from './cancel-order.ts';
import type { EndReason } from './end-reason.ts';
import { orderActor, partiesOf } from './order-actor.ts';
import { decodeOperatorFilter, decodeOrderFilter, type OperatorOrderFilterInput, type OrderFilterInput } from './order-filter.ts';
import { listAllOrders, listBuyerOrders, ORDER_SORT } from './order-lists.queries.ts';
import { buyerOrdersStream, orderStream, type StreamEvent } from './order-streams.ts';
import { moveVendorOrder } from './order.rules.ts';
import type { OrdersChanged } from './order-live.ts';
import type { OrderEventRow, OrderRow } from './order.tables.ts';

interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

const cursorOf = (row: OrderRow): string => encodeCursor({ sort: ORDER_SORT, key: row.createdAt.toISOString(), id: row.id });

export const orderResolvers: ResolverMap = {
  Query: {
    order: (_: unknown, { id }: { id: string }, { loaders }: CommerceContext) => loaders.order.load(idArgument('Order', id)),
    orders: async (_: unknown, args: PageArguments & { filter?: OrderFilterInput | null }, { viewer, tools }: CommerceContext) => {
      const page = pageArguments(args, ORDER_SORT);
      const rows = await listBuyerOrders(tools.db.reader, requireUser(viewer).userId, decodeOrderFilter(args.filter), page);
      return toConnection(rows, page.limit, cursorOf, page.after !== null);
    },
    operatorOrders: async (_: unknown, args: PageArguments & { filter?: OperatorOrderFilterInput | null }, { tools }: CommerceContext) => {
      const page = pageArguments(args, ORDER_SORT);
      return toConnection(await listAllOrders(tools.db.reader, decodeOperatorFilter(args.filter), page), page.limit, cursorOf, page.after !== null);
    },
  },
  Mutation: {
    orderCancel: async (_: unknown, { input }: { input: { orderId: string; reason: EndReason['code']; text?: string | null } }, { tools, viewer }: CommerceContext) => {
      const orderId = inputId('Order', input.orderId, 'orderId');
      const reason = { code: input.reason, text: input.text ?? '' };
      return toUnion('OrderCancel', await cancelOrder(tools, orderActor(requireUser(viewer)), { orderId, reason }));
    },
  },
  Subscription: {
    orderUpdated: {
      subscribe: async (_: unknown, { id, since }: { id: string; since?: number | null }, { loaders, tools }: CommerceContext) => {
        const order = await loaders.order.load(idArgument('Order', id));
        if (order === null) throw notFound('There is no such order.');
        return orderStream(tools, order, since);
      },
      resolve: (event: StreamEvent<OrdersChanged>) => event,
    },
    buyerOrdersUpdated: {
      subscribe: (_: unknown, { since }: { since?: number | null }, { viewer, tools }: CommerceContext) => buyerOrdersStream(tools, requireUser(viewer).userId, since),
      resolve: (event: StreamEvent<OrdersChanged>) => event,
    },
  },
  OrderUpdate: {
    order: ({ payload }: StreamEvent<OrdersChanged>, _args: unknown, { loaders }: CommerceContext) => {
      const [id] = payload.orderIds;
      return id === undefined ? null : loaders.order.load(id);
    },
  },
  BuyerOrdersUpdate: {
    orders: async ({ payload }: StreamEvent<OrdersChanged>, _args: unknown, { loaders }: CommerceContext) => {
      const found = await Promise.all(payload.orderIds.map((id) => loaders.order.load(id)));
      return found.filter((order) => order !== null);
    },
  },
  Order: {
    __resolveReference: ({ id }: { id: string }, { loaders }: CommerceContext) => loaders.order.load(idArgument('Order', id)),
    id: (order: OrderRow) => encodeId('Order', order.id),
    buyer: (order: OrderRow) => reference('User', order.buyerId),
    subtotal: (order: OrderRow) => moneyOf(order.subtotal, order),
    shipping: (order: OrderRow) => moneyOf(order.shipping, order),
    total: (order: OrderRow) => moneyOf(order.total, order),
    vendorOrders: (order: OrderRow, _args: unknown, { loaders }: CommerceContext) => loaders.partsOfOrder.load(order.id),
    payment: (order: OrderRow, _args: unknown, { loaders }: CommerceContext) => loaders.paymentOfOrder.load(order.id),
    availableActions: async (order: OrderRow, _args: unknown, context: CommerceContext) => actionsOn(order, context),
    timeline: (order: OrderRow, _args: unknown, { loaders }: CommerceContext) => loaders.timelineOfOrder.load(order.id),
    expiresAt: (order: OrderRow) => (order.status === 'AWAITING_PAYMENT' ? order.expiresAt : null),
  },
  OrderTimelineEntry: {
    vendorOrderId: (entry: OrderEventRow) => (entry.vendorOrderId === null ? null : encodeId('VendorOrder', entry.vendorOrderId)),
  },
};

async function actionsOn(order: OrderRow, { viewer, loaders }: CommerceContext): Promise<('PAY' | 'CANCEL')[]> {
  if (viewer.kind !== 'user') return [];
  const actor = orderActor(viewer);
  if (order.status === 'AWAITING_PAYMENT') {
    const payment = await loaders.paymentOfOrder.load(order.id);
    const pays = payment !== null && isPayable(payment.status) && order.buyerId === actor.userId;
    return pays ? ['PAY', 'CANCEL'] : ['CANCEL'];
  }
  const parts = await loaders.partsOfOrder.load(order.id);
  const open = parts.filter((part) => part.status !== 'REJECTED' && part.status !== 'CANCELLED');
  return open.length > 0 && open.every((part) => moveVendorOrder(part.status, 'CANCEL', partiesOf(actor, part)).ok) ? ['CANCEL'] : [];
}
