import { sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** What `inArray` says, with all ids as one parameter: one prepared statement for lists of every length. True of no row where the list is empty. */
export function isOneOf(column: PgColumn, uuids: Iterable<string>): SQL {
  return sql`${column} = any(${`{${[...uuids].join()}}`}::uuid[])`;
}
