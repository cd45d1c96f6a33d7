import { verifyProducts, verifyStock } from '@marketgraph/catalog';
import { verifyLedger } from '@marketgraph/commerce';
import { decodeId } from '@marketgraph/kernel';
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { must } from './must.ts';
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

export interface OrderTraces {
  /** Ledger entries of the order by their kind. */
  readonly ledger: Record<string, number>;
  /** Events about the order and its payment by their name. */
  readonly events: Record<string, number>;
  /** Units of stock that have left for it. */
  readonly sold: number;
}

/** What an order has left behind: each part of it must be there once, however often somebody reported the same. */
export async function tracesOf({ databases }: Pick<Marketplace, 'databases'>, publicOrderId: string): Promise<OrderTraces> {
  const id = must(decodeId('Order', publicOrderId), 'order id');
  const [ledger, events, sold] = await Promise.all([
    databases.of('commerce').reader.execute<Count>(sql`select kind as name, count(*)::int as count from ledger_entries where order_id = ${id} group by 1`),
    databases.of('commerce').reader.execute<Count>(sql`select name, count(*)::int as count from outbox
      where (aggregate_id = ${id} or payload ->> 'orderId' = ${id}) and name in ('commerce.order.placed', 'commerce.payment.captured', 'commerce.payment.failed', 'commerce.order.expired') group by 1`),
    databases.of('catalog').reader.execute<Count>(sql`select 'sold' as name, coalesce(-sum(quantity_delta), 0)::int as count from stock_movements where order_id = ${id}`),
  ]);
  return { ledger: counted(ledger), events: counted(events), sold: sold[0]?.count ?? 0 };
}

type Count = { name: string; count: number };

function counted(rows: readonly Count[]): Record<string, number> {
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
