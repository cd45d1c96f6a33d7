import type { UserViewer } from '@marketgraph/contracts';
import { ok, type Id, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import type { CommandDeps } from '../deps.ts';
import { notFound, type NotFound } from '../failures.ts';
import { tellList } from './mark-read.ts';
import { findNotifications, type NotificationRow } from './notification.queries.ts';
import { notificationMarks, notifications } from './notification.tables.ts';

/** Removes one from the viewer's list; a team's stays for the other members. */
export async function deleteNotification(deps: CommandDeps, viewer: UserViewer, id: Id<'Notification'>): Promise<Result<{ notification: NotificationRow }, NotFound>> {
  return deps.db.transaction(async (tx) => {
    const [row] = await findNotifications(tx, viewer, [id]);
    if (row === undefined) return notFound('notification', 'id');
    const hiddenAt = deps.clock.now();
    if (row.teamVendorId === null) await tx.delete(notifications).where(eq(notifications.id, id));
    else
      await tx
        .insert(notificationMarks)
        .values({ notificationId: id, userId: viewer.userId, hiddenAt })
        .onConflictDoUpdate({ target: [notificationMarks.notificationId, notificationMarks.userId], set: { hiddenAt } });
    await tellList(tx, deps, row, viewer, 'DELETED');
    return ok({ notification: row });
  });
}
