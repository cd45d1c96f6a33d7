import { verifyProducts, verifyStock } from '@marketgraph/catalog';
import { verifyLedger } from '@marketgraph/commerce';
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Marketplace } from './start-marketplace.ts';

/** What must be true whatever happened: stock adds up, the ledger balances, and nobody had to log an error. */
export async function expectInvariants(marketplace: Marketplace): Promise<void> {
  const { databases, complaints } = marketplace;
  await marketplace.settled();
  const [stock, products, ledger] = await Promise.all([verifyStock(databases.of('catalog')), verifyProducts(databases.of('catalog')), verifyLedger(databases.of('commerce'))]);
  expect(stock).toEqual([]);
  expect(products).toEqual([]);
  expect(ledger.violations).toEqual([]);
  expect(complaints).toEqual([]);
}

/** How many reservations there are in each state. */
export async function reservations({ databases }: Pick<Marketplace, 'databases'>): Promise<Record<string, number>> {
  const rows = await databases.of('catalog').reader.execute<{ state: string; count: number }>(sql`select state, count(*)::int as count from reservations group by state`);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
