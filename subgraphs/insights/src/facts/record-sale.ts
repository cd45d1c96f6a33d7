import type { EventPayload } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { eq, sql } from 'drizzle-orm';
import { itemStatuses, payments, saleLines, sales } from './facts.tables.ts';

type OrderPayload = EventPayload<'commerce.order.placed'>;
type Moment = 'begunAt' | 'placedAt' | 'completedAt' | 'expiredAt';

/**
 * Notes that an order came to a moment of its life, for each of its vendors' parts. Written as an upsert of the whole
 * payload, so that it does not matter which of an order's events is heard of first.
 */
export async function recordOrderMoment(tx: Transaction, order: OrderPayload, moment: Moment, at: Date): Promise<void> {
  const payment = await tx.select({ capturedAt: payments.capturedAt }).from(payments).where(eq(payments.orderId, order.orderId));
  const paidAt = payment[0]?.capturedAt ?? null;
  const shares = order.vendorOrders.toSorted((left, right) => (left.vendorOrderId < right.vendorOrderId ? -1 : 1));
  await tx
    .insert(sales)
    .values(
      shares.map((share) => ({
        vendorOrderId: share.vendorOrderId,
        orderId: order.orderId,
        vendorId: share.vendorId,
        buyerId: order.buyerId,
        currency: order.currency,
        gross: BigInt(share.gross),
        commission: BigInt(share.commission),
        net: BigInt(share.net),
        paidAt,
        [moment]: at,
      })),
    )
    .onConflictDoUpdate({ target: sales.vendorOrderId, set: { [moment]: at, gross: sql`excluded.gross`, commission: sql`excluded.commission`, net: sql`excluded.net` } });
  await recordLines(tx, shares, moment === 'placedAt' ? at : null);
}

async function recordLines(tx: Transaction, shares: OrderPayload['vendorOrders'], placedAt: Date | null): Promise<void> {
  const rows = shares.flatMap((share) =>
    share.lines.map((line) => ({
      orderItemId: line.orderItemId,
      vendorOrderId: share.vendorOrderId,
      vendorId: share.vendorId,
      productId: line.productId,
      variantId: line.variantId,
      title: line.title,
      quantity: line.quantity,
      total: BigInt(line.total),
      status: sql<string>`coalesce((select ${itemStatuses.status} from ${itemStatuses} where ${itemStatuses.orderItemId} = ${line.orderItemId}), 'PENDING')`,
      placedAt,
    })),
  );
  const insert = tx.insert(saleLines).values(rows.toSorted((left, right) => (left.orderItemId < right.orderItemId ? -1 : 1)));
  if (placedAt === null) await insert.onConflictDoNothing();
  else await insert.onConflictDoUpdate({ target: saleLines.orderItemId, set: { placedAt } });
}

/** Notes a moment of one vendor's part, whether or not its order was heard of before. */
export async function recordVendorOrderMoment(
  tx: Transaction,
  vendorOrder: EventPayload<'commerce.vendor_order.accepted'>,
  moment: 'acceptedAt' | 'readyAt' | 'cancelledAt',
  at: Date,
): Promise<void> {
  // What the order's own event will say of commission is not known here; it overwrites these two when it comes.
  const row = { gross: BigInt(vendorOrder.gross), commission: 0n, net: 0n };
  const { vendorOrderId, orderId, vendorId, buyerId, currency } = vendorOrder;
  await tx
    .insert(sales)
    .values({ vendorOrderId, orderId, vendorId, buyerId, currency, ...row, [moment]: at })
    .onConflictDoUpdate({ target: sales.vendorOrderId, set: { [moment]: at } });
}

export async function recordItemStatus(tx: Transaction, orderItemId: string, status: string): Promise<void> {
  await tx.insert(itemStatuses).values({ orderItemId, status }).onConflictDoUpdate({ target: itemStatuses.orderItemId, set: { status } });
  await tx.update(saleLines).set({ status }).where(eq(saleLines.orderItemId, orderItemId));
}
