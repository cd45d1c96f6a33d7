import { inbox, outbox, purgeIdempotency, type Database } from '@marketgraph/db';
import { addMilliseconds, DAY, HOUR } from '@marketgraph/kernel';
import { lt } from 'drizzle-orm';
import type { Sweeper } from './sweeper.ts';

const OUTBOX_KEPT_MS = 7 * DAY;
/** Longer than any transport could still hand out an event again. */
const INBOX_KEPT_MS = 30 * DAY;

/** Removes what the platform's tables keep only for a while: published events, handled ones, answers of idempotent calls. */
export function platformPurge(db: Database): Sweeper {
  return {
    name: 'platform.tables.purge',
    everyMs: HOUR,
    run: async (now) => {
      const published = await db.transaction((tx) => tx.delete(outbox).where(lt(outbox.publishedAt, addMilliseconds(now, -OUTBOX_KEPT_MS))));
      const handled = await db.transaction((tx) => tx.delete(inbox).where(lt(inbox.handledAt, addMilliseconds(now, -INBOX_KEPT_MS))));
      const answers = await db.transaction((tx) => purgeIdempotency(tx, now));
      return published.count + handled.count + answers;
    },
  };
}
