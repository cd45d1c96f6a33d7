import { addMilliseconds, HOUR } from '@marketgraph/kernel';
import type { DemoData, DemoOrder, DemoVendorOrder } from '@marketgraph/contracts';
import type { Database } from '@marketgraph/db';
import { deliveries, deliveryAttempts, deliverySteps, type DeliveryRow } from '../deliveries/deliveries.tables.ts';
import type { DeliveryStatus } from '../deliveries/delivery-status.rules.ts';

const CHUNK = 500;
const STATUS: Readonly<Partial<Record<DemoVendorOrder['stage'], DeliveryStatus>>> = { READY: 'PENDING', IN_TRANSIT: 'IN_TRANSIT', DELIVERED: 'DELIVERED' };

/** Parcels of the demo marketplace. The stores bring them by hand: a courier of yesterday would have nobody to ask. */
export async function loadDemo(db: Database, data: DemoData): Promise<boolean> {
  const parcels = data.orders.flatMap((order) => order.vendorOrders.flatMap((part) => parcelOf(order, part) ?? []));
  return db.transaction(async (tx) => {
    if ((await tx.select({ id: deliveries.id }).from(deliveries).limit(1)).length > 0) return false;
    for (let from = 0; from < parcels.length; from += CHUNK) {
      const chunk = parcels.slice(from, from + CHUNK);
      await tx.insert(deliveries).values(chunk);
      await tx.insert(deliveryAttempts).values(
        chunk.map(({ id, status, createdAt, updatedAt }) => ({ deliveryId: id, number: 1, startedAt: createdAt, ...(status === 'DELIVERED' ? { endedAt: updatedAt, outcome: status } : {}) })),
      );
      await tx.insert(deliverySteps).values(chunk.flatMap(stepsOf));
    }
    return true;
  });
}

function parcelOf(order: DemoOrder, part: DemoVendorOrder): DeliveryRow | undefined {
  const status = STATUS[part.stage];
  if (status === undefined) return undefined;
  const createdAt = addMilliseconds(order.placedAt, HOUR / 2);
  return {
    id: part.deliveryId,
    vendorOrderId: part.id,
    orderId: order.id,
    vendorId: part.vendorId,
    buyerId: order.buyerId,
    number: order.number,
    method: part.shippingMethod,
    carrier: 'MANUAL',
    status,
    task: null,
    taskDueAt: null,
    taskTries: 0,
    attempt: 1,
    quoteId: null,
    providerId: null,
    providerUpdatedAt: null,
    trackingUrl: null,
    courier: null,
    position: null,
    pickupEta: null,
    dropoffEta: null,
    destination: order.shippingAddress,
    contents: part.lines.map(({ title, quantity }) => ({ title, quantity })),
    currency: order.currency,
    value: part.lines.reduce((sum, line) => sum + line.unitPrice * BigInt(line.quantity), 0n),
    createdAt,
    updatedAt: addMilliseconds(createdAt, status === 'PENDING' ? 0 : HOUR / 2),
  };
}

function stepsOf({ id, status, createdAt, updatedAt }: DeliveryRow): (typeof deliverySteps.$inferInsert)[] {
  const walk: DeliveryStatus[] = status === 'PENDING' ? ['PENDING'] : status === 'IN_TRANSIT' ? ['PENDING', 'IN_TRANSIT'] : ['PENDING', 'IN_TRANSIT', 'DELIVERED'];
  return walk.map((step, index) => ({ deliveryId: id, number: index + 1, status: step, reason: '', at: index === 0 ? createdAt : updatedAt }));
}
