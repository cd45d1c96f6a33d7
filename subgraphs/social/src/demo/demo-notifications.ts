import type { DemoData, DemoOrder, DemoVendorOrder } from '@marketgraph/contracts';
import { addMilliseconds, createFakeClock, createIdGenerator, DAY, HOUR, type Id } from '@marketgraph/kernel';
import { message, type Message } from '../dispatch/message.ts';
import { columnsOf } from '../notifications/add-notifications.ts';
import type { notifications } from '../notifications/notification.tables.ts';
import type { Line } from '../templates/facts.ts';

type Row = typeof notifications.$inferInsert;
interface At {
  readonly at: Date;
  readonly message: Message;
}

/** The first buyer was told of every order; the first store's team of the orders that wait for it. Older ones are read. */
export function demoNotifications(data: DemoData): Row[] {
  const ids = createIdGenerator(createFakeClock(data.now));
  const stores = new Map(data.vendors.map(({ id, name }) => [id, name]));
  const buyerId = data.orders.length === 0 ? undefined : firstBuyer(data);
  const [store] = data.vendors;
  const told = [
    ...data.orders.filter((order) => order.buyerId === buyerId).flatMap((order) => toBuyer(order, stores, data.now)),
    ...(store === undefined ? [] : data.orders.flatMap((order) => toTeam(order, store.id, store.name))),
  ];
  return told
    .toSorted((left, right) => left.at.getTime() - right.at.getTime())
    .map(({ at, message }) => ({
      id: ids.next('Notification'),
      dispatchId: ids.next('Event'),
      createdAt: at,
      readAt: 'userId' in message.audience && at < addMilliseconds(data.now, -DAY) ? addMilliseconds(at, HOUR) : null,
      ...columnsOf(message),
    }));
}

function firstBuyer({ users, vendors }: DemoData): Id<'User'> | undefined {
  const team = new Set(vendors.flatMap((vendor) => vendor.team.map(({ userId }) => userId)));
  return users.find(({ id, operatorRole }) => operatorRole === null && !team.has(id))?.id;
}

function toBuyer(order: DemoOrder, stores: ReadonlyMap<Id<'Vendor'>, string>, now: Date): At[] {
  const { id: orderId, number, buyerId: userId, placedAt, currency, vendorOrders } = order;
  const lines = vendorOrders.flatMap(linesOf);
  const shipping = vendorOrders.reduce((sum, part) => sum + part.shippingPrice, 0n);
  const total = vendorOrders.reduce((sum, part) => sum + grossOf(part), 0n).toString();
  const placed = message('ORDER_PLACED', { userId }, { number, currency, total, shipping: shipping.toString(), lines }, { orderId });
  return [{ at: placedAt, message: placed }, ...vendorOrders.flatMap((part) => ofPart(order, part, stores.get(part.vendorId) ?? '', now))];
}

/** An order takes two days, or as long as the story leaves it. */
const WHOLE_WAY_MS = 2 * DAY;

function ofPart({ id: orderId, number, buyerId: userId, placedAt }: DemoOrder, part: DemoVendorOrder, store: string, now: Date): At[] {
  const links = { orderId, vendorOrderId: part.id, vendorId: part.vendorId };
  const facts = { number, store };
  const way = Math.min(WHOLE_WAY_MS, now.getTime() - placedAt.getTime());
  const after = (percent: number, what: Message): At => ({ at: addMilliseconds(placedAt, Math.floor((way * percent) / 100)), message: what });
  const accepted = after(10, message('ORDER_ACCEPTED', { userId }, facts, links));
  const sent = after(60, message('DELIVERY_IN_TRANSIT', { userId }, facts, { ...links, deliveryId: part.deliveryId }));
  switch (part.stage) {
    case 'PENDING':
      return [];
    case 'PROCESSING':
      return [accepted];
    case 'READY':
      return [accepted, after(40, message('ORDER_READY', { userId }, facts, links))];
    case 'IN_TRANSIT':
      return [accepted, sent];
    case 'DELIVERED':
      return [accepted, sent, after(90, message('DELIVERY_DELIVERED', { userId }, facts, { ...links, deliveryId: part.deliveryId }))];
    case 'CANCELLED':
      return [after(20, message('ORDER_CANCELLED', { userId }, { ...facts, reason: '', by: 'BUYER' }, links))];
  }
}

function toTeam({ id: orderId, number, currency, placedAt, vendorOrders }: DemoOrder, vendorId: Id<'Vendor'>, store: string): At[] {
  return vendorOrders
    .filter((part) => part.vendorId === vendorId && part.stage === 'PENDING')
    .map((part) => ({
      at: placedAt,
      message: message(
        'STORE_ORDER_PLACED',
        { vendorId, permission: 'manage_orders' },
        { number, currency, total: grossOf(part).toString(), lines: linesOf(part), store },
        { orderId, vendorOrderId: part.id, vendorId },
      ),
    }));
}

function linesOf({ lines }: DemoVendorOrder): Line[] {
  return lines.map(({ title, variantTitle, quantity, unitPrice }) => ({
    title: variantTitle === '' ? title : `${title} (${variantTitle})`,
    quantity,
    total: (unitPrice * BigInt(quantity)).toString(),
  }));
}

function grossOf({ shippingPrice, lines }: DemoVendorOrder): bigint {
  return lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice * BigInt(quantity), shippingPrice);
}
