import { asId, encodeId, type Id } from '@marketgraph/kernel';
import { encodeCursor, idArgument, inputId, pageArguments, requireUser, toConnection, toUnion, type PageRequest } from '@marketgraph/server';
import type { SocialContext } from '../context.ts';
import { notFound } from '../failures.ts';
import { reference, referenceOrNull } from '../references.ts';
import { renderNotification } from '../templates/render.ts';
import { deleteNotification } from './delete-notification.ts';
import { markAllRead } from './mark-all-read.ts';
import { markRead } from './mark-read.ts';
import { listFor } from './notification-list.rules.ts';
import { listNotifications, NOTIFICATION_SORT, type NotificationRow } from './notification.queries.ts';
import { watchNotifications, type ListEvent } from './watch-notifications.ts';

type Input<T> = { readonly input: T };
type ListArguments = PageRequest & { readonly vendorId?: string | null; readonly unreadOnly: boolean };
type Watching = { readonly since?: number | null };

const cursorOf = (row: NotificationRow): string => encodeCursor({ sort: NOTIFICATION_SORT, key: row.createdAt.toISOString(), id: row.id });
const vendorArgument = (text: string | null | undefined): Id<'Vendor'> | null => (text === null || text === undefined ? null : idArgument('Vendor', text, ['vendorId']));

export const notificationResolvers = {
  Query: {
    notifications: async (_root: unknown, { vendorId, unreadOnly, ...request }: ListArguments, { viewer, deps }: SocialContext) => {
      const list = listFor(viewer, vendorArgument(vendorId));
      const page = pageArguments(request, NOTIFICATION_SORT);
      if (list === null) return null;
      return toConnection(await listNotifications(deps.db.reader, list, unreadOnly, page), page.limit, cursorOf, page.after !== null);
    },
    notificationUnreadCount: (_root: unknown, { vendorId }: { vendorId?: string | null }, { loaders }: SocialContext) => loaders.unreadCount.load(vendorArgument(vendorId) ?? ''),
  },
  Mutation: {
    notificationMarkRead: async (_root: unknown, { input }: Input<{ id: string }>, { viewer, deps }: SocialContext) =>
      toUnion('NotificationMarkRead', await markRead(deps, requireUser(viewer), inputId('Notification', input.id))),
    notificationMarkAllRead: async (_root: unknown, { input }: Input<{ vendorId?: string | null }>, { viewer, deps }: SocialContext) => {
      const { vendorId } = input;
      const list = listFor(viewer, vendorId === null || vendorId === undefined ? null : inputId('Vendor', vendorId, 'vendorId'));
      return toUnion('NotificationMarkAllRead', list === null ? notFound('store', 'vendorId') : await markAllRead(deps, list));
    },
    notificationDelete: async (_root: unknown, { input }: Input<{ id: string }>, { viewer, deps }: SocialContext) =>
      toUnion('NotificationDelete', await deleteNotification(deps, requireUser(viewer), inputId('Notification', input.id))),
  },
  Subscription: {
    notificationReceived: {
      subscribe: (_root: unknown, { since }: Watching, context: SocialContext) => watchNotifications(context, null, since),
      resolve: (event: ListEvent) => event,
    },
    vendorNotificationReceived: {
      subscribe: (_root: unknown, { vendorId, since }: Watching & { vendorId: string }, context: SocialContext) =>
        watchNotifications(context, idArgument('Vendor', vendorId, ['vendorId']), since),
      resolve: (event: ListEvent) => event,
    },
  },
  NotificationDeleteSuccess: {
    notificationId: ({ notification }: { notification: NotificationRow }) => encodeId('Notification', asId('Notification', notification.id)),
  },
  NotificationUpdate: {
    change: ({ payload }: ListEvent) => payload.change,
    notification: ({ payload }: ListEvent, _args: unknown, { loaders }: SocialContext) => (payload.notificationId === null ? null : loaders.notification.load(payload.notificationId)),
    unreadCount: async ({ vendorId }: ListEvent, _args: unknown, { loaders }: SocialContext) => (await loaders.unreadCount.load(vendorId ?? '')) ?? 0,
  },
  Notification: {
    __resolveReference: ({ id }: { id: string }, { loaders }: SocialContext) => loaders.notification.load(idArgument('Notification', id)),
    id: (row: NotificationRow) => encodeId('Notification', asId('Notification', row.id)),
    title: (row: NotificationRow, _args: unknown, { viewer, deps }: SocialContext) => renderNotification(row, viewer.locale, deps.settings).title,
    body: (row: NotificationRow, _args: unknown, { viewer, deps }: SocialContext) => renderNotification(row, viewer.locale, deps.settings).body,
    vendor: ({ vendorId }: NotificationRow) => (vendorId === null ? null : { ...reference('Vendor', vendorId), vendorId: asId('Vendor', vendorId) }),
    order: (row: NotificationRow) => referenceOrNull('Order', row.orderId),
    vendorOrder: (row: NotificationRow) => referenceOrNull('VendorOrder', row.vendorOrderId),
    delivery: (row: NotificationRow) => referenceOrNull('Delivery', row.deliveryId),
    product: ({ productId }: NotificationRow) => (productId === null ? null : { ...reference('Product', productId), productId: asId('Product', productId) }),
    review: ({ reviewId }: NotificationRow, _args: unknown, { loaders }: SocialContext) => (reviewId === null ? null : loaders.review.load(reviewId)),
  },
};
