import { sendInOrder, type Transaction } from '@marketgraph/db';
import { and, eq, isNull, sql, type WithSubquery } from 'drizzle-orm';
import type { WriteDeps } from '../deps.ts';
import { applyStock } from '../stock/apply-stock.ts';
import { lockAndReadLevels, type LevelState } from '../stock/levels.queries.ts';
import { availableOf, type StockMovement } from '../stock/movements.rules.ts';
import { planCommit, planReturn } from '../stock/order-stock.rules.ts';
import { stockAlerts } from '../stock/stock.tables.ts';
import type { ReservationLine } from './create-reservation.ts';
import { lockOrder } from './order-lines.ts';
import { reservationLines, reservations, stockReturns, type ReservationRow } from './reservation.tables.ts';

export interface PlacedOrder {
  readonly orderId: string;
  /** The key under which stock was reserved. */
  readonly checkoutId: string;
  /** Each variant once. */
  readonly lines: readonly ReservationLine[];
  readonly traceId: string;
}

/**
 * An order is placed: what it reserved leaves the stock. The order's own lines count, not what was reserved: where the
 * reservation has expired (a payment that took too long), was released, or never was, what is available is taken, and
 * what is missing is recorded as owed, with an alert for the vendor. Nothing ever goes below zero.
 */
export async function commitOrder(tx: Transaction, deps: WriteDeps, order: PlacedOrder): Promise<void> {
  const [, there] = await sendInOrder(
    () => lockOrder(tx, order.orderId),
    () => lockReservation(tx, order.checkoutId),
  );
  const reservation = there ?? (await makeReservation(tx, deps, order));
  if (reservation.state === 'COMMITTED') return;
  const held = reservation.state === 'HELD' ? await readHeld(tx, reservation.id) : [];
  const variantIds = [...order.lines, ...held].map(({ variantId }) => variantId);
  const levels = await lockAndReadLevels(tx, variantIds);
  const { lines, movements } = planLines(deps, order, reservation.id, held, levels);
  await applyWaitingReturns(tx, deps, { orderId: order.orderId, reservationId: reservation.id }, lines, movements);
  await close(tx, deps, order.orderId, reservation.id, lines);
  await raiseDebts(tx, deps, order.orderId, lines);
  const sales = salesOf(lines);
  await applyStock(tx, deps, { traceId: order.traceId, levels, movements, sales });
}

interface OrderLine {
  readonly level: LevelState;
  readonly ordered: number;
  committed: number;
  oversold: number;
  returned: number;
  calledOff: number;
}

/** For an order that never reserved anything, unless a reservation has come meanwhile. */
async function makeReservation(tx: Transaction, deps: WriteDeps, { checkoutId }: PlacedOrder): Promise<ReservationRow> {
  const now = deps.clock.now();
  const made = { id: deps.ids.next('Reservation'), checkoutId, bodyHash: '', state: 'RELEASED' as const, expiresAt: now, createdAt: now };
  await tx.insert(reservations).values(made).onConflictDoNothing({ target: reservations.checkoutId });
  const row = await lockReservation(tx, checkoutId);
  if (row === undefined) throw new Error(`reservation of ${checkoutId} is neither new nor there`);
  return row;
}

async function lockReservation(tx: Transaction, checkoutId: string): Promise<ReservationRow | undefined> {
  const [row] = await tx.select().from(reservations).where(eq(reservations.checkoutId, checkoutId)).for('update');
  return row;
}

async function readHeld(tx: Transaction, reservationId: string): Promise<ReservationLine[]> {
  return tx
    .select({ variantId: reservationLines.variantId, quantity: reservationLines.quantity })
    .from(reservationLines)
    .where(eq(reservationLines.reservationId, reservationId));
}

function planLines(deps: WriteDeps, order: PlacedOrder, reservationId: string, held: readonly ReservationLine[], levels: readonly LevelState[]) {
  const quantityOf = (lines: readonly ReservationLine[], variantId: string): number => lines.find((line) => line.variantId === variantId)?.quantity ?? 0;
  for (const { variantId } of order.lines.filter((line) => !levels.some((level) => level.variantId === line.variantId))) {
    deps.log.error({ orderId: order.orderId, variantId }, 'an order was placed for a variant that never was');
  }
  const movements: StockMovement[] = [];
  const lines = levels.map((level): OrderLine => {
    const ordered = quantityOf(order.lines, level.variantId);
    const plan = planCommit({ held: quantityOf(held, level.variantId), ordered, available: availableOf(level) });
    const belongs = { levelId: level.levelId, reservationId, orderId: order.orderId };
    const left = plan.fromHeld + plan.taken;
    if (plan.released > 0) movements.push({ ...belongs, kind: 'RELEASE', quantityDelta: 0, reservedDelta: -plan.released });
    if (left > 0) movements.push({ ...belongs, kind: 'COMMIT', quantityDelta: -left, reservedDelta: -plan.fromHeld });
    return { level, ordered, committed: left, oversold: plan.short, returned: 0, calledOff: 0 };
  });
  return { lines, movements };
}

/** Parts of the order that were rejected or cancelled, of which this subgraph heard before it heard of the order. */
async function applyWaitingReturns(
  tx: Transaction,
  deps: WriteDeps,
  belongs: { readonly orderId: string; readonly reservationId: string },
  lines: readonly OrderLine[],
  movements: StockMovement[],
): Promise<void> {
  const waiting = await tx
    .update(stockReturns)
    .set({ appliedAt: deps.clock.now() })
    .where(and(eq(stockReturns.orderId, belongs.orderId), isNull(stockReturns.appliedAt)))
    .returning();
  for (const { vendorOrderId, lines: returned } of waiting) {
    for (const { variantId, quantity } of returned) {
      const line = lines.find(({ level }) => level.variantId === variantId);
      if (line === undefined) continue;
      const { calledOff, back } = planReturn(line, quantity);
      line.oversold -= calledOff;
      line.returned += back;
      line.calledOff += calledOff;
      if (back > 0) movements.push({ ...belongs, levelId: line.level.levelId, kind: 'RETURN', quantityDelta: back, reservedDelta: 0, vendorOrderId });
    }
  }
}

/** The reservation with its lines as they came to be, in one statement. */
async function close(tx: Transaction, deps: WriteDeps, orderId: string, reservationId: string, lines: readonly OrderLine[]): Promise<void> {
  const rows = lines
    .filter(({ ordered }) => ordered > 0)
    .map(({ level, ordered, committed, oversold, returned }) => ({
      reservationId,
      levelId: level.levelId,
      variantId: level.variantId,
      quantity: ordered,
      committed,
      oversold,
      returned,
    }));
  const written = (): WithSubquery =>
    tx.$with('written').as(
      tx
        .insert(reservationLines)
        .values(rows)
        .onConflictDoUpdate({
          target: [reservationLines.reservationId, reservationLines.levelId],
          set: { quantity: sql`excluded.quantity`, committed: sql`excluded.committed`, oversold: sql`excluded.oversold`, returned: sql`excluded.returned` },
        })
        .returning({ levelId: reservationLines.levelId }),
    );
  await tx
    .with(...(rows.length === 0 ? [] : [written()]))
    .update(reservations)
    .set({ state: 'COMMITTED', orderId, closedAt: deps.clock.now() })
    .where(eq(reservations.id, reservationId));
}

async function raiseDebts(tx: Transaction, deps: WriteDeps, orderId: string, lines: readonly OrderLine[]): Promise<void> {
  const owed = lines.filter(({ oversold }) => oversold > 0);
  if (owed.length === 0) return;
  deps.log.warn({ orderId, variants: owed.map(({ level }) => level.variantId) }, 'a paid order is owed stock that is not there');
  await tx.insert(stockAlerts).values(
    owed.map(({ level, oversold }) => ({
      id: deps.ids.next('StockAlert'),
      vendorId: level.vendorId,
      variantId: level.variantId,
      kind: 'OVERSOLD' as const,
      quantity: oversold,
      orderId,
      openedAt: deps.clock.now(),
    })),
  );
}

function salesOf(lines: readonly OrderLine[]): Map<string, number> {
  const sales = new Map<string, number>();
  for (const { level, ordered, returned, calledOff } of lines) {
    const sold = ordered - returned - calledOff;
    if (sold > 0) sales.set(level.productId, (sales.get(level.productId) ?? 0) + sold);
  }
  return sales;
}
