import type { DemoData } from '@marketgraph/contracts';
import type { Database, Transaction } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import { ledgerEntries, ledgerPostings } from '../ledger/ledger.tables.ts';
import { orderEvents, orderItems, orders, vendorOrders } from '../orders/order.tables.ts';
import { paymentAttempts, payments } from '../payments/payment.tables.ts';
import { refunds } from '../refunds/refund.tables.ts';
import { carts } from '../carts/cart.tables.ts';
import { vendors } from '../vendors/vendor.tables.ts';
import { demoBook } from './demo-book.ts';
import { demoOrder, type DemoRows } from './demo-orders.ts';

const CHUNK = 500;

/**
 * Carts, orders, payments and a ledger as if everything had happened here: amounts, commission and postings come from the
 * same rules, so `verifyLedger` finds nothing.
 */
export async function loadDemo(db: Database, data: DemoData): Promise<boolean> {
  return db.transaction(async (tx) => {
    if ((await tx.select({ id: vendors.id }).from(vendors).limit(1)).length > 0) return false;
    await tx.insert(vendors).values(data.vendors.map(({ id, name, status, createdAt }) => ({ id, name, status, updatedAt: createdAt })));
    await loadCarts(tx, data);
    const names = new Map(data.vendors.map(({ id, name }) => [id, name]));
    for (let from = 0; from < data.orders.length; from += CHUNK) {
      await insertAll(tx, data.orders.slice(from, from + CHUNK).map((order) => demoOrder(order, names)));
    }
    // The next order is numbered behind the last of the story.
    const taken = Math.max(100_000, ...data.orders.map(({ number }) => Number(number.slice(3))));
    await tx.execute(sql`select setval('order_numbers', ${taken}::bigint)`);
    return true;
  });
}

/** Everybody finds a cart, but for those who own a store. */
async function loadCarts(tx: Transaction, { users, vendors: sellers }: DemoData): Promise<void> {
  const owners = new Set<string>(sellers.flatMap(({ team }) => team.filter(({ role }) => role === 'OWNER').map(({ userId }) => userId)));
  const buyers = users.filter(({ id, operatorRole }) => operatorRole === null && !owners.has(id));
  await inChunks(buyers, (chunk) => tx.insert(carts).values(chunk.map(({ id, registeredAt }) => ({ id: demoBook.cartOf(id), buyerId: id, createdAt: registeredAt, updatedAt: registeredAt }))));
}

async function insertAll(tx: Transaction, loaded: readonly DemoRows[]): Promise<void> {
  await inChunks(loaded.map(({ order }) => order), (rows) => tx.insert(orders).values(rows));
  await inChunks(loaded.flatMap(({ parts }) => parts), (rows) => tx.insert(vendorOrders).values(rows));
  await inChunks(loaded.flatMap(({ items }) => items), (rows) => tx.insert(orderItems).values(rows));
  await inChunks(loaded.map(({ payment }) => payment), (rows) => tx.insert(payments).values(rows));
  await inChunks(loaded.map(({ attempt }) => attempt), (rows) => tx.insert(paymentAttempts).values(rows));
  await inChunks(loaded.flatMap(({ refunded }) => refunded), (rows) => tx.insert(refunds).values(rows));
  await inChunks(loaded.flatMap(({ timeline }) => timeline), (rows) => tx.insert(orderEvents).values(rows));
  await inChunks(loaded.flatMap(({ entries }) => entries), (rows) => tx.insert(ledgerEntries).values(rows.map(({ postings: _own, ...entry }) => entry)));
  const postings = loaded.flatMap(({ entries }) => entries.flatMap((entry) => entry.postings.map((posting) => ({ ...posting, entryId: entry.id }))));
  await inChunks(postings, (rows) => tx.insert(ledgerPostings).values(rows));
}

async function inChunks<Row>(rows: readonly Row[], insert: (chunk: Row[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) await insert(rows.slice(from, from + CHUNK));
}
