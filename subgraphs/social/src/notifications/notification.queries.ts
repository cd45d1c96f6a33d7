import type { Viewer } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import type { Page } from '@marketgraph/server';
import { and, desc, eq, getTableColumns, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import { listsOf, type NotificationList } from './notification-list.rules.ts';
import { notificationMarks, notifications } from './notification.tables.ts';

export const NOTIFICATION_SORT = 'notifications.NEWEST';

const { readAt: personReadAt, ...columns } = getTableColumns(notifications);
/** A person's mark stands in the row, a member's in a row of its own; at most one of them is set. */
const readAt = sql<Date | null>`coalesce(${personReadAt}, ${notificationMarks.readAt})`.mapWith(notifications.readAt);

export type NotificationRow = Omit<typeof notifications.$inferSelect, 'readAt'> & { readonly readAt: Date | null };

/** Part of every statement about notifications of one list. */
export function inList(list: NotificationList): SQL {
  if (list.kind === 'PERSON') return eq(notifications.userId, list.userId);
  if (list.permissions.length === 0) return sql`false`;
  return and(eq(notifications.teamVendorId, list.vendorId), inArray(notifications.teamPermission, [...list.permissions])) ?? sql`false`;
}

/** Part of every statement that reads notifications by id for a viewer. */
export function visibleTo(viewer: Viewer): SQL {
  return or(...listsOf(viewer).map(inList)) ?? sql`false`;
}

/** The viewer's own marks on notifications of a team. */
export function marksOf(viewer: Viewer | NotificationList): SQL {
  const userId = 'userId' in viewer ? viewer.userId : null;
  return and(eq(notificationMarks.notificationId, notifications.id), userId === null ? sql`false` : eq(notificationMarks.userId, userId)) ?? sql`false`;
}

export const isShown = isNull(notificationMarks.hiddenAt);
export const isUnread = and(isNull(notifications.readAt), isNull(notificationMarks.readAt));

export function findNotifications(reader: Reader, viewer: Viewer, ids: readonly string[]): Promise<NotificationRow[]> {
  return reader
    .select({ ...columns, readAt })
    .from(notifications)
    .leftJoin(notificationMarks, marksOf(viewer))
    .where(and(inArray(notifications.id, [...ids]), visibleTo(viewer), isShown));
}

/** Newest first, one row more than the page. */
export function listNotifications(reader: Reader, list: NotificationList, unreadOnly: boolean, { after, limit }: Page): Promise<NotificationRow[]> {
  const behind = after === null ? undefined : sql`(${notifications.createdAt}, ${notifications.id}) < (${after.key}::timestamptz, ${after.id}::uuid)`;
  return reader
    .select({ ...columns, readAt })
    .from(notifications)
    .leftJoin(notificationMarks, marksOf(list))
    .where(and(inList(list), isShown, unreadOnly ? isUnread : undefined, behind))
    .orderBy(desc(notifications.createdAt), desc(notifications.id))
    .limit(limit + 1);
}

export async function countUnread(reader: Reader, list: NotificationList): Promise<number> {
  const [row] = await reader
    .select({ unread: sql<number>`count(*)::int` })
    .from(notifications)
    .leftJoin(notificationMarks, marksOf(list))
    .where(and(inList(list), isShown, isUnread));
  return row?.unread ?? 0;
}
