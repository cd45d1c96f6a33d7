import { addMilliseconds, MINUTE, SECOND } from '@marketgraph/kernel';
import { and, asc, eq, isNotNull, lte, sql } from 'drizzle-orm';
import { deliveries, type DeliveryRow } from '../deliveries/deliveries.tables.ts';
import type { LogisticsDeps } from '../deps.ts';

/** Takes one due task, in a transaction of its own: the calls to the carrier follow outside. */
export function claimTask(deps: LogisticsDeps, now: Date): Promise<DeliveryRow | null> {
  return deps.db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(deliveries)
      .where(and(isNotNull(deliveries.task), lte(deliveries.taskDueAt, now)))
      .orderBy(asc(deliveries.taskDueAt))
      .limit(1)
      .for('update', { skipLocked: true });
    if (row === undefined) return null;
    const claimed = { taskDueAt: addMilliseconds(now, deps.settings.taskLeaseMs), taskTries: row.taskTries + 1 };
    await tx.update(deliveries).set({ taskDueAt: claimed.taskDueAt, taskTries: sql`${deliveries.taskTries} + 1` }).where(eq(deliveries.id, row.id));
    return { ...row, ...claimed };
  });
}

/** 5 s, 10 s, 20 s … up to ten minutes. */
export function backoffMs(tries: number): number {
  return Math.min(10 * MINUTE, 5 * SECOND * 2 ** Math.min(tries - 1, 10));
}
