import type { Transaction } from '@marketgraph/db';
import { ok, type Result } from '@marketgraph/kernel';
import { publishLive } from '@marketgraph/server';
import { and, asc, inArray, sql } from 'drizzle-orm';
import type { CommandDeps } from '../deps.ts';
import type { NotificationList } from './notification-list.rules.ts';
import { personTopic, teamTopic } from './notification-live.ts';
import { inList, isShown, isUnread, marksOf } from './notification.queries.ts';
import { notificationMarks, notifications } from './notification.tables.ts';

/** So many a statement: a list that nobody has read for months is worked off in pieces. */
const CHUNK = 1_000;

/** Marks as read what is in the list now; what comes meanwhile stays unread. Answers how many it were. */
export async function markAllRead(deps: CommandDeps, list: NotificationList): Promise<Result<{ markedCount: number }, never>> {
  return deps.db.transaction(async (tx) => {
    const ids = await unreadIds(tx, list);
    for (let from = 0; from < ids.length; from += CHUNK) await mark(tx, list, ids.slice(from, from + CHUNK), deps.clock.now());
    if (ids.length > 0) {
      const payload = { change: 'READ', notificationId: null, permission: null, memberId: list.kind === 'PERSON' ? null : list.userId };
      await publishLive(tx, deps, list.kind === 'PERSON' ? personTopic(list.userId) : teamTopic(list.vendorId), payload);
    }
    return ok({ markedCount: ids.length });
  });
}

/** In order of id, a person's rows locked: two devices at once wait for each other instead of locking each other out. */
async function unreadIds(tx: Transaction, list: NotificationList): Promise<string[]> {
  const unread = tx
    .select({ id: notifications.id })
    .from(notifications)
    .leftJoin(notificationMarks, marksOf(list))
    .where(and(inList(list), isShown, isUnread))
    .orderBy(asc(notifications.id));
  const rows = await (list.kind === 'PERSON' ? unread.for('update', { of: notifications }) : unread);
  return rows.map(({ id }) => id);
}

async function mark(tx: Transaction, list: NotificationList, ids: readonly string[], readAt: Date): Promise<void> {
  if (list.kind === 'PERSON') {
    await tx.update(notifications).set({ readAt }).where(inArray(notifications.id, [...ids]));
    return;
  }
  await tx
    .insert(notificationMarks)
    .values(ids.map((notificationId) => ({ notificationId, userId: list.userId, readAt })))
    .onConflictDoUpdate({ target: [notificationMarks.notificationId, notificationMarks.userId], set: { readAt: sql`coalesce(${notificationMarks.readAt}, excluded.read_at)` } });
}
