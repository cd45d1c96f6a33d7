import { sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { Reader } from './types.ts';

interface Column extends Record<string, unknown> {
  name: string;
  type: string;
  nullable: boolean;
}

/**
 * Where drizzle's tables and the migrated database differ, column by column: tables, names, types and nullability. The
 * two are written by hand side by side; a test in every subgraph expects an empty list here.
 */
export async function compareTables(reader: Reader, tables: readonly PgTable[]): Promise<string[]> {
  const differences: string[] = [];
  for (const table of tables) {
    const { name, columns } = getTableConfig(table);
    const actual = await readColumns(reader, name);
    const declared = columns.map((column) => describe({ name: column.name, type: canonicalType(column.getSQLType()), nullable: !column.notNull }));
    const existing = actual.map(describe);
    differences.push(...declared.filter((text) => !existing.includes(text)).map((text) => `${name}: only in drizzle: ${text}`));
    differences.push(...existing.filter((text) => !declared.includes(text)).map((text) => `${name}: only in the database: ${text}`));
  }
  return differences;
}

async function readColumns(reader: Reader, table: string): Promise<Column[]> {
  return reader.execute<Column>(sql`
    select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable
    from pg_attribute where attrelid = to_regclass(quote_ident(${table})) and attnum > 0 and not attisdropped`);
}

/** PostgreSQL's own spelling of what drizzle writes. */
function canonicalType(type: string): string {
  return type
    .replace(/^timestamp( \(\d\))? with time zone$/, (_, precision: string | undefined) => `timestamp${precision?.trim() ?? ''} with time zone`)
    .replace(/^varchar/, 'character varying')
    .replace(/^char\(/, 'character(')
    .replace(/^numeric\((\d+), (\d+)\)/, 'numeric($1,$2)')
    .replace(/^(big|small)?serial$/, (_, size: string | undefined) => `${size ?? ''}int`.replace(/^int$/, 'integer'));
}

function describe({ name, type, nullable }: Column): string {
  return `${name} ${type}${nullable ? '' : ' not null'}`;
}
