import type { Transaction } from '@marketgraph/db';
import { eq, inArray } from 'drizzle-orm';
import type { CatalogDeps, WriteDeps } from '../deps.ts';
import { lockLevels } from '../locks.ts';
import { applyStock } from '../stock/apply-stock.ts';
import { readLevels } from '../stock/levels.queries.ts';
import { reservationLines, reservations, type ReservationRow } from './reservation.tables.ts';

export function releaseReservation(deps: CatalogDeps, checkoutId: string, traceId: string): Promise<ReservationRow> {
  return deps.db.transaction((tx) => releaseIn(tx, deps, checkoutId, traceId));
}

/**
 * Gives back what is held; what is not held any more stays as it is. A key that was never used is marked as released: a
 * creation that was sent before this call and comes after it must not hold stock for a checkout that has been given up.
 */
export async function releaseIn(tx: Transaction, deps: WriteDeps, checkoutId: string, traceId: string): Promise<ReservationRow> {
  const now = deps.clock.now();
  const [unused] = await tx
    .insert(reservations)
    .values({ id: deps.ids.next('Reservation'), checkoutId, bodyHash: '', state: 'RELEASED', expiresAt: now, createdAt: now, closedAt: now })
    .onConflictDoNothing({ target: reservations.checkoutId })
    .returning();
  if (unused !== undefined) return unused;
  const [row] = await tx.select().from(reservations).where(eq(reservations.checkoutId, checkoutId)).for('update');
  if (row === undefined) throw new Error(`reservation of ${checkoutId} is neither new nor there`);
  if (row.state !== 'HELD') return row;
  await giveBack(tx, deps, { reservationIds: [row.id], as: 'RELEASED', traceId });
  return { ...row, state: 'RELEASED', closedAt: now };
}

interface GiveBack {
  /** HELD, and locked. */
  readonly reservationIds: readonly string[];
  readonly as: 'RELEASED' | 'EXPIRED';
  readonly traceId: string;
}

/** Ends reservations and gives back what they hold, of all of them at once. */
export async function giveBack(tx: Transaction, deps: WriteDeps, { reservationIds, as, traceId }: GiveBack): Promise<void> {
  const lines = await tx.select().from(reservationLines).where(inArray(reservationLines.reservationId, [...reservationIds]));
  const variantIds = lines.map(({ variantId }) => variantId);
  await lockLevels(tx, variantIds);
  const levels = await readLevels(tx, variantIds);
  await tx.update(reservations).set({ state: as, closedAt: deps.clock.now() }).where(inArray(reservations.id, [...reservationIds]));
  const movements = lines.map(({ levelId, quantity, reservationId }) => ({
    levelId,
    kind: 'RELEASE' as const,
    quantityDelta: 0,
    reservedDelta: -quantity,
    reservationId,
    reason: as === 'EXPIRED' ? 'expired' : '',
  }));
  await applyStock(tx, deps, { traceId, levels, movements });
}
