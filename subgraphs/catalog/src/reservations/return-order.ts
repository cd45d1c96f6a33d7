import { rowsOf, type Transaction } from '@marketgraph/db';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { WriteDeps } from '../deps.ts';
import { lockLevels } from '../locks.ts';
import { applyStock } from '../stock/apply-stock.ts';
import { lowerDebtAlerts } from '../stock/fill-debts.ts';
import { readLevels } from '../stock/levels.queries.ts';
import { planReturn, type ReturnPlan } from '../stock/order-stock.rules.ts';
import type { ReservationLine } from './create-reservation.ts';
import { lockOrder } from './order-lines.ts';
import { reservationLines, reservations, stockReturns, type ReservationLineRow } from './reservation.tables.ts';

export interface ReturnedOrder {
  readonly vendorOrderId: string;
  readonly orderId: string;
  /** Each variant once. */
  readonly lines: readonly ReservationLine[];
  readonly traceId: string;
}

/**
 * A vendor's part of an order is rejected or cancelled: its goods go back into the stock, once, whichever event comes and
 * however often. Where the order itself has not been heard of yet, the return waits for it (`commitOrder` looks).
 */
export async function returnOrder(tx: Transaction, deps: WriteDeps, order: ReturnedOrder): Promise<void> {
  await lockOrder(tx, order.orderId);
  const [reservation] = await tx.select({ id: reservations.id }).from(reservations).where(eq(reservations.orderId, order.orderId));
  const now = deps.clock.now();
  const recorded = await tx
    .insert(stockReturns)
    .values({ ...identified(order), createdAt: now, appliedAt: reservation === undefined ? null : now })
    .onConflictDoNothing()
    .returning({ vendorOrderId: stockReturns.vendorOrderId });
  if (recorded.length > 0 && reservation !== undefined) await putBack(tx, deps, order, reservation.id);
}

function identified({ vendorOrderId, orderId, lines }: ReturnedOrder) {
  return { vendorOrderId, orderId, lines };
}

/** Lines are read behind the lock of their levels: stock that comes in at this moment may be paying what they are owed. */
async function putBack(tx: Transaction, deps: WriteDeps, { orderId, vendorOrderId, lines, traceId }: ReturnedOrder, reservationId: string): Promise<void> {
  const variantIds = lines.map(({ variantId }) => variantId);
  await lockLevels(tx, variantIds);
  const levels = await readLevels(tx, variantIds);
  const committed = await tx
    .select()
    .from(reservationLines)
    .where(and(eq(reservationLines.reservationId, reservationId), inArray(reservationLines.variantId, variantIds)));
  const plans = committed.map((line) => ({ line, ...planReturn(line, lines.find(({ variantId }) => variantId === line.variantId)?.quantity ?? 0) }));
  await writePlans(tx, plans);
  const calledOff = plans.filter((plan) => plan.calledOff > 0).map((plan) => ({ orderId, variantId: plan.line.variantId, amount: plan.calledOff }));
  if (calledOff.length > 0) await lowerDebtAlerts(tx, deps, calledOff);
  const sales = new Map<string, number>();
  for (const { line, calledOff: off, back } of plans) {
    const productId = levels.find(({ levelId }) => levelId === line.levelId)?.productId;
    if (productId !== undefined) sales.set(productId, (sales.get(productId) ?? 0) - off - back);
  }
  const movements = plans
    .filter(({ back }) => back > 0)
    .map(({ line, back }) => ({ levelId: line.levelId, kind: 'RETURN' as const, quantityDelta: back, reservedDelta: 0, reservationId, orderId, vendorOrderId }));
  await applyStock(tx, deps, { traceId, levels, movements, sales });
}

async function writePlans(tx: Transaction, plans: readonly ({ readonly line: ReservationLineRow } & ReturnPlan)[]): Promise<void> {
  const rows = plans.map(({ line, calledOff, back }) => ({ reservation_id: line.reservationId, level_id: line.levelId, called_off: calledOff, back }));
  await tx.execute(sql`
    update ${reservationLines} as l set oversold = l.oversold - given.called_off, returned = l.returned + given.back
    from ${rowsOf(rows, 'reservation_id uuid, level_id uuid, called_off integer, back integer')}
    where l.reservation_id = given.reservation_id and l.level_id = given.level_id`);
}
