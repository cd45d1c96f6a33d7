import { createTestDatabase, type TestDatabase } from '@marketgraph/testing';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cartLines, carts, variantMarks } from '../src/carts/cart.tables.ts';
import { checkouts } from '../src/checkout/checkout.tables.ts';
import { migrations } from '../src/index.ts';
import { ledgerEntries, ledgerPostings } from '../src/ledger/ledger.tables.ts';
import { orderEvents, orderItems, orders, vendorOrders } from '../src/orders/order.tables.ts';
import { paymentAttempts, payments, providerEvents } from '../src/payments/payment.tables.ts';
import { refunds } from '../src/refunds/refund.tables.ts';
import { vendors } from '../src/vendors/vendor.tables.ts';

const TABLES: readonly PgTable[] = [
  cartLines, carts, checkouts, ledgerEntries, ledgerPostings, orderEvents, orderItems, orders, paymentAttempts, payments, providerEvents, refunds, variantMarks,
  vendorOrders, vendors,
];
const PLATFORM = ['aggregate_versions', 'idempotency', 'inbox', 'inbox_versions', 'live_events', 'live_topics', 'migrations', 'outbox'];

describe('the tables in code', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('commerce', [migrations]);
  });
  afterAll(() => database.drop());

  it.each(TABLES.map((table) => [getTableConfig(table).name, table] as const))('agree with the migrations: %s', async (name, table) => {
    const found = await database.db.reader.execute<{ column: string; nullable: boolean }>(sql`
      select column_name as "column", is_nullable = 'YES' as nullable from information_schema.columns
      where table_schema = 'public' and table_name = ${name} order by column_name`);
    const declared = getTableConfig(table).columns.map((column) => ({ column: column.name, nullable: !column.notNull }));
    expect([...found]).toEqual(declared.toSorted((left, right) => (left.column < right.column ? -1 : 1)));
    const indexes = await database.db.reader.execute<{ name: string }>(sql`select indexname as name from pg_indexes where schemaname = 'public' and tablename = ${name} and indexname not like '%_pkey'`);
    const config = getTableConfig(table);
    const named = [...config.indexes.map((one) => one.config.name ?? ''), ...config.uniqueConstraints.map((one) => one.getName() ?? '')];
    expect(indexes.map((row) => row.name).toSorted()).toEqual(named.toSorted());
  });

  it('are all there are', async () => {
    const found = await database.db.reader.execute<{ name: string }>(sql`select table_name as name from information_schema.tables where table_schema = 'public'`);
    const own = found.map(({ name }) => name).filter((name) => !PLATFORM.includes(name) && !name.startsWith('schema_'));
    expect(own.toSorted()).toEqual(TABLES.map((table) => getTableConfig(table).name).toSorted());
  });
});
