import type { Transaction } from '@marketgraph/db';
import { getTableColumns, sql, type InferInsertModel } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';

/**
 * Inserts any number of rows in one statement with one parameter; a list of values would end at 65,535 parameters. A column
 * that no row names gets its default; one that only some of them name is null in the others.
 */
export async function insertRows<Table extends PgTable>(tx: Transaction, table: Table, rows: readonly InferInsertModel<Table>[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = getTableColumns(table);
  const used = new Set(rows.flatMap((row) => Object.keys(row)));
  const named = Object.entries(columns).filter(([key]) => used.has(key));
  const unknown = [...used].filter((key) => !(key in columns));
  if (unknown.length > 0) throw new Error(`no such column: ${unknown.join(', ')}`);
  const records = rows.map((row) => Object.fromEntries(named.map(([key, { name }]) => [name, plain((row as Readonly<Record<string, unknown>>)[key])])));
  const names = sql.join(named.map(([, { name }]) => sql.identifier(name)), sql`, `);
  await tx.execute(sql`
    insert into ${table} (${names})
    select ${names} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(records)}::text::jsonb)`);
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
