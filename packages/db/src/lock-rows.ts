import { asc, inArray } from 'drizzle-orm';
import type { TableWithId, Transaction } from './types.ts';

/**
 * Locks the rows for the rest of the transaction, always in order of id: two transactions that change the same rows then
 * wait for each other and never deadlock. Ids without a row are ignored. Comes before the change of more than one row.
 */
export async function lockRows(tx: Transaction, table: TableWithId, ids: readonly string[]): Promise<void> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return;
  await tx.select({ id: table.id }).from(table).where(inArray(table.id, distinct)).orderBy(asc(table.id)).for('update');
}
