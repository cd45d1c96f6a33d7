import { rowsOf, type Transaction } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import type { WriteDeps } from '../../deps.ts';
import { applyStock } from '../../stock/apply-stock.ts';
import { readLevels } from '../../stock/levels.queries.ts';
import { importedQuantities } from '../import.tables.ts';
import type { StatedQuantity } from '../plan/plan.types.ts';
import { stockMoves } from './stock-moves.rules.ts';
import type { ImportOwner } from './write.types.ts';

/** Sets the stock of variants that are there, and remembers what the file said. Their levels are locked. Answers those whose stock has changed. */
export async function writeStock(tx: Transaction, deps: WriteDeps, owner: ImportOwner, stated: readonly StatedQuantity[]): Promise<Set<string>> {
  if (stated.length === 0) return new Set();
  const levels = await readLevels(tx, stated.map(({ variantId }) => variantId));
  const moves = stockMoves(levels, stated);
  await remember(tx, deps, owner, stated);
  if (moves.length > 0) {
    const common = { kind: 'ADJUST' as const, reservedDelta: 0, reason: 'import', actorId: owner.actorId };
    const movements = moves.map(({ level, delta }) => ({ ...common, levelId: level.levelId, quantityDelta: delta }));
    await applyStock(tx, deps, { traceId: owner.traceId, levels: moves.map(({ level }) => level), movements });
  }
  return new Set(moves.map(({ level }) => level.variantId));
}

async function remember(tx: Transaction, deps: WriteDeps, { importId }: ImportOwner, stated: readonly StatedQuantity[]): Promise<void> {
  const rows = stated.map(({ variantId, quantity }) => ({ variant_id: variantId, quantity }));
  await tx.execute(sql`
    insert into ${importedQuantities} (variant_id, quantity, import_id, at)
    select variant_id, quantity, ${importId}::uuid, ${deps.clock.now().toISOString()}::timestamptz from ${rowsOf(rows, 'variant_id uuid, quantity integer')}
    on conflict (variant_id) do update set quantity = excluded.quantity, import_id = excluded.import_id, at = excluded.at`);
}
