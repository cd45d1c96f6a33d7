import { decodeId } from '@marketgraph/kernel';
import { waitFor } from '@marketgraph/testing';
import { expect } from 'vitest';
import { must } from '../../support/must.ts';
import { order, payAtProvider } from '../../support/shopping.ts';
import type { CrashWorld, Sale } from '../support/crash-world.ts';
import { act, orderBecomes, orderIsPaid } from '../support/observe.ts';

interface Parcel {
  readonly id: string;
  readonly status: string;
  readonly timeline: readonly { readonly status: string }[];
}

/** A paid order by courier, accepted by its store. */
async function acceptedOrder(world: CrashWorld, { buyer, goods: [good] }: Sale) {
  const { variantId, owner } = must(good, 'good');
  const { orderId, vendorOrderIds, payment } = await order(buyer, variantId, { method: 'LOCAL_DELIVERY' });
  await payAtProvider(world, payment);
  await orderIsPaid(buyer, orderId);
  const vendorOrderId = must(vendorOrderIds[0], 'vendor order');
  expect(await act(owner, 'orderAccept', { vendorOrderId }, 'OrderAcceptInput')).toBe('OrderAcceptSuccess');
  const ready = (): Promise<string> => act(owner, 'orderReady', { vendorOrderId }, 'OrderReadyInput');
  return { orderId, owner, ready };
}

function parcelBecomes({ buyer }: Sale, orderId: string, what: string, fits: (parcel: Parcel) => boolean): Promise<Parcel> {
  return waitFor(
    async () => {
      const { order: found } = await buyer.graph.request<{ order: { deliveries: Parcel[] } }>(`query Parcels($id: ID!) { order(id: $id) { deliveries { id status timeline { status } } } }`, { id: orderId });
      expect(found.deliveries.length).toBeLessThan(2);
      return found.deliveries.find(fits);
    },
    { timeoutMs: 15_000, what: `a parcel that is ${what}` },
  );
}

/** The couriers ordered for a parcel, in the provider's memory. */
function couriersOf({ sandboxes }: CrashWorld, { id }: Parcel) {
  return waitFor(async () => {
    const found = await sandboxes.control.uber.countDeliveries(`${must(decodeId('Delivery', id), 'delivery')}:1`);
    return found.count > 0 && found;
  });
}

async function bring(world: CrashWorld, sale: Sale, orderId: string, courier: string): Promise<void> {
  await world.sandboxes.control.uber.advanceDelivery(courier, 'delivered');
  const parcel = await parcelBecomes(sale, orderId, 'delivered', ({ status }) => status === 'DELIVERED');
  const steps = parcel.timeline.map(({ status }) => status);
  expect(steps).toEqual([...new Set(steps)]);
  const done = await orderBecomes(sale.buyer, orderId, 'complete', ({ vendorOrders }) => vendorOrders.every(({ status }) => status === 'DELIVERED'));
  expect(done.timeline.filter(({ kind }) => kind === 'VENDOR_ORDER_DELIVERED')).toHaveLength(1);
}

/** One courier comes, although nobody remembers whether one was ordered. */
export async function courierOrdered(world: CrashWorld, point: string): Promise<void> {
  const sale = await world.nextSale();
  const { orderId, ready } = await acceptedOrder(world, sale);
  await world.crash(point, ready);
  const { count, ids } = await couriersOf(world, await parcelBecomes(sale, orderId, 'on our list', () => true));
  await parcelBecomes(sale, orderId, 'ordered', ({ status }) => status === 'PENDING');
  expect(count).toBe(1);
  await bring(world, sale, orderId, must(ids[0], 'courier'));
  expect((await world.sandboxes.control.uber.countDeliveries()).ids.filter((id) => id === ids[0])).toHaveLength(1);
}

/** Each status is told once, whether the webhook was worked off before the crash or comes again. */
export async function webhookOfCourier(world: CrashWorld, point: string): Promise<void> {
  const sale = await world.nextSale();
  const { orderId, ready } = await acceptedOrder(world, sale);
  await ready();
  const { ids } = await couriersOf(world, await parcelBecomes(sale, orderId, 'on our list', () => true));
  const courier = must(ids[0], 'courier');
  await world.crash(point, () => world.sandboxes.control.uber.advanceDelivery(courier, 'pickup'));
  await parcelBecomes(sale, orderId, 'assigned', ({ status }) => status === 'ASSIGNED');
  await bring(world, sale, orderId, courier);
}

/** The store gives the parcel up: in the end both sides know. */
export async function courierCancelled(world: CrashWorld, point: string): Promise<void> {
  const sale = await world.nextSale();
  const { orderId, owner, ready } = await acceptedOrder(world, sale);
  await ready();
  const parcel = await parcelBecomes(sale, orderId, 'on our list', () => true);
  await couriersOf(world, parcel);
  await world.crash(point, () => act(owner, 'deliveryCancel', { id: parcel.id }, 'DeliveryCancelInput'));
  const ended = await parcelBecomes(sale, orderId, 'cancelled', ({ status }) => status === 'CANCELLED');
  expect(ended.timeline.filter(({ status }) => status === 'CANCELLED')).toHaveLength(1);
  expect(await couriersOf(world, parcel)).toMatchObject({ count: 1, byStatus: { canceled: 1 } });
}
