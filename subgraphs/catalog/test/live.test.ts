import { encodeId, type Id } from '@marketgraph/kernel';
import type { Transaction } from '@marketgraph/db';
import { publishLiveAtOnce } from '@marketgraph/server';
import { buyer, guest, vendorMember, waitFor } from '@marketgraph/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProduct, createVendorProjection } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { release, reserve } from './support/reserving.ts';

let harness: Harness;
let vendorId: Id<'Vendor'>;
beforeAll(async () => {
  harness = await createHarness();
  vendorId = await createVendorProjection(harness.deps);
  await harness.deps.live.start();
});
afterAll(async () => {
  await harness.deps.live.stop();
  await harness.drop();
});

const VARIANT = 'subscription($variantId: ID!, $since: Int) { variantStockChanged(variantId: $variantId, since: $since) { seq gap snapshot available variant { id available availableForSale product { status } } } }';
const VENDOR = 'subscription($vendorId: ID!, $since: Int) { vendorInventoryChanged(vendorId: $vendorId, since: $since) { seq gap snapshot openAlerts vendor { id } inventory { variant { title } quantity reserved available state } } }';
type VariantEvent = { variantStockChanged: { seq: number; available: number } };
type VendorEvent = { vendorInventoryChanged: { seq: number; inventory: { variant: { title: string } }[] } };

const key = () => harness.deps.ids.next('Checkout');

describe('variantStockChanged', () => {
  it('begins with what is available and tells of each change, with the product as it is then', async () => {
    const { variantId } = await createProduct(harness.deps, { vendorId, variants: [{ price: { amount: 1n }, quantity: 3 }] });
    const id = encodeId('ProductVariant', variantId);
    const stream = await harness.client.as(guest()).subscribe<VariantEvent>(VARIANT, { variantId: id });
    const variant = { id, available: 3, availableForSale: true, product: { status: 'ACTIVE' } };
    expect(await stream.next()).toEqual({ variantStockChanged: { seq: 0, gap: false, snapshot: true, available: 3, variant } });
    const checkout = key();
    await reserve(harness, checkout, [[variantId, 1]]);
    expect(await stream.next()).toEqual({ variantStockChanged: { seq: 1, gap: false, snapshot: false, available: 2, variant: { ...variant, available: 2 } } });
    await reserve(harness, key(), [[variantId, 2]]);
    expect(await stream.next()).toEqual({
      variantStockChanged: { seq: 2, gap: false, snapshot: false, available: 0, variant: { ...variant, available: 0, availableForSale: false, product: { status: 'OUT_OF_STOCK' } } },
    });
    await release(harness, checkout);
    expect(await stream.next()).toMatchObject({ variantStockChanged: { seq: 3, available: 1 } });
    await stream.close();

    const resumed = await harness.client.as(guest()).subscribe<VariantEvent>(VARIANT, { variantId: id, since: 1 });
    expect((await resumed.take(2)).map(({ variantStockChanged }) => [variantStockChanged.seq, variantStockChanged.available])).toEqual([[2, 0], [3, 1]]);
    await resumed.close();
    const ahead = await harness.client.as(guest()).subscribe<VariantEvent>(VARIANT, { variantId: id, since: 99 });
    expect(await ahead.next()).toMatchObject({ variantStockChanged: { seq: 3, gap: true, snapshot: true, available: 1 } });
    await ahead.close();
  });

  it('is refused for what the viewer cannot see', async () => {
    const { variantId } = await createProduct(harness.deps, { vendorId, status: 'DRAFT' });
    const variables = { variantId: encodeId('ProductVariant', variantId) };
    expect((await harness.client.as(guest()).errors(VARIANT, variables))[0]?.extensions?.['code']).toBe('NOT_FOUND');
    const own = await harness.client.as(vendorMember(vendorId, 'STAFF')).subscribe<VariantEvent>(VARIANT, variables);
    expect(await own.next()).toMatchObject({ variantStockChanged: { available: 10 } });
    await own.close();
  });
});

describe('vendorInventoryChanged', () => {
  it('begins with what is low or out, then tells what has changed, also of what is held', async () => {
    const mine = await createVendorProjection(harness.deps);
    const build = (title: string, quantity: number) => createProduct(harness.deps, { vendorId: mine, title, optionNames: ['Size'], variants: [{ selectedOptions: [{ name: 'Size', value: title }], price: { amount: 1n }, quantity, lowStockThreshold: 2 }] });
    const [plenty, low] = [await build('plenty', 20), await build('low', 2)];
    await build('out', 0);
    const stream = await harness.client.as(vendorMember(mine)).subscribe<VendorEvent>(VENDOR, { vendorId: encodeId('Vendor', mine) });
    expect(await stream.next()).toMatchObject({
      vendorInventoryChanged: { seq: 0, snapshot: true, openAlerts: 0, vendor: { id: encodeId('Vendor', mine) }, inventory: [{ variant: { title: 'out' }, state: 'OUT' }, { variant: { title: 'low' }, state: 'LOW' }] },
    });
    await reserve(harness, key(), [[plenty.variantId, 5], [low.variantId, 2]]);
    const { vendorInventoryChanged } = await stream.next();
    expect(vendorInventoryChanged).toMatchObject({ seq: 1, snapshot: false, openAlerts: 1 });
    expect(vendorInventoryChanged.inventory.toSorted((a, b) => a.variant.title.localeCompare(b.variant.title))).toEqual([
      { variant: { title: 'low' }, quantity: 2, reserved: 2, available: 0, state: 'OUT' },
      { variant: { title: 'plenty' }, quantity: 20, reserved: 5, available: 15, state: 'IN_STOCK' },
    ]);
    await stream.close();
  });

  it('is refused to everybody else', async () => {
    const other = await createVendorProjection(harness.deps);
    const variables = { vendorId: encodeId('Vendor', other) };
    const code = async (viewer: Parameters<typeof harness.client.as>[0]) => (await harness.client.as(viewer).errors(VENDOR, variables))[0]?.extensions?.['code'];
    expect([await code(guest()), await code(buyer()), await code(vendorMember(vendorId)), await code(vendorMember(other, 'STAFF'))]).toEqual(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'FORBIDDEN']);
  });

  it('raises topics in order of their names: whoever waits for one holds those before it', async () => {
    const { db } = harness.deps;
    const publish = (tx: Transaction, ...topics: string[]) => publishLiveAtOnce(tx, harness.deps, topics.map((topic) => ({ topic, payload: {} })));
    await db.transaction((tx) => publish(tx, 'a', 'b'));
    const [held, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holder = db.transaction(async (tx) => {
      await publish(tx, 'b');
      held.resolve();
      await released.promise;
    });
    await held.promise;
    const waiter = db.transaction((tx) => publish(tx, 'b', 'a'));
    const isWaiting = () => db.reader.execute(sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    await waitFor(async () => (await isWaiting()).length > 0, { what: 'the second to wait' });
    const free = await db.transaction((tx) => tx.execute<{ topic: string }>(sql`select topic from live_topics where topic in ('a', 'b') for update skip locked`));
    released.resolve();
    await Promise.all([holder, waiter]);
    expect(free.map(({ topic }) => topic)).toEqual([]);
  });

  it('is told of two vendors by crossing reservations without one waiting for the other in a circle', async () => {
    const [left, right] = [await createVendorProjection(harness.deps), await createVendorProjection(harness.deps)];
    const build = (of: Id<'Vendor'>) => createProduct(harness.deps, { vendorId: of, variants: [{ price: { amount: 1n }, quantity: 100 }] });
    // In the order of their levels the first two meet left before right, the last two right before left.
    const [a, b, c, d] = [await build(left), await build(right), await build(right), await build(left)];
    harness.statements.reset();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => reserve(harness, key(), index % 2 === 0 ? [[a.variantId, 1], [b.variantId, 1]] : [[c.variantId, 1], [d.variantId, 1]])),
    );
    expect(answers.every(({ __typename }) => __typename === 'InternalReservationCreateSuccess')).toBe(true);
    // A deadlock would have been tried again, from the first statement on.
    expect(harness.statements.statements.filter((statement) => statement.startsWith('insert into "reservations"')).length).toBe(40);
  });
});
