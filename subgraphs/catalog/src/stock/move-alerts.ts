import { rowsOf, type Transaction } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import type { WriteDeps } from '../deps.ts';
import { availableOf } from './movements.rules.ts';
import type { LevelState } from './levels.queries.ts';
import type { StateChange } from './stock-state.rules.ts';
import { stockAlerts } from './stock.tables.ts';

interface AlertMove {
  readonly level: LevelState;
  readonly change: StateChange;
}

/** Closes the alerts of states that are left and opens those of states that are entered. */
export async function moveAlerts(tx: Transaction, deps: WriteDeps, moves: readonly AlertMove[]): Promise<void> {
  const closed = moves.flatMap(({ level, change }) => (change.closes === null ? [] : [{ variant_id: level.variantId, kind: change.closes }]));
  const now = deps.clock.now();
  if (closed.length > 0) {
    await tx.execute(sql`
      update ${stockAlerts} as a set closed_at = ${now.toISOString()}::timestamptz
      from ${rowsOf(closed, 'variant_id uuid, kind text')}
      where a.variant_id = given.variant_id and a.kind = given.kind and a.closed_at is null`);
  }
  const opened = moves.flatMap(({ level, change }) => (change.opens === null ? [] : [alertOf(deps, level, change.opens)]));
  if (opened.length === 0) return;
  await tx.execute(sql`
    insert into ${stockAlerts} (id, vendor_id, variant_id, kind, quantity, opened_at)
    select id, vendor_id, variant_id, kind, quantity, ${now.toISOString()}::timestamptz
    from ${rowsOf(opened, 'id uuid, vendor_id uuid, variant_id uuid, kind text, quantity integer')}
    on conflict do nothing`);
}

function alertOf(deps: WriteDeps, level: LevelState, kind: 'LOW' | 'OUT'): object {
  return { id: deps.ids.next('StockAlert'), vendor_id: level.vendorId, variant_id: level.variantId, kind, quantity: availableOf(level) };
}
