import { insertOf, rowsOf, type Transaction } from '@marketgraph/db';
import { sql, type SQL } from 'drizzle-orm';
import type { WriteDeps } from '../deps.ts';
import { announceStock } from './announce-stock.ts';
import { fillDebts } from './fill-debts.ts';
import type { LevelState } from './levels.queries.ts';
import { post, type Balance, type Posted, type StockMovement } from './movements.rules.ts';
import { stockLevels, stockMovements } from './stock.tables.ts';

export interface StockWrite {
  readonly traceId: string;
  /** Locked by `lockLevels` and read after that. */
  readonly levels: readonly LevelState[];
  readonly movements: readonly StockMovement[];
  /** Sold, or called off where below zero, by product: counted with the rest of the product's figures. */
  readonly sales?: ReadonlyMap<string, number>;
}

/**
 * The only way stock changes: levels, ledger, debts to orders, what products show of it, alerts, events and live fields,
 * all in the caller's transaction. Called once in it, with everything that is to change: events are appended at its end, in
 * one statement. A fixed number of statements, however many levels there are.
 */
export async function applyStock(tx: Transaction, deps: WriteDeps, { traceId, levels, movements, sales }: StockWrite): Promise<void> {
  const filled = await fillDebts(tx, deps, levels, movements);
  const { posted, balances } = post(levels, [...movements, ...filled]);
  if (posted.length > 0) await tx.execute(sql`with moved as (${levelsAfter(balances)}) ${insertOf(stockMovements, ledgerOf(deps, levels, posted))}`);
  const after = new Map(balances.map((balance) => [balance.levelId, balance]));
  const changes = levels.map((level) => ({ before: level, after: { ...level, ...after.get(level.levelId) } }));
  await announceStock(tx, deps, { traceId, changes, sales: sales ?? new Map() });
}

function levelsAfter(balances: readonly Balance[]): SQL {
  const rows = balances.map(({ levelId, quantity, reserved }) => ({ id: levelId, quantity, reserved }));
  return sql`
    update ${stockLevels} as l set quantity = given.quantity, reserved = given.reserved
    from ${rowsOf(rows, 'id uuid, quantity integer, reserved integer')} where l.id = given.id`;
}

function ledgerOf(deps: WriteDeps, levels: readonly LevelState[], posted: readonly Posted<StockMovement>[]) {
  const variantOf = new Map(levels.map(({ levelId, variantId }) => [levelId, variantId]));
  return posted.map(({ movement, quantityAfter, reservedAfter }) => {
    const variantId = variantOf.get(movement.levelId);
    if (variantId === undefined) throw new Error(`level ${movement.levelId} was not read`);
    return { ...movement, id: deps.ids.next('StockMovement'), variantId, quantityAfter, reservedAfter, reason: movement.reason ?? '', at: deps.clock.now() };
  });
}
