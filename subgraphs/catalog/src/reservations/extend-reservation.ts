import { and, eq } from 'drizzle-orm';
import type { CatalogDeps } from '../deps.ts';
import { reservations, type ReservationRow } from './reservation.tables.ts';

/** Holds longer what is still held, also where its time is over and nobody has given it back yet. Null: no such reservation. */
export function extendReservation(deps: CatalogDeps, checkoutId: string, expiresAt: Date): Promise<ReservationRow | null> {
  return deps.db.transaction(async (tx) => {
    const [extended] = await tx
      .update(reservations)
      .set({ expiresAt })
      .where(and(eq(reservations.checkoutId, checkoutId), eq(reservations.state, 'HELD')))
      .returning();
    if (extended !== undefined) return extended;
    const [row] = await tx.select().from(reservations).where(eq(reservations.checkoutId, checkoutId));
    return row ?? null;
  });
}
