import { basisPointsOf, type Id } from '@marketgraph/kernel';
import type { DemoData, DemoOrder, DemoVendorOrder } from '@marketgraph/contracts';
import type { Database, Transaction } from '@marketgraph/db';
import { deliveries, payments, products, reviews, saleLines, sales, vendors } from '../facts/facts.tables.ts';

const COMMISSION_BASIS_POINTS = 300;
const CHUNK = 500;

/** The facts that the demo marketplace's events would have left behind. */
export async function loadDemo(db: Database, data: DemoData): Promise<boolean> {
  return db.transaction(async (tx) => {
    if ((await tx.select({ id: vendors.id }).from(vendors).limit(1)).length > 0) return false;
    await tx.insert(vendors).values(data.vendors.map(({ id, name, status, currency, createdAt }) => ({ id, name, status, currency, updatedAt: createdAt })));
    for (const batch of data.products()) {
      const rows = batch.map(({ id, vendorId, title, createdAt }) => ({ id, vendorId, title, status: 'ACTIVE', updatedAt: createdAt }));
      await inChunks(rows, (chunk) => tx.insert(products).values(chunk));
    }
    await loadSales(tx, data);
    await inChunks(data.reviews, (chunk) =>
      tx.insert(reviews).values(
        chunk.map(({ id, productId, vendorId, rating, createdAt, answer }) => ({ id, productId, vendorId, rating, publishedAt: createdAt, answeredAt: answer === null ? null : createdAt })),
      ),
    );
    return true;
  });
}

async function loadSales(tx: Transaction, { orders }: DemoData): Promise<void> {
  await inChunks(orders, (chunk) => tx.insert(payments).values(chunk.map((order) => ({ orderId: order.id, capturedAt: order.placedAt }))));
  const parts = orders.flatMap((order) => order.vendorOrders.map((part) => ({ order, part })));
  await inChunks(parts, (chunk) => tx.insert(sales).values(chunk.map(({ order, part }) => saleRow(order, part))));
  const lines = parts.flatMap(({ order, part }) => part.lines.map((line) => ({ order, part, line })));
  await inChunks(lines, (chunk) =>
    tx.insert(saleLines).values(
      chunk.map(({ order, part, line }) => ({
        orderItemId: line.itemId,
        vendorOrderId: part.id,
        vendorId: part.vendorId,
        productId: line.productId,
        variantId: line.variantId,
        title: line.title,
        quantity: line.quantity,
        total: line.unitPrice * BigInt(line.quantity),
        status: part.stage === 'CANCELLED' || part.stage === 'DELIVERED' ? part.stage : 'PROCESSING',
        placedAt: order.placedAt,
      })),
    ),
  );
  const arrived = parts.filter(({ part }) => part.stage === 'DELIVERED');
  await inChunks(arrived, (chunk) =>
    tx.insert(deliveries).values(
      chunk.map(({ order, part }) => ({
        id: part.deliveryId,
        vendorOrderId: part.id,
        vendorId: part.vendorId,
        status: 'DELIVERED',
        createdAt: order.placedAt,
        finishedAt: order.placedAt,
      })),
    ),
  );
}

function saleRow(order: DemoOrder, part: DemoVendorOrder): typeof sales.$inferInsert & { vendorOrderId: Id<'VendorOrder'> } {
  const gross = part.shippingPrice + part.lines.reduce((sum, line) => sum + line.unitPrice * BigInt(line.quantity), 0n);
  const commission = basisPointsOf(gross, COMMISSION_BASIS_POINTS);
  const complete = order.vendorOrders.every(({ stage }) => stage === 'DELIVERED' || stage === 'CANCELLED');
  const cancelled = part.stage === 'CANCELLED';
  return {
    vendorOrderId: part.id,
    orderId: order.id,
    vendorId: part.vendorId,
    buyerId: order.buyerId,
    currency: order.currency,
    gross,
    commission,
    net: gross - commission,
    refunded: cancelled ? gross : 0n,
    begunAt: order.placedAt,
    placedAt: order.placedAt,
    paidAt: order.placedAt,
    completedAt: complete && !cancelled ? order.placedAt : null,
    cancelledAt: cancelled ? order.placedAt : null,
  };
}

async function inChunks<Row>(rows: readonly Row[], write: (chunk: Row[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) await write(rows.slice(from, from + CHUNK));
}
