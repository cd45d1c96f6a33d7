import { rowsOf, type Transaction } from '@marketgraph/db';
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { WriteDeps } from '../deps.ts';
import { reservationLines, reservations } from '../reservations/reservation.tables.ts';
import type { LevelState } from './levels.queries.ts';
import { availableOf, type StockMovement } from './movements.rules.ts';
import { planDebts } from './order-stock.rules.ts';
import { stockAlerts } from './stock.tables.ts';

interface Debt {
  readonly reservationId: string;
  readonly levelId: string;
  readonly orderId: string;
  readonly oversold: number;
}

/**
 * What comes in goes first to orders that were paid and could not be served: otherwise it would be sold a second time
 * while they wait. Answers the movements that take it, and settles lines and alerts.
 */
export async function fillDebts(tx: Transaction, deps: WriteDeps, levels: readonly LevelState[], movements: readonly StockMovement[]): Promise<StockMovement[]> {
  const growing = levels.map((level) => ({ level, grown: grownBy(level, movements) })).filter(({ grown }) => grown > 0);
  if (growing.length === 0) return [];
  const debts = await readDebts(tx, growing.map(({ level }) => level.levelId));
  if (debts.length === 0) return [];
  const filled = growing.flatMap(({ level, grown }) => {
    const owed = debts.filter((debt) => debt.levelId === level.levelId);
    return planDebts(availableOf(level) + grown, owed).map(({ debt, filled: amount }) => ({ ...debt, variantId: level.variantId, amount }));
  });
  if (filled.length === 0) return [];
  await settle(tx, deps, filled);
  return filled.map(({ levelId, reservationId, orderId, amount }) => ({
    levelId,
    kind: 'COMMIT' as const,
    quantityDelta: -amount,
    reservedDelta: 0,
    reservationId,
    orderId,
    reason: 'owed to the order',
  }));
}

function grownBy(level: LevelState, movements: readonly StockMovement[]): number {
  return movements.filter(({ levelId }) => levelId === level.levelId).reduce((sum, { quantityDelta, reservedDelta }) => sum + quantityDelta - reservedDelta, 0);
}

async function readDebts(tx: Transaction, levelIds: readonly string[]): Promise<Debt[]> {
  const rows = await tx
    .select({
      reservationId: reservationLines.reservationId,
      levelId: reservationLines.levelId,
      orderId: reservations.orderId,
      oversold: reservationLines.oversold,
    })
    .from(reservationLines)
    .innerJoin(reservations, eq(reservations.id, reservationLines.reservationId))
    .where(and(inArray(reservationLines.levelId, [...levelIds]), gt(reservationLines.oversold, 0)))
    .orderBy(asc(reservations.closedAt), asc(reservations.id));
  return rows.map(({ orderId, ...debt }) => {
    if (orderId === null) throw new Error(`reservation ${debt.reservationId} owes something and has no order`);
    return { ...debt, orderId };
  });
}

type Filled = Debt & { readonly variantId: string; readonly amount: number };

async function settle(tx: Transaction, deps: WriteDeps, filled: readonly Filled[]): Promise<void> {
  const lines = filled.map(({ reservationId, levelId, amount }) => ({ reservation_id: reservationId, level_id: levelId, amount }));
  await tx.execute(sql`
    update ${reservationLines} as l set committed = l.committed + given.amount, oversold = l.oversold - given.amount
    from ${rowsOf(lines, 'reservation_id uuid, level_id uuid, amount integer')}
    where l.reservation_id = given.reservation_id and l.level_id = given.level_id`);
  await lowerDebtAlerts(tx, deps, filled);
}

/** An order is owed less of a variant: its alert says so, and closes where nothing is owed any more. */
export async function lowerDebtAlerts(
  tx: Transaction,
  deps: WriteDeps,
  lowered: readonly { readonly orderId: string; readonly variantId: string; readonly amount: number }[],
): Promise<void> {
  const rows = lowered.map(({ orderId, variantId, amount }) => ({ order_id: orderId, variant_id: variantId, amount }));
  await tx.execute(sql`
    update ${stockAlerts} as a
    set quantity = a.quantity - given.amount,
      closed_at = case when a.quantity = given.amount then ${deps.clock.now().toISOString()}::timestamptz end
    from ${rowsOf(rows, 'order_id uuid, variant_id uuid, amount integer')}
    where a.kind = 'OVERSOLD' and a.order_id = given.order_id and a.variant_id = given.variant_id`);
}
