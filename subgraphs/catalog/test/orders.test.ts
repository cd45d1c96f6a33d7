import { encodeId, MINUTE, type Id } from '@marketgraph/kernel';
import { vendorMember } from '@marketgraph/testing';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { products } from '../src/products/product.tables.ts';
import { expireReservations } from '../src/reservations/expire-reservations.ts';
import { readLevels } from '../src/stock/levels.queries.ts';
import { receiveStock } from '../src/stock/receive-stock.ts';
import { stockMovements } from '../src/stock/stock.tables.ts';
import { createProduct, createVendorProjection, type BuiltProduct } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { orderOf, partOf, type OrderedLine } from './support/orders.ts';
import { release, reserve } from './support/reserving.ts';

let harness: Harness;
let vendorId: Id<'Vendor'>;
let otherVendorId: Id<'Vendor'>;
beforeAll(async () => {
  harness = await createHarness();
  vendorId = await createVendorProjection(harness.deps);
  otherVendorId = await createVendorProjection(harness.deps);
});
afterAll(() => harness.drop());
afterEach(async () => expect(await harness.broken()).toEqual([]));

const stocked = (quantity: number, of = vendorId) => createProduct(harness.deps, { vendorId: of, variants: [{ price: { amount: 500n }, quantity, lowStockThreshold: 0 }] });
const key = () => harness.deps.ids.next('Checkout');
const line = ({ productId, variantId }: BuiltProduct, quantity: number, of = vendorId): OrderedLine => ({ vendorId: of, productId, variantId, quantity });
const levelOf = async ({ variantId }: BuiltProduct) => {
  const [level] = await readLevels(harness.deps.db.reader, [variantId]);
  return [level?.quantity, level?.reserved];
};
const ledgerOf = async ({ variantId }: BuiltProduct) => {
  const rows = await harness.deps.db.reader.select().from(stockMovements).where(eq(stockMovements.variantId, variantId)).orderBy(stockMovements.id);
  return rows.map(({ kind, quantityDelta, reservedDelta }) => `${kind} ${quantityDelta}/${reservedDelta}`);
};
const productOf = async ({ productId }: BuiltProduct) => {
  const [row] = await harness.deps.db.reader.select().from(products).where(eq(products.id, productId));
  return { status: row?.status, available: row?.availableTotal, sold: row?.salesCount };
};
const ALERTS = `query($vendorId: ID!, $open: Boolean) { stockAlerts(vendorId: $vendorId, open: $open, kinds: [OVERSOLD]) { nodes { kind quantity variant { id } order { id } closedAt } } }`;
const debts = async (open = true) => {
  const data = await harness.client.as(vendorMember(vendorId)).query<{ stockAlerts: { nodes: { quantity: number; variant: { id: string }; order: { id: string } }[] } }>(ALERTS, { vendorId: encodeId('Vendor', vendorId), open });
  return data.stockAlerts.nodes;
};
const receive = async ({ variantId }: BuiltProduct, quantity: number) => {
  const result = await receiveStock(harness.deps, vendorMember(vendorId), { idempotencyKey: key(), lines: [{ variantId, quantity }], reason: '' });
  expect(result.ok).toBe(true);
};

describe('an order that is placed', () => {
  it('takes what it reserved, once, and tells nobody that less is available than before', async () => {
    const product = await stocked(5);
    const checkout = key();
    await reserve(harness, checkout, [[product.variantId, 2]]);
    await harness.newEvents();
    const order = orderOf(harness.deps, checkout, [line(product, 2)]);
    await harness.deliver('commerce.order.placed', order);
    await harness.deliver('commerce.order.placed', order);
    expect(await levelOf(product)).toEqual([3, 0]);
    expect(await ledgerOf(product)).toEqual(['RECEIVE 5/0', 'RESERVE 0/2', 'COMMIT -2/-2']);
    expect(await productOf(product)).toEqual({ status: 'ACTIVE', available: 3, sold: 2 });
    expect(await harness.newEvents()).toEqual([]);
    expect(await release(harness, checkout)).toEqual({ state: 'COMMITTED' });
    await harness.deliver('commerce.order.expired', order);
    expect(await levelOf(product)).toEqual([3, 0]);
  });

  it('lets go of what it reserved beyond what was ordered', async () => {
    const [bought, left] = [await stocked(5), await stocked(5)];
    const checkout = key();
    await reserve(harness, checkout, [[bought.variantId, 3], [left.variantId, 2]]);
    await harness.deliver('commerce.order.placed', orderOf(harness.deps, checkout, [line(bought, 1)]));
    expect([await levelOf(bought), await levelOf(left)]).toEqual([[4, 0], [5, 0]]);
  });

  it('gives back what it held when it expires', async () => {
    const product = await stocked(5);
    const checkout = key();
    await reserve(harness, checkout, [[product.variantId, 5]]);
    expect(await productOf(product)).toMatchObject({ status: 'OUT_OF_STOCK' });
    await harness.deliver('commerce.order.expired', orderOf(harness.deps, checkout, [line(product, 5)]));
    expect(await levelOf(product)).toEqual([5, 0]);
    expect(await productOf(product)).toMatchObject({ status: 'ACTIVE', sold: 0 });
  });
});

describe('a payment that comes after its reservation has expired', () => {
  it('takes what is still there', async () => {
    const product = await stocked(5);
    const checkout = key();
    await reserve(harness, checkout, [[product.variantId, 3]]);
    harness.deps.clock.advance(16 * MINUTE);
    await expireReservations(harness.deps, harness.deps.clock.now());
    await harness.newEvents();
    await harness.deliver('commerce.order.placed', orderOf(harness.deps, checkout, [line(product, 3)]));
    expect(await levelOf(product)).toEqual([2, 0]);
    expect(await ledgerOf(product)).toEqual(['RECEIVE 5/0', 'RESERVE 0/3', 'RELEASE 0/-3', 'COMMIT -3/0']);
    expect((await harness.newEvents()).map(({ name }) => name)).toEqual(['catalog.stock.changed']);
    expect(await debts()).toEqual([]);
  });

  it('owes what others bought meanwhile, never goes below nothing, and is served first when stock comes', async () => {
    const product = await stocked(5);
    const [late, quick] = [key(), key()];
    await reserve(harness, late, [[product.variantId, 4]]);
    harness.deps.clock.advance(16 * MINUTE);
    await expireReservations(harness.deps, harness.deps.clock.now());
    await reserve(harness, quick, [[product.variantId, 3]]);
    const order = orderOf(harness.deps, late, [line(product, 4)]);
    await harness.deliver('commerce.order.placed', order);
    // Two were left: they are the order's now. The other two are owed to it.
    expect(await levelOf(product)).toEqual([3, 3]);
    expect(await debts()).toMatchObject([{ quantity: 2, variant: { id: encodeId('ProductVariant', product.variantId) }, order: { id: encodeId('Order', order.orderId) } }]);

    await receive(product, 1);
    expect(await levelOf(product)).toEqual([3, 3]);
    expect(await debts()).toMatchObject([{ quantity: 1 }]);
    await release(harness, quick);
    expect(await levelOf(product)).toEqual([2, 0]);
    expect(await debts()).toEqual([]);
    expect((await debts(false)).length).toBe(1);
    expect(await ledgerOf(product)).toEqual([
      'RECEIVE 5/0', 'RESERVE 0/4', 'RELEASE 0/-4', 'RESERVE 0/3', 'COMMIT -2/0',
      'RECEIVE 1/0', 'COMMIT -1/0', 'RELEASE 0/-3', 'COMMIT -1/0',
    ]);
  });

  it('is served though nothing was ever reserved for it', async () => {
    const product = await stocked(5);
    await harness.deliver('commerce.order.placed', orderOf(harness.deps, key(), [line(product, 2)]));
    expect(await levelOf(product)).toEqual([3, 0]);
  });
});

describe('a part of an order that is rejected or cancelled', () => {
  it('comes back, once, and only that part', async () => {
    const [mine, theirs] = [await stocked(5), await stocked(5, otherVendorId)];
    const checkout = key();
    await reserve(harness, checkout, [[mine.variantId, 2], [theirs.variantId, 3]]);
    const order = orderOf(harness.deps, checkout, [line(mine, 2), line(theirs, 3, otherVendorId)]);
    await harness.deliver('commerce.order.placed', order);
    await harness.newEvents();
    await harness.deliver('commerce.vendor_order.cancelled', partOf(order, vendorId));
    await harness.deliver('commerce.vendor_order.rejected', partOf(order, vendorId));
    expect([await levelOf(mine), await levelOf(theirs)]).toEqual([[5, 0], [2, 0]]);
    expect(await ledgerOf(mine)).toEqual(['RECEIVE 5/0', 'RESERVE 0/2', 'COMMIT -2/-2', 'RETURN 2/0']);
    expect([await productOf(mine), await productOf(theirs)]).toMatchObject([{ sold: 0 }, { sold: 3 }]);
    expect(await harness.newEvents()).toMatchObject([{ name: 'catalog.stock.changed', payload: { available: 5 } }]);
  });

  it('may be heard of before the order itself', async () => {
    const [mine, theirs] = [await stocked(5), await stocked(5, otherVendorId)];
    const checkout = key();
    await reserve(harness, checkout, [[mine.variantId, 2], [theirs.variantId, 3]]);
    const order = orderOf(harness.deps, checkout, [line(mine, 2), line(theirs, 3, otherVendorId)]);
    await harness.deliver('commerce.vendor_order.cancelled', partOf(order, vendorId));
    expect([await levelOf(mine), await levelOf(theirs)]).toEqual([[5, 2], [5, 3]]);
    await harness.deliver('commerce.order.placed', order);
    expect([await levelOf(mine), await levelOf(theirs)]).toEqual([[5, 0], [2, 0]]);
    expect([await productOf(mine), await productOf(theirs)]).toMatchObject([{ sold: 0 }, { sold: 3 }]);
  });

  it('and its order may be handled at the same moment', async () => {
    const rounds = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const product = await stocked(5);
        const checkout = key();
        await reserve(harness, checkout, [[product.variantId, 2]]);
        return { product, order: orderOf(harness.deps, checkout, [line(product, 2)]) };
      }),
    );
    await Promise.all(rounds.flatMap(({ order }) => [harness.deliver('commerce.order.placed', order), harness.deliver('commerce.vendor_order.cancelled', partOf(order, vendorId))]));
    for (const { product } of rounds) expect(await levelOf(product)).toEqual([5, 0]);
  });

  it('calls off what was owed before anything comes back', async () => {
    const product = await stocked(1);
    const order = orderOf(harness.deps, key(), [line(product, 3)]);
    await harness.deliver('commerce.order.placed', order);
    expect(await debts()).toMatchObject([{ quantity: 2 }]);
    await harness.deliver('commerce.vendor_order.rejected', partOf(order, vendorId));
    expect(await levelOf(product)).toEqual([1, 0]);
    expect(await debts()).toEqual([]);
  });
});
