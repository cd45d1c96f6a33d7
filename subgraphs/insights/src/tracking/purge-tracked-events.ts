import type { Sweeper } from '@marketgraph/bus';
import { addMilliseconds, DAY, HOUR } from '@marketgraph/kernel';
import { inArray, lt } from 'drizzle-orm';
import type { InsightsDeps } from '../deps.ts';
import { trackedEvents } from './tracking.tables.ts';

const KEPT_MS = 90 * DAY;
const BATCH = 5_000;

/** Raw events are kept for ninety days; what they add up to stays. In batches, so that no run holds its locks for long. */
export function purgeTrackedEvents({ db }: InsightsDeps): Sweeper {
  return {
    name: 'insights.tracked_event.purge',
    everyMs: HOUR,
    run: (now) =>
      db.transaction(async (tx) => {
        const old = tx
          .select({ id: trackedEvents.id })
          .from(trackedEvents)
          .where(lt(trackedEvents.receivedAt, addMilliseconds(now, -KEPT_MS)))
          .limit(BATCH);
        return (await tx.delete(trackedEvents).where(inArray(trackedEvents.id, old)).returning({ id: trackedEvents.id })).length;
      }),
  };
}
