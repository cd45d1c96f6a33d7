import { sql, type SQL } from 'drizzle-orm';

/**
 * Rows as one parameter, to be joined, updated or inserted from: `rowsOf(levels, 'id uuid, quantity integer')` stands where a
 * table would, under the name `given`, in the order of the list. One text of the statement for any number of rows, where a
 * list of values would make another for each length, too long to be prepared. The limit changes nothing but the planner's
 * guess, which is otherwise a hundred rows, and with it the reading of whole tables for one row.
 */
export function rowsOf(rows: readonly object[], columns: string): SQL {
  return sql`(select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row(${sql.raw(columns)}) limit ${rows.length}) as given`;
}
