import type { Viewer } from '@marketgraph/contracts';
import { encodeId, type Id } from '@marketgraph/kernel';
import { listAuthRules } from '@marketgraph/server';
import { buyer, guest, operator, service, vendorMember } from '@marketgraph/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProduct, createVendorProjection, type BuiltProduct } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';

let harness: Harness;
let vendorId: Id<'Vendor'>;
let product: BuiltProduct;
let stranger: Id<'Vendor'>;
beforeAll(async () => {
  harness = await createHarness();
  vendorId = await createVendorProjection(harness.deps);
  stranger = await createVendorProjection(harness.deps);
  product = await createProduct(harness.deps, { vendorId });
});
afterAll(() => harness.drop());

/** Of whom: what may happen to everybody else is refused or not found, and nothing changes. */
type Who = 'guest' | 'buyer' | 'STAFF' | 'MANAGER' | 'ADMIN' | 'OWNER' | 'foreign OWNER' | 'operator ADMIN' | 'operator SUPPORT' | 'commerce' | 'logistics' | 'router';
const EVERYBODY: Who[] = ['guest', 'buyer', 'STAFF', 'MANAGER', 'ADMIN', 'OWNER', 'foreign OWNER', 'operator ADMIN', 'operator SUPPORT', 'commerce', 'logistics', 'router'];
const viewerOf = (who: Who): Viewer => {
  if (who === 'guest') return guest();
  if (who === 'buyer') return buyer();
  if (who === 'foreign OWNER') return vendorMember(stranger);
  if (who === 'operator ADMIN' || who === 'operator SUPPORT') return operator(who === 'operator ADMIN' ? 'ADMIN' : 'SUPPORT');
  return who === 'commerce' || who === 'logistics' || who === 'router' ? service(who) : vendorMember(vendorId, who);
};

const PRODUCTS: Who[] = ['MANAGER', 'ADMIN', 'OWNER', 'operator ADMIN'];
const STOCK: Who[] = ['MANAGER', 'ADMIN', 'OWNER'];
const ids = () => ({
  vendor: encodeId('Vendor', vendorId), product: encodeId('Product', product.productId), variant: encodeId('ProductVariant', product.variantId),
  category: encodeId('Category', harness.deps.ids.next('Category')), checkout: encodeId('Checkout', harness.deps.ids.next('Checkout')),
});
type Operation = [field: string, document: string, allowed: Who[], variables: () => Readonly<Record<string, unknown>>];

/** Inputs that are refused for what they say, so that an allowed viewer changes nothing either. */
const OPERATIONS: Operation[] = [
  ['Query.product', 'query($id: ID) { product(id: $id) { id } }', EVERYBODY, () => ({ id: ids().product })],
  ['Query.products', '{ products { nodes { id } } }', EVERYBODY, () => ({})],
  ['Query.categories', '{ categories { id } }', EVERYBODY, () => ({})],
  ['Query.category', '{ category(slug: "books") { id } }', EVERYBODY, () => ({})],
  ['Query.vendorProducts', 'query($id: ID!) { vendorProducts(vendorId: $id) { nodes { id } } }', ['STAFF', ...PRODUCTS], () => ({ id: ids().vendor })],
  ['Query.vendorInventory', 'query($id: ID!) { vendorInventory(vendorId: $id) { nodes { quantity } } }', [...STOCK, 'operator ADMIN'], () => ({ id: ids().vendor })],
  ['Query.stockAlerts', 'query($id: ID!) { stockAlerts(vendorId: $id) { nodes { id } } }', [...STOCK, 'operator ADMIN'], () => ({ id: ids().vendor })],
  ['Query.internalVariants', 'query($id: ID!) { internalVariants(ids: [$id]) { id } }', ['commerce'], () => ({ id: ids().variant })],
  ['Mutation.productCreate', 'mutation($input: ProductCreateInput!) { productCreate(input: $input) { __typename } }', PRODUCTS, () => ({ input: { vendorId: ids().vendor, title: '' } })],
  ['Mutation.productUpdate', 'mutation($input: ProductUpdateInput!) { productUpdate(input: $input) { __typename } }', PRODUCTS, () => ({ input: { id: ids().product, expectedVersion: 99 } })],
  ['Mutation.productDelete', 'mutation($input: ProductDeleteInput!) { productDelete(input: $input) { __typename } }', PRODUCTS, () => ({ input: { id: ids().product, expectedVersion: 99 } })],
  ['Mutation.productStatusSet', 'mutation($input: ProductStatusSetInput!) { productStatusSet(input: $input) { __typename } }', PRODUCTS, () => ({ input: { id: ids().product, status: 'DRAFT' } })],
  ['Mutation.variantCreate', 'mutation($input: VariantCreateInput!) { variantCreate(input: $input) { __typename } }', PRODUCTS, () => ({ input: { productId: ids().product, variant: {} } })],
  ['Mutation.variantUpdate', 'mutation($input: VariantUpdateInput!) { variantUpdate(input: $input) { __typename } }', PRODUCTS, () => ({ input: { id: ids().variant, expectedVersion: 99 } })],
  ['Mutation.variantDelete', 'mutation($input: VariantDeleteInput!) { variantDelete(input: $input) { __typename } }', PRODUCTS, () => ({ input: { id: ids().variant } })],
  ['Mutation.categoryCreate', 'mutation($input: CategoryCreateInput!) { categoryCreate(input: $input) { __typename } }', ['operator ADMIN'], () => ({ input: { name: '' } })],
  ['Mutation.categoryUpdate', 'mutation($input: CategoryUpdateInput!) { categoryUpdate(input: $input) { __typename } }', ['operator ADMIN'], () => ({ input: { id: ids().category, expectedVersion: 1 } })],
  ['Mutation.categoryMove', 'mutation($input: CategoryMoveInput!) { categoryMove(input: $input) { __typename } }', ['operator ADMIN'], () => ({ input: { id: ids().category } })],
  ['Mutation.stockReceive', 'mutation($input: StockReceiveInput!) { stockReceive(input: $input) { __typename } }', STOCK, () => ({ input: { idempotencyKey: 'k', lines: [{ variantId: ids().variant, quantity: 10_000_000 }] } })],
  ['Mutation.stockAdjust', 'mutation($input: StockAdjustInput!) { stockAdjust(input: $input) { __typename } }', STOCK, () => ({ input: { idempotencyKey: 'k', reason: 'r', lines: [{ variantId: ids().variant, by: -1_000 }] } })],
  ['Mutation.internalReservationCreate', 'mutation($k: ID!, $v: ID!) { internalReservationCreate(key: $k, lines: [{ variantId: $v, quantity: 1000 }], expiresAt: "2030-01-01T00:00:00Z") { __typename } }', ['commerce'], () => ({ k: ids().checkout, v: ids().variant })],
  ['Mutation.internalReservationRelease', 'mutation($k: ID!) { internalReservationRelease(key: $k) { state } }', ['commerce'], () => ({ k: ids().checkout })],
  ['Mutation.internalReservationExtend', 'mutation($k: ID!) { internalReservationExtend(key: $k, expiresAt: "2030-01-01T00:00:00Z") { state } }', ['commerce'], () => ({ k: ids().checkout })],
];

/** Fields of features that have tables of their own: search and imports. */
const ELSEWHERE = /^(Query\.(search|suggest|productImport)|Mutation\.productImport|Subscription\.productImport)/;

describe('who may do what', () => {
  it('is said here of every root field', () => {
    const roots = listAuthRules(harness.subgraph.schema).filter(({ type, field }) => ['Query', 'Mutation'].includes(type) && !field.startsWith('_'));
    const fields = roots.map(({ type, field }) => `${type}.${field}`).filter((field) => !ELSEWHERE.test(field));
    expect(OPERATIONS.map(([field]) => field).toSorted()).toEqual(fields.toSorted());
  });

  it.each(OPERATIONS)('%s', async (_, document, allowed, variables) => {
    const before = await rows();
    const outcomes: Record<string, string> = {};
    for (const who of EVERYBODY) {
      const { data, errors } = await harness.client.as(viewerOf(who)).execute<Record<string, { __typename?: string } | null>>(document, variables());
      const [answer] = Object.values(data ?? {});
      outcomes[who] = errors[0] === undefined ? (answer?.__typename === 'NotFound' ? 'NOT_FOUND' : 'in') : String(errors[0].extensions?.['code']);
    }
    for (const who of EVERYBODY) {
      const outcome = outcomes[who];
      if (allowed.includes(who)) expect([who, outcome === 'in' || outcome === 'NOT_FOUND']).toEqual([who, true]);
      else if (who === 'guest') expect([who, ['UNAUTHENTICATED', 'FORBIDDEN'].includes(outcome ?? '')]).toEqual([who, true]);
      // A foreign team passes the door, since it may do this to its own, and finds nothing behind it.
      else if (who === 'foreign OWNER') expect([who, ['NOT_FOUND', 'FORBIDDEN'].includes(outcome ?? '')]).toEqual([who, true]);
      else expect([who, outcome]).toEqual([who, 'FORBIDDEN']);
    }
    if (!document.includes('internalReservation')) expect(await rows()).toEqual(before);
  });
});

async function rows(): Promise<unknown> {
  const [counts] = await harness.deps.db.reader.execute(sql`
    select (select json_agg(p order by id) from products p) as products, (select json_agg(v order by id) from variants v) as variants, (select json_agg(l order by id) from stock_levels l) as levels,
      (select count(*) from categories) as categories, (select count(*) from stock_movements) as movements`);
  return counts;
}
