import { and, asc, eq, lte } from 'drizzle-orm';
import type { CatalogDeps } from '../deps.ts';
import { giveBack } from './release-reservation.ts';
import { reservations } from './reservation.tables.ts';

const BATCH = 50;

/**
 * Gives back what is due at `now`, in batches of their own transactions. A reservation that is being committed, released or
 * extended at this moment is locked and left for the next round, so that nobody ever waits for the sweeper's batch.
 */
export async function expireReservations(deps: CatalogDeps, now: Date): Promise<number> {
  let expired = 0;
  for (;;) {
    const batch = await expireBatch(deps, now);
    expired += batch;
    if (batch < BATCH) return expired;
  }
}

function expireBatch(deps: CatalogDeps, now: Date): Promise<number> {
  return deps.db.transaction(async (tx) => {
    const due = await tx
      .select({ id: reservations.id })
      .from(reservations)
      .where(and(eq(reservations.state, 'HELD'), lte(reservations.expiresAt, now)))
      .orderBy(asc(reservations.expiresAt), asc(reservations.id))
      .limit(BATCH)
      .for('update', { skipLocked: true });
    if (due.length > 0) await giveBack(tx, deps, { reservationIds: due.map(({ id }) => id), as: 'EXPIRED', traceId: 'catalog.reservation.expire' });
    return due.length;
  });
}
