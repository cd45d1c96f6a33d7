import type { EventPayload } from '@marketgraph/contracts';
import { rowsOf, type Transaction } from '@marketgraph/db';
import { eq, sql } from 'drizzle-orm';
import { itemStatuses, payments, saleLines, sales } from './facts.tables.ts';

type OrderPayload = EventPayload<'commerce.order.placed'>;
type Moment = 'begunAt' | 'placedAt' | 'completedAt' | 'expiredAt';

const SHARES = 'vendor_order_id uuid, vendor_id uuid, gross bigint, commission bigint, net bigint';
const LINES = 'order_item_id uuid, vendor_order_id uuid, vendor_id uuid, product_id uuid, variant_id uuid, title text, quantity integer, total bigint';

/**
 * Notes that an order came to a moment of its life, for each of its vendors' parts and their lines. Written as an upsert of
 * the whole payload, so that it does not matter which of an order's events is heard of first. The payment's row is there
 * before anything is paid, and locked: a capture that is heard of at the same time then comes before or after, and is not
 * missed by both.
 */
export async function recordOrderMoment(tx: Transaction, order: OrderPayload, moment: Moment, at: Date): Promise<void> {
  const shares = order.vendorOrders.toSorted((left, right) => (left.vendorOrderId < right.vendorOrderId ? -1 : 1));
  const column = sql.identifier(sales[moment].name);
  const time = sql`${at.toISOString()}::timestamptz`;
  const isPlaced = moment === 'placedAt';
  await tx.execute(sql`
    with payment as (
      insert into ${payments} (order_id) values (${order.orderId})
      on conflict (order_id) do update set order_id = excluded.order_id
      returning captured_at
    ), recorded as (
      insert into ${sales} (vendor_order_id, order_id, vendor_id, buyer_id, currency, gross, commission, net, paid_at, ${column})
      select vendor_order_id, ${order.orderId}::uuid, vendor_id, ${order.buyerId}::uuid, ${order.currency}, gross, commission, net, captured_at, ${time}
      from payment cross join ${rowsOf(shares.map(shareOf), SHARES)}
      on conflict (vendor_order_id) do update
      set ${column} = excluded.${column}, gross = excluded.gross, commission = excluded.commission, net = excluded.net
      returning vendor_order_id
    )
    insert into ${saleLines} (order_item_id, vendor_order_id, vendor_id, product_id, variant_id, title, quantity, total, status, placed_at)
    select given.*, coalesce(heard.status, 'PENDING'), ${isPlaced ? time : sql`null::timestamptz`}
    from ${rowsOf(linesOf(shares), LINES)} join recorded using (vendor_order_id) left join ${itemStatuses} as heard using (order_item_id)
    order by given.order_item_id
    on conflict (order_item_id) do ${isPlaced ? sql`update set placed_at = excluded.placed_at` : sql`nothing`}`);
}

function shareOf({ vendorOrderId, vendorId, gross, commission, net }: OrderPayload['vendorOrders'][number]) {
  return { vendor_order_id: vendorOrderId, vendor_id: vendorId, gross, commission, net };
}

function linesOf(shares: OrderPayload['vendorOrders']) {
  return shares.flatMap(({ vendorOrderId, vendorId, lines }) =>
    lines.map(({ orderItemId, productId, variantId, title, quantity, total }) => ({
      order_item_id: orderItemId,
      vendor_order_id: vendorOrderId,
      vendor_id: vendorId,
      product_id: productId,
      variant_id: variantId,
      title,
      quantity,
      total,
    })),
  );
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
