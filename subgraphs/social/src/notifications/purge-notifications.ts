import type { Sweeper } from '@marketgraph/bus';
import type { Database } from '@marketgraph/db';
import { addMilliseconds, DAY, HOUR } from '@marketgraph/kernel';
import { asc, inArray, lt } from 'drizzle-orm';
import { notifications } from './notification.tables.ts';

const KEPT_MS = 180 * DAY;
const BATCH = 1_000;

/** Removes what is half a year old, read or not: unread ones are counted at every look. */
export function purgeNotifications(db: Database): Sweeper {
  return {
    name: 'social.notification.purge',
    everyMs: HOUR,
    run: (now) =>
      db.transaction(async (tx) => {
        const before = addMilliseconds(now, -KEPT_MS);
        const old = await tx
          .select({ id: notifications.id })
          .from(notifications)
          .where(lt(notifications.createdAt, before))
          .orderBy(asc(notifications.createdAt))
          .limit(BATCH)
          .for('update', { skipLocked: true });
        if (old.length > 0) await tx.delete(notifications).where(inArray(notifications.id, old.map(({ id }) => id)));
        return old.length;
      }),
  };
}
