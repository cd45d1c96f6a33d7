import type { UserViewer } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { asId, ok, type Id, type Result } from '@marketgraph/kernel';
import { publishLive } from '@marketgraph/server';
import { eq, sql } from 'drizzle-orm';
import type { CommandDeps } from '../deps.ts';
import { notFound, type NotFound } from '../failures.ts';
import { personTopic, teamTopic, type ListChange, type NotificationChange } from './notification-live.ts';
import { findNotifications, type NotificationRow } from './notification.queries.ts';
import { notificationMarks, notifications } from './notification.tables.ts';

/** Marks one as read: for its person, or for this member alone. Twice is once, and the first time stays. */
export async function markRead(deps: CommandDeps, viewer: UserViewer, id: Id<'Notification'>): Promise<Result<{ notification: NotificationRow }, NotFound>> {
  return deps.db.transaction(async (tx) => {
    const [row] = await findNotifications(tx, viewer, [id]);
    if (row === undefined) return notFound('notification', 'id');
    if (row.readAt !== null) return ok({ notification: row });
    const readAt = deps.clock.now();
    if (row.teamVendorId === null) await tx.update(notifications).set({ readAt }).where(eq(notifications.id, id));
    else
      await tx
        .insert(notificationMarks)
        .values({ notificationId: id, userId: viewer.userId, readAt })
        .onConflictDoUpdate({ target: [notificationMarks.notificationId, notificationMarks.userId], set: { readAt: sql`coalesce(${notificationMarks.readAt}, excluded.read_at)` } });
    await tellList(tx, deps, row, viewer, 'READ');
    return ok({ notification: { ...row, readAt } });
  });
}

/** Tells the other devices of whoever did it. */
export async function tellList(tx: Transaction, deps: CommandDeps, row: Pick<NotificationRow, 'id' | 'teamVendorId'>, viewer: UserViewer, change: NotificationChange): Promise<void> {
  const { teamVendorId } = row;
  const payload: ListChange = { change, notificationId: asId('Notification', row.id), permission: null, memberId: teamVendorId === null ? null : viewer.userId };
  await publishLive(tx, deps, teamVendorId === null ? personTopic(viewer.userId) : teamTopic(teamVendorId), payload);
}
