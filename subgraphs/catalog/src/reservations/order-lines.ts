import type { Transaction } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import { addUp, type ReservationLine } from './create-reservation.ts';

/**
 * One order at a time. Its being placed and the cancelling of its parts are events of different aggregates, so they may be
 * handled at the same moment, and each has to see what the other did.
 */
export async function lockOrder(tx: Transaction, orderId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`order ${orderId}`}, 0))`);
}

/** What an event's lines come to for each variant. */
export function linesOf(lines: readonly { readonly variantId: string; readonly quantity: number }[]): ReservationLine[] {
  return addUp(lines.filter(({ quantity }) => quantity > 0));
}
