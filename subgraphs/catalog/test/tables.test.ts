import { getTableColumns, getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as category from '../src/categories/category.tables.ts';
import * as product from '../src/products/product.tables.ts';
import * as reservation from '../src/reservations/reservation.tables.ts';
import * as stock from '../src/stock/stock.tables.ts';
import * as variant from '../src/variants/variant.tables.ts';
import * as vendor from '../src/vendors/vendor.tables.ts';
import { createHarness, type Harness } from './support/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.drop());

const tables = [category, product, reservation, stock, variant, vendor].flatMap((module) => Object.values(module).filter((value) => is(value, PgTable)));

/** PostgreSQL's name for drizzle's type. */
const typeName = (type: string): string => type.replace(/\[\]$/, ' array').replace('timestamp with time zone', 'timestamptz');

const byName = (one: { name: string }, other: { name: string }): number => (one.name < other.name ? -1 : 1);

describe('tables in code and in the database', () => {
  it.each(tables.map((table) => [getTableName(table), table] as const))('%s has the same columns, types, nullability and defaults', async (name, table) => {
    const rows = await harness.deps.db.reader.execute<{ name: string; type: string; element: string | null; nullable: boolean; has_default: boolean }>(sql`
      select column_name as name, data_type as type, is_nullable = 'YES' as nullable, column_default is not null as has_default,
        (select e.data_type from information_schema.element_types e where e.object_name = c.table_name and e.collection_type_identifier = c.dtd_identifier) as element
      from information_schema.columns c where table_schema = 'public' and table_name = ${name}`);
    const stored = rows.map((row) => ({
      name: row.name,
      type: row.type === 'ARRAY' ? `${row.element ?? ''} array` : typeName(row.type),
      nullable: row.nullable,
      hasDefault: row.has_default,
    }));
    const declared = Object.values(getTableColumns(table)).map((column) => ({
      name: column.name,
      type: typeName(column.getSQLType()),
      nullable: !column.notNull,
      hasDefault: column.hasDefault,
    }));
    // A column that is added later comes last in the database, and in the code where it belongs.
    expect(declared.toSorted(byName)).toEqual(stored.toSorted(byName));
  });
});
