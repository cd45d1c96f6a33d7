import { EVENT_CONSUMERS } from '@marketgraph/contracts';
import { MINUTE, type Id } from '@marketgraph/kernel';
import { waitFor } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogConsumers } from '../src/consumers/all.ts';
import { readLevels } from '../src/stock/levels.queries.ts';
import { createProduct, createVendorProjection, vendorEvent } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { orderOf } from './support/orders.ts';
import { reserve } from './support/reserving.ts';

let harness: Harness;
let vendorId: Id<'Vendor'>;
beforeAll(async () => {
  harness = await createHarness();
  vendorId = await createVendorProjection(harness.deps);
  await harness.subgraph.start();
});
afterAll(async () => {
  await harness.subgraph.stop();
  await harness.drop();
});

describe('events', () => {
  it('have the consumers that the contracts name', () => {
    const named = Object.entries(EVENT_CONSUMERS).filter(([, groups]) => groups.includes('catalog')).map(([event]) => event);
    expect(catalogConsumers(harness.deps).map(({ event }) => event).toSorted()).toEqual(named.toSorted());
  });

  it('go out of the outbox and come in by the bus, each effect once', async () => {
    const { productId, variantId } = await createProduct(harness.deps, { vendorId });
    const checkout = harness.deps.ids.next('Checkout');
    await reserve(harness, checkout, [[variantId, 4]]);
    const { published } = harness.deps.transport;
    await waitFor(() => published.some(({ name, aggregateId }) => name === 'catalog.stock.changed' && aggregateId === variantId), { what: 'the event' });
    const versions = published.filter(({ aggregateId }) => aggregateId === productId).map(({ aggregateVersion }) => aggregateVersion);
    expect(versions).toEqual([1, 2]);

    const order = orderOf(harness.deps, checkout, [{ vendorId, productId, variantId, quantity: 4 }]);
    const event = { ...vendorEvent(harness.deps, 'identity.vendor.updated', { vendorId, ownerId: harness.deps.ids.next('User'), name: 'x', slug: 'x', status: 'APPROVED', currency: 'USD', country: 'US', reason: '' }, 2) };
    const placed = { ...event, id: harness.deps.ids.next('Event'), name: 'commerce.order.placed' as const, aggregateId: order.orderId, aggregateVersion: 1, payload: order };
    await harness.deps.transport.publish([placed]);
    await harness.deps.transport.publish([{ ...placed, id: harness.deps.ids.next('Event'), aggregateVersion: 2 }]);
    await waitFor(async () => (await readLevels(harness.deps.db.reader, [variantId]))[0]?.quantity === 6, { what: 'the commit' });
    await harness.deps.transport.settled();
    expect((await readLevels(harness.deps.db.reader, [variantId]))[0]).toMatchObject({ quantity: 6, reserved: 0 });
    expect(await harness.deps.transport.listDeadLetters()).toEqual([]);
  });
});

describe('the sweeper', () => {
  it('gives back what has expired without being asked', async () => {
    const { variantId } = await createProduct(harness.deps, { vendorId });
    await reserve(harness, harness.deps.ids.next('Checkout'), [[variantId, 4]]);
    harness.deps.clock.advance(16 * MINUTE);
    await waitFor(async () => (await readLevels(harness.deps.db.reader, [variantId]))[0]?.reserved === 0, { what: 'the expiry', timeoutMs: 10_000 });
    expect(await harness.broken()).toEqual([]);
  });
});
