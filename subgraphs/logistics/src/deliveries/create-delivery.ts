import type { EventEnvelope } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { and, desc, eq, notInArray } from 'drizzle-orm';
import type { LogisticsDeps } from '../deps.ts';
import { recordCreation } from './change-delivery.ts';
import { deliveries, type DeliveryRow } from './deliveries.tables.ts';

/** The parcel of a vendor order that is ready. A vendor order has one that is alive at the most, however often this is called. */
export async function createDelivery(tx: Transaction, deps: LogisticsDeps, event: EventEnvelope<'commerce.vendor_order.ready'>): Promise<void> {
  const order = event.payload;
  const now = deps.clock.now();
  const byCourier = order.shippingMethod === 'LOCAL_DELIVERY';
  const [row] = await tx
    .insert(deliveries)
    .values({
      id: deps.ids.next('Delivery'),
      vendorOrderId: order.vendorOrderId,
      orderId: order.orderId,
      vendorId: order.vendorId,
      buyerId: order.buyerId,
      number: order.number,
      method: order.shippingMethod,
      carrier: byCourier ? 'UBER' : 'MANUAL',
      status: 'PENDING',
      task: byCourier ? 'REQUEST' : null,
      taskDueAt: byCourier ? now : null,
      destination: order.shippingAddress,
      contents: order.lines.map(({ title, quantity }) => ({ title, quantity })),
      currency: order.currency,
      value: order.lines.reduce((sum, line) => sum + BigInt(line.total), 0n),
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing()
    .returning();
  if (row !== undefined) await recordCreation(tx, deps, row, event.traceId);
}

/** Locks the parcel of a vendor order that is still to be brought, if there is one. */
export async function lockAliveDelivery(tx: Transaction, vendorOrderId: string): Promise<DeliveryRow | null> {
  const [row] = await tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.vendorOrderId, vendorOrderId), notInArray(deliveries.status, ['CANCELLED', 'RETURNED', 'DELIVERED'])))
    .orderBy(desc(deliveries.createdAt))
    .limit(1)
    .for('update');
  return row ?? null;
}
