import { getTableColumns, sql, type InferInsertModel, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from './types.ts';

/**
 * Inserts any number of rows in one statement with one parameter; a list of values would end at 65,535 parameters, and from
 * 20 on be parsed anew each time. A column that no row names gets its default; one that only some of them name is null in
 * the others.
 * @param computed columns that follow from the row, which is called `given` there
 */
export async function insertRows<Table extends PgTable, Computed extends keyof InferInsertModel<Table> & string = never>(
  tx: Transaction,
  table: Table,
  rows: readonly Omit<InferInsertModel<Table>, Computed>[],
  computed?: Readonly<Record<Computed, SQL>>,
): Promise<void> {
  if (rows.length > 0) await tx.execute(insertOf(table, rows, computed));
}

/** The statement of {@link insertRows} for at least one row, to be put behind a `with` that changes another table as well. */
export function insertOf<Table extends PgTable, Computed extends keyof InferInsertModel<Table> & string = never>(
  table: Table,
  rows: readonly Omit<InferInsertModel<Table>, Computed>[],
  computed?: Readonly<Record<Computed, SQL>>,
): SQL {
  const columns = getTableColumns(table);
  const used = new Set(rows.flatMap((row) => Object.keys(row)));
  const named = Object.entries(columns).filter(([key]) => used.has(key));
  const unknown = [...used].filter((key) => !(key in columns));
  if (unknown.length > 0) throw new Error(`no such column: ${unknown.join(', ')}`);
  const records = rows.map((row) => Object.fromEntries(named.map(([key, { name }]) => [name, plain((row as Readonly<Record<string, unknown>>)[key])])));
  const added = Object.entries<SQL>(computed ?? {}).map(([key, value]) => ({ name: columns[key]?.name ?? key, value }));
  const into = [...named.map(([, { name }]) => sql.identifier(name)), ...added.map(({ name }) => sql.identifier(name))];
  const from = [...named.map(([, { name }]) => sql`given.${sql.identifier(name)}`), ...added.map(({ value }) => value)];
  return sql`
    insert into ${table} (${sql.join(into, sql`, `)})
    select ${sql.join(from, sql`, `)} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(records)}::text::jsonb) as given`;
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
