import type { EventPayload } from '@marketgraph/contracts';
import { encodeId, type Id } from '@marketgraph/kernel';
import { guest, operator, vendorMember } from '@marketgraph/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VendorEventName } from '../src/vendors/apply-vendor.ts';
import { createProduct, createVendorProjection } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { reserve } from './support/reserving.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.drop());
afterEach(async () => expect(await harness.broken()).toEqual([]));

type Payload = EventPayload<VendorEventName>;
const payloadOf = (vendorId: Id<'Vendor'>, more: Partial<Payload>): Payload => ({
  vendorId, ownerId: harness.deps.ids.next('User'), name: 'Shop', slug: 'shop', status: 'APPROVED', currency: 'USD', country: 'US', reason: '', ...more,
});
const tell = (name: VendorEventName, vendorId: Id<'Vendor'>, version: number, more: Partial<Payload> = {}) =>
  harness.deliver(name, payloadOf(vendorId, more), { aggregateId: vendorId, aggregateVersion: version });

type Shop = { _entities: [{ productCount: number; products: { nodes: { id: string }[] } }] };
const ENTITY = 'query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Vendor { productCount products(first: 3) { nodes { id } } } } }';
const shopOf = async (vendorId: Id<'Vendor'>, viewer: Parameters<typeof harness.client.as>[0] = guest()) => {
  const data = await harness.client.as(viewer).query<Shop>(ENTITY, { representations: [{ __typename: 'Vendor', id: encodeId('Vendor', vendorId) }] });
  return { count: data._entities[0].productCount, shown: data._entities[0].products.nodes.length };
};
const isPublic = async (productId: Id<'Product'>, viewer: Parameters<typeof harness.client.as>[0] = guest()) =>
  (await harness.client.as(viewer).query<{ product: unknown }>('query($id: ID) { product(id: $id) { id } }', { id: encodeId('Product', productId) })).product !== null;

describe('a vendor’s standing', () => {
  it.each(['identity.vendor.suspended', 'identity.vendor.closed', 'identity.vendor.rejected'] as const)('hides all its products on %s, from the public alone', async (event) => {
    const vendorId = await createVendorProjection(harness.deps);
    const { productId, variantId } = await createProduct(harness.deps, { vendorId });
    await createProduct(harness.deps, { vendorId });
    expect(await shopOf(vendorId)).toEqual({ count: 2, shown: 2 });
    const status = event === 'identity.vendor.suspended' ? 'SUSPENDED' : event === 'identity.vendor.closed' ? 'CLOSED' : 'REJECTED';
    await tell(event, vendorId, 2, { status });
    expect(await shopOf(vendorId)).toEqual({ count: 0, shown: 0 });
    expect([await isPublic(productId), await isPublic(productId, vendorMember(vendorId, 'STAFF')), await isPublic(productId, operator())]).toEqual([false, true, true]);
    expect(await reserve(harness, harness.deps.ids.next('Checkout'), [[variantId, 1]])).toMatchObject({ lines: [{ available: 0 }] });
    if (status === 'SUSPENDED') {
      await tell('identity.vendor.reactivated', vendorId, 3);
      expect([await isPublic(productId), await shopOf(vendorId)]).toEqual([true, { count: 2, shown: 2 }]);
    }
  });

  it('is the newest that was heard of, in whatever order it came', async () => {
    const vendorId = await createVendorProjection(harness.deps);
    const { productId } = await createProduct(harness.deps, { vendorId });
    await tell('identity.vendor.reactivated', vendorId, 4);
    await tell('identity.vendor.suspended', vendorId, 3, { status: 'SUSPENDED' });
    expect(await isPublic(productId)).toBe(true);
    await tell('identity.vendor.closed', vendorId, 5, { status: 'CLOSED' });
    await tell('identity.vendor.reactivated', vendorId, 4);
    expect(await isPublic(productId)).toBe(false);
  });

  it('keeps what is published while it is pending from the public until it is approved', async () => {
    const vendorId = await createVendorProjection(harness.deps, { status: 'PENDING', slug: 'eager' });
    const { productId } = await createProduct(harness.deps, { vendorId, handle: 'thing' });
    expect(await isPublic(productId)).toBe(false);
    await tell('identity.vendor.approved', vendorId, 2, { slug: 'eager' });
    expect(await isPublic(productId)).toBe(true);
    await tell('identity.vendor.updated', vendorId, 3, { slug: 'steady' });
    const by = async (vendorSlug: string) => {
      const data = await harness.client.as(guest()).query<{ product: { vendor: { id: string } } | null }>('query($s: String, $h: String) { product(vendorSlug: $s, handle: $h) { vendor { id } } }', { s: vendorSlug, h: 'thing' });
      return data.product?.vendor.id;
    };
    expect([await by('eager'), await by('steady')]).toEqual([undefined, encodeId('Vendor', vendorId)]);
  });

  it('and what its team does at the same moment end in agreement', async () => {
    const vendorId = await createVendorProjection(harness.deps);
    const work = Array.from({ length: 6 }, () => createProduct(harness.deps, { vendorId }));
    await Promise.all([...work, tell('identity.vendor.suspended', vendorId, 2, { status: 'SUSPENDED' })]);
    expect(await shopOf(vendorId)).toEqual({ count: 0, shown: 0 });
    await Promise.all([tell('identity.vendor.reactivated', vendorId, 3), ...Array.from({ length: 4 }, () => createProduct(harness.deps, { vendorId }))]);
    expect(await shopOf(vendorId)).toEqual({ count: 10, shown: 3 });
  });
});

describe('Vendor.products', () => {
  it('shows the public what is public and the team all of it, of many vendors in one statement', async () => {
    const [one, two] = [await createVendorProjection(harness.deps), await createVendorProjection(harness.deps)];
    await createProduct(harness.deps, { vendorId: one });
    await createProduct(harness.deps, { vendorId: one, status: 'DRAFT' });
    for (let count = 0; count < 5; count += 1) await createProduct(harness.deps, { vendorId: two });
    expect([await shopOf(one), await shopOf(one, vendorMember(one)), await shopOf(two)]).toEqual([{ count: 1, shown: 1 }, { count: 1, shown: 2 }, { count: 5, shown: 3 }]);
    harness.statements.reset();
    const representations = [one, two].map((id) => ({ __typename: 'Vendor', id: encodeId('Vendor', id) }));
    const data = await harness.client.as(guest()).query<{ _entities: { products: { nodes: unknown[] } }[] }>(ENTITY, { representations });
    expect(data._entities.map(({ products }) => products.nodes.length)).toEqual([1, 3]);
    expect(harness.statements.statements.length).toBe(2);
  });
});

describe('ratings', () => {
  it('come from reviews, the newest counting, and sort and filter lists', async () => {
    const vendorId = await createVendorProjection(harness.deps);
    const [good, bad] = [await createProduct(harness.deps, { vendorId }), await createProduct(harness.deps, { vendorId })];
    const review = (productId: Id<'Product'>, count: number, sum: number, occurredAt: string) =>
      harness.deliver(
        'social.review.published',
        { reviewId: harness.deps.ids.next('Review'), productId, vendorId, authorId: harness.deps.ids.next('User'), rating: 5, productRatingCount: count, productRatingSum: sum, vendorRatingCount: 1, vendorRatingSum: 5 },
        { occurredAt },
      );
    await review(good.productId, 3, 14, '2026-01-02T00:00:00.000Z');
    await review(good.productId, 2, 4, '2026-01-01T00:00:00.000Z');
    await review(bad.productId, 2, 4, '2026-01-01T00:00:00.000Z');
    const list = async (filter: object) => {
      const data = await harness.client.as(guest()).query<{ products: { nodes: { id: string }[] } }>('query($filter: ProductFilter) { products(filter: $filter, sort: RATING) { nodes { id } } }', {
        filter: { vendorIds: [encodeId('Vendor', vendorId)], ...filter },
      });
      return data.products.nodes.map(({ id }) => id);
    };
    const [goodId, badId] = [encodeId('Product', good.productId), encodeId('Product', bad.productId)];
    expect(await list({})).toEqual([goodId, badId]);
    expect(await list({ minRating: 4 })).toEqual([goodId]);
    expect(await list({ minRating: 5 })).toEqual([]);
  });
});
