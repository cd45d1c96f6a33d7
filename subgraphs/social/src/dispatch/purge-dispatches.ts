import type { Sweeper } from '@marketgraph/bus';
import type { Database } from '@marketgraph/db';
import { addMilliseconds, DAY, HOUR } from '@marketgraph/kernel';
import { and, inArray, isNotNull, lt } from 'drizzle-orm';
import { dispatches } from './dispatch.tables.ts';

/** Longer than any event may come again. */
const KEPT_MS = 30 * DAY;
const BATCH = 1_000;

/** Removes dispatches that were worked off long ago. */
export function purgeDispatches(db: Database): Sweeper {
  return {
    name: 'social.dispatch.purge',
    everyMs: HOUR,
    run: (now) =>
      db.transaction(async (tx) => {
        const before = addMilliseconds(now, -KEPT_MS);
        const old = await tx
          .select({ id: dispatches.id })
          .from(dispatches)
          .where(and(isNotNull(dispatches.finishedAt), lt(dispatches.finishedAt, before)))
          .limit(BATCH)
          .for('update', { skipLocked: true });
        if (old.length > 0) await tx.delete(dispatches).where(inArray(dispatches.id, old.map(({ id }) => id)));
        return old.length;
      }),
  };
}
