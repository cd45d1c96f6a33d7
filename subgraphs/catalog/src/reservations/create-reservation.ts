import { createHash } from 'node:crypto';
import { insertRows, type Transaction } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import type { CatalogDeps, WriteDeps } from '../deps.ts';
import { idempotencyConflict, type IdempotencyConflict } from '../failures.ts';
import { applyStock } from '../stock/apply-stock.ts';
import { lockAndReadLevels, type LevelState } from '../stock/levels.queries.ts';
import { availableOf } from '../stock/movements.rules.ts';
import { reservationLines, reservations, type ReservationRow, type Shortage } from './reservation.tables.ts';

export interface ReservationLine {
  readonly variantId: string;
  readonly quantity: number;
}

export interface ReservationRequest {
  /** The caller's key. */
  readonly checkoutId: string;
  readonly lines: readonly ReservationLine[];
  readonly expiresAt: Date;
  readonly traceId: string;
}

export interface StockInsufficient {
  readonly type: 'InternalStockInsufficient';
  readonly message: string;
  readonly lines: readonly Shortage[];
}

type Outcome = Result<{ reservation: ReservationRow }, StockInsufficient | IdempotencyConflict>;

/**
 * Holds all lines or none. The levels are locked in order of id before they are read, so that whoever comes second sees
 * what the first has left: that, and the table's own check, is why nothing is ever sold twice. The number of statements
 * does not depend on the number of lines.
 *
 * The key's first answer is kept, a refusal too: a caller that never got it and asks again gets the same.
 */
export function createReservation(deps: CatalogDeps, request: ReservationRequest): Promise<Outcome> {
  const lines = addUp(request.lines);
  const bodyHash = createHash('sha256').update(JSON.stringify(lines.map(({ variantId, quantity }) => [variantId, quantity]))).digest('hex');
  return deps.db.transaction(async (tx) => {
    const claimed = await claim(tx, deps, request, bodyHash);
    if (claimed === undefined) return replay(tx, request.checkoutId, bodyHash);
    const levels = await lockAndReadLevels(tx, lines.map(({ variantId }) => variantId));
    const shortages = findShortages(lines, levels);
    if (shortages.length > 0) return refuse(tx, deps, claimed, shortages);
    await hold(tx, deps, claimed, { levels, lines, traceId: request.traceId });
    return ok({ reservation: claimed });
  });
}

/** Lines of the same variant as one, in a fixed order: the same request always has the same hash. */
export function addUp(lines: readonly ReservationLine[]): ReservationLine[] {
  const sums = new Map<string, number>();
  for (const { variantId, quantity } of lines) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity);
  return [...sums].map(([variantId, quantity]) => ({ variantId, quantity })).toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1));
}

/** The insert waits for another transaction with the same key; it is undefined where that one has answered. */
async function claim(tx: Transaction, deps: WriteDeps, { checkoutId, expiresAt }: ReservationRequest, bodyHash: string): Promise<ReservationRow | undefined> {
  const [row] = await tx
    .insert(reservations)
    .values({ id: deps.ids.next('Reservation'), checkoutId, bodyHash, state: 'HELD', expiresAt, createdAt: deps.clock.now() })
    .onConflictDoNothing({ target: reservations.checkoutId })
    .returning();
  return row;
}

async function replay(tx: Transaction, checkoutId: string, bodyHash: string): Promise<Outcome> {
  const [row] = await tx.select().from(reservations).where(eq(reservations.checkoutId, checkoutId));
  if (row === undefined) throw new Error(`reservation of ${checkoutId} is neither new nor there`);
  // Without a hash: released before it was asked for, or made for an order. Either way nothing is to be held any more.
  if (row.bodyHash !== '' && row.bodyHash !== bodyHash) return fail(idempotencyConflict());
  return row.state === 'REFUSED' ? fail(insufficient(row.shortages)) : ok({ reservation: row });
}

function findShortages(lines: readonly ReservationLine[], levels: readonly LevelState[]): Shortage[] {
  return lines.flatMap(({ variantId, quantity }) => {
    const level = levels.find((candidate) => candidate.variantId === variantId);
    const available = level === undefined || level.deleted || !level.listed ? 0 : availableOf(level);
    return available < quantity ? [{ variantId, requested: quantity, available }] : [];
  });
}

async function refuse(tx: Transaction, deps: WriteDeps, { id }: ReservationRow, shortages: readonly Shortage[]): Promise<Outcome> {
  await tx.update(reservations).set({ state: 'REFUSED', shortages, closedAt: deps.clock.now() }).where(eq(reservations.id, id));
  return fail(insufficient(shortages));
}

interface Holding {
  readonly levels: readonly LevelState[];
  readonly lines: readonly ReservationLine[];
  readonly traceId: string;
}

async function hold(tx: Transaction, deps: WriteDeps, { id: reservationId }: ReservationRow, { levels, lines, traceId }: Holding): Promise<void> {
  const wanted = new Map(lines.map(({ variantId, quantity }) => [variantId, quantity]));
  const held = levels.map(({ levelId, variantId }) => ({ reservationId, levelId, variantId, quantity: wanted.get(variantId) ?? 0 }));
  await insertRows(tx, reservationLines, held);
  const movements = held.map(({ levelId, quantity }) => ({ levelId, kind: 'RESERVE' as const, quantityDelta: 0, reservedDelta: quantity, reservationId }));
  await applyStock(tx, deps, { traceId, levels, movements });
}

function insufficient(lines: readonly Shortage[]): StockInsufficient {
  return { type: 'InternalStockInsufficient', message: 'There is not enough of everything.', lines };
}
