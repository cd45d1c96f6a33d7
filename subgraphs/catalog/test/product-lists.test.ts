import { encodeId, MINUTE, type Id } from '@marketgraph/kernel';
import { guest, operator, vendorMember } from '@marketgraph/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRODUCT_SORTS } from '../src/products/product-sorts.ts';
import { OTHER_CATEGORY_ID } from '../src/categories/category.tables.ts';
import { createProduct, createVendorProjection } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { orderOf } from './support/orders.ts';

let harness: Harness;
let vendorId: Id<'Vendor'>;
let otherVendorId: Id<'Vendor'>;
const BOOKS = '019b0000-0000-7000-8000-000000000005' as Id<'Category'>;

beforeAll(async () => {
  harness = await createHarness();
  vendorId = await createVendorProjection(harness.deps, { slug: 'lists' });
  otherVendorId = await createVendorProjection(harness.deps, { currency: 'EUR' });
  const build = async (title: string, price: bigint, more: object = {}, quantity = 5) => {
    harness.deps.clock.advance(MINUTE);
    return createProduct(harness.deps, { vendorId, title, variants: [{ price: { amount: price }, quantity, sku: `SKU-${title}` }], ...more });
  };
  await build('Delta', 400n, { brand: 'Acme', tags: ['red', 'big'] });
  await build('Alpha', 300n, { brand: 'Zed', tags: ['red'], categoryId: BOOKS });
  await build('Charlie', 300n, { productType: 'Cup' }, 0);
  const bravo = await build('Bravo', 100n, { categoryId: BOOKS });
  await build('Hidden', 1n, { status: 'DRAFT' });
  await build('Euro', 300n, { vendorId: otherVendorId });
  await harness.deliver('commerce.order.placed', orderOf(harness.deps, harness.deps.ids.next('Checkout'), [{ vendorId, ...bravo, quantity: 2 }]));
});
afterAll(() => harness.drop());

type List = { products: { nodes: { title: string }[]; edges: { cursor: string }[]; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string } } };
const LIST = 'query($filter: ProductFilter, $sort: ProductSort, $first: Int, $after: String) { products(filter: $filter, sort: $sort, first: $first, after: $after) { nodes { title } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } } }';
const list = async (variables: Readonly<Record<string, unknown>>, viewer: Parameters<typeof harness.client.as>[0] = guest()) => (await harness.client.as(viewer).query<List>(LIST, variables)).products;
const titles = async (variables: Readonly<Record<string, unknown>>) => (await list(variables)).nodes.map(({ title }) => title);

describe('products', () => {
  it.each([
    ['NEWEST', ['Euro', 'Bravo', 'Charlie', 'Alpha', 'Delta']],
    ['OLDEST', ['Delta', 'Alpha', 'Charlie', 'Bravo', 'Euro']],
    ['PRICE_ASC', ['Bravo', 'Alpha', 'Charlie', 'Euro', 'Delta']],
    ['PRICE_DESC', ['Delta', 'Euro', 'Charlie', 'Alpha', 'Bravo']],
    ['TITLE', ['Alpha', 'Bravo', 'Charlie', 'Delta', 'Euro']],
    ['BEST_SELLING', ['Bravo', 'Euro', 'Charlie', 'Alpha', 'Delta']],
    ['RATING', ['Euro', 'Bravo', 'Charlie', 'Alpha', 'Delta']],
  ])('are sorted by %s, page after page without a gap or a repetition', async (sort, expected) => {
    expect(await titles({ sort })).toEqual(expected);
    const paged: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await list({ sort, first: 2, after });
      expect(page.pageInfo.hasPreviousPage).toBe(after !== undefined);
      paged.push(...page.nodes.map(({ title }) => title));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(paged).toEqual(expected);
  });

  it.each([
    ['vendor', () => ({ vendorIds: [encodeId('Vendor', otherVendorId)] }), ['Euro']],
    ['no vendor at all', () => ({ vendorIds: [] }), []],
    ['category', () => ({ categoryId: encodeId('Category', BOOKS) }), ['Alpha', 'Bravo']],
    ['brand', () => ({ brands: ['Acme', 'Nobody'] }), ['Delta']],
    ['kind', () => ({ productTypes: ['Cup'] }), ['Charlie']],
    ['one of several tags', () => ({ tags: ['big', 'none'] }), ['Delta']],
    ['stock', () => ({ inStock: true, vendorIds: [encodeId('Vendor', vendorId)] }), ['Alpha', 'Bravo', 'Delta']],
    ['no stock', () => ({ inStock: false }), ['Charlie']],
    ['price', () => ({ price: { currency: 'USD', min: '300', max: '399' } }), ['Alpha', 'Charlie']],
    ['currency', () => ({ price: { currency: 'EUR' } }), ['Euro']],
    ['several at once', () => ({ tags: ['red'], price: { currency: 'USD', max: '350' } }), ['Alpha']],
  ])('are filtered by %s', async (_, filter, expected) => {
    expect(await titles({ filter: filter(), sort: 'TITLE' })).toEqual(expected);
  });

  it('shows drafts to nobody, also not to their own team: that is vendorProducts', async () => {
    for (const viewer of [vendorMember(vendorId), operator()]) expect((await list({}, viewer)).nodes.map(({ title }) => title)).not.toContain('Hidden');
    type Own = { vendorProducts: { nodes: { title: string }[] } };
    const document = 'query($vendorId: ID!, $filter: VendorProductFilter) { vendorProducts(vendorId: $vendorId, filter: $filter, sort: TITLE) { nodes { title } } }';
    const own = async (filter: object, viewer: Parameters<typeof harness.client.as>[0] = vendorMember(vendorId, 'STAFF')) =>
      (await harness.client.as(viewer).query<Own>(document, { vendorId: encodeId('Vendor', vendorId), filter })).vendorProducts.nodes.map(({ title }) => title);
    expect(await own({})).toEqual(['Alpha', 'Bravo', 'Charlie', 'Delta', 'Hidden']);
    expect(await own({ statuses: ['DRAFT', 'OUT_OF_STOCK'] })).toEqual(['Charlie', 'Hidden']);
    expect(await own({ text: 'sku-alp' })).toEqual(['Alpha']);
    expect(await own({ text: 'RAV' })).toEqual(['Bravo']);
    expect(await own({ categoryId: encodeId('Category', OTHER_CATEGORY_ID), tags: ['red'] }, operator())).toEqual(['Delta']);
    const errors = await harness.client.as(vendorMember(otherVendorId)).errors(document, { vendorId: encodeId('Vendor', vendorId) });
    expect(errors[0]?.extensions?.['code']).toBe('NOT_FOUND');
  });

  it.each([
    ['a cursor of another sort', async () => ({ sort: 'TITLE', after: (await list({ sort: 'NEWEST' })).pageInfo.endCursor })],
    ['a cursor that is none', async () => ({ after: 'bm90' })],
    ['a cursor whose key is no value of the column', async () => ({ after: Buffer.from(JSON.stringify({ s: 'products.newest', k: 'soon', i: vendorId })).toString('base64url') })],
    ['too many', async () => ({ first: 101 })],
    ['too few', async () => ({ first: 0 })],
    ['a vendor that is none', async () => ({ filter: { vendorIds: ['prd_x'] } })],
    ['six stars', async () => ({ filter: { minRating: 6 } })],
  ])('refuses %s', async (_, variables) => {
    const errors = await harness.client.as(guest()).errors(LIST, await variables());
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
  });

  it('uses an index for every sort', async () => {
    for (const { column, direction } of Object.values(PRODUCT_SORTS)) {
      const plan = await harness.deps.db.transaction(async (tx) => {
        await tx.execute(sql`set local enable_seqscan = off`);
        await tx.execute(sql`set local enable_sort = off`);
        return tx.execute<{ 'QUERY PLAN': string }>(sql.raw(`explain select * from products where listed order by ${column.name} ${direction}, id ${direction} limit 21`));
      });
      expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Scan.* using products_/);
    }
  });
});
