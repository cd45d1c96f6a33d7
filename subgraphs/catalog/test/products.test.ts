import { decodeId, encodeId, type Id } from '@marketgraph/kernel';
import { buyer, guest, operator, vendorMember } from '@marketgraph/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createProduct, createVendorProjection } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';

let harness: Harness;
let vendorId: Id<'Vendor'>;
beforeAll(async () => {
  harness = await createHarness();
  vendorId = await createVendorProjection(harness.deps, { slug: 'mugs' });
});
afterAll(() => harness.drop());
afterEach(async () => expect(await harness.broken()).toEqual([]));

const owner = () => harness.client.as(vendorMember(vendorId));
const vid = () => encodeId('Vendor', vendorId);
type Answer = { __typename: string; product?: Record<string, unknown>; warnings?: { code: string; path: string[] }[]; [field: string]: unknown };

const FIELDS = `id title handle slug description status editVersion tags brand productType basePrice { amount } seo { title description } category { name }
  options { name values } priceRange { min { amount currency } max { amount } } availableForSale availableStatuses
  images { id url altText position state } variants { id title sku price { amount } priceAdjustment { amount } available selectedOptions { name value } image { url } }`;
const ERRORS = `... on UserError { code message path } ... on ProductVersionConflict { product { id title editVersion } } ... on ProductHandleTaken { suggestion }`;
const CREATE = `mutation($input: ProductCreateInput!) { productCreate(input: $input) { __typename ... on ProductCreateSuccess { product { ${FIELDS} } warnings { code path } }
  ... on UserError { code message path } ... on ProductHandleTaken { suggestion } } }`;
const UPDATE = `mutation($input: ProductUpdateInput!) { productUpdate(input: $input) { __typename ... on ProductUpdateSuccess { product { ${FIELDS} } warnings { code path } } ${ERRORS} } }`;
const STATUS = `mutation($input: ProductStatusSetInput!) { productStatusSet(input: $input) { __typename ... on ProductStatusSetSuccess { product { id status editVersion } }
  ... on UserError { code } ... on ProductStatusMoveIllegal { from to allowed } ... on ProductVersionConflict { product { editVersion } } } }`;
const DELETE = `mutation($input: ProductDeleteInput!) { productDelete(input: $input) { __typename ... on ProductDeleteSuccess { productId } ... on UserError { code } } }`;

const create = async (input: object, as = owner()) => (await as.mutate<{ productCreate: Answer }>(CREATE, { input: { vendorId: vid(), title: 'Mug', basePrice: '1000', ...input } })).productCreate;
const update = async (input: object, as = owner()) => (await as.mutate<{ productUpdate: Answer }>(UPDATE, { input })).productUpdate;
const setStatus = async (input: object, as = owner()) => (await as.mutate<{ productStatusSet: Answer }>(STATUS, { input })).productStatusSet;
const remove = async (id: string, as = owner()) => (await as.mutate<{ productDelete: Answer }>(DELETE, { input: { id } })).productDelete;
const see = async (id: string, as = harness.client.as(guest())) => (await as.query<{ product: Record<string, unknown> | null }>(`query($id: ID) { product(id: $id) { ${FIELDS} } }`, { id })).product;

describe('productCreate', () => {
  it('stores everything that was said, as a draft that only the team sees', async () => {
    await harness.newEvents();
    const answer = await create({
      title: ' Crème Mug ',
      description: '<p>Holds <b>3 dl</b></p><script>alert(1)</script>',
      categoryId: encodeId('Category', '019b0000-0000-7000-8000-000000000003' as Id<'Category'>),
      brand: 'Clay & Co',
      productType: 'Mug',
      tags: ['blue', ' blue ', 'clay', ''],
      seo: { title: 'The mug' },
      images: [{ url: 'https://img.example/1.jpg', altText: 'front' }, { url: 'https://img.example/2.jpg' }],
      optionNames: ['Size', 'Colour'],
      variants: [
        { selectedOptions: [{ name: 'colour', value: 'Red' }, { name: 'Size', value: 'S' }], sku: 'A-1', quantity: 3, imageIndex: 1 },
        { selectedOptions: [{ name: 'Size', value: 'L' }, { name: 'Colour', value: 'Red' }], price: { adjustment: '250' }, sku: 'A-1', compareAtPrice: '1250' },
        { selectedOptions: [{ name: 'Size', value: 'L' }, { name: 'Colour', value: 'Blue' }], price: { amount: '1999' } },
      ],
    });
    expect(answer).toMatchObject({
      __typename: 'ProductCreateSuccess',
      warnings: [
        { code: 'DESCRIPTION_SANITISED', path: ['description'] },
        { code: 'DUPLICATE_SKU', path: ['variants', '1', 'sku'] },
        { code: 'COMPARE_AT_NOT_ABOVE_PRICE', path: ['variants', '1', 'compareAtPrice'] },
      ],
      product: {
        title: 'Crème Mug', handle: 'creme-mug', slug: 'creme-mug', description: '<p>Holds <b>3 dl</b></p>', status: 'DRAFT', editVersion: 1,
        tags: ['blue', 'clay'], brand: 'Clay & Co', productType: 'Mug', basePrice: { amount: '1000' }, category: { name: 'Home & Garden' },
        seo: { title: 'The mug', description: 'Holds 3 dl' },
        options: [{ name: 'Size', values: ['S', 'L'] }, { name: 'Colour', values: ['Red', 'Blue'] }],
        priceRange: { min: { amount: '1000', currency: 'USD' }, max: { amount: '1999' } },
        availableForSale: false,
        availableStatuses: ['ACTIVE'],
        images: [{ url: 'https://img.example/1.jpg', altText: 'front', position: 0, state: 'PENDING' }, { url: 'https://img.example/2.jpg', altText: '', position: 1 }],
        variants: [
          { title: 'S / Red', price: { amount: '1000' }, priceAdjustment: { amount: '0' }, available: 3, image: { url: 'https://img.example/2.jpg' }, selectedOptions: [{ name: 'Size', value: 'S' }, { name: 'Colour', value: 'Red' }] },
          { title: 'L / Red', price: { amount: '1250' }, priceAdjustment: { amount: '250' }, available: 0, image: { url: 'https://img.example/1.jpg' } },
          { title: 'L / Blue', price: { amount: '1999' }, priceAdjustment: null, sku: null },
        ],
      },
    });
    const id = String(answer.product?.['id']);
    expect(await see(id)).toBeNull();
    expect(await see(id, harness.client.as(buyer()))).toBeNull();
    expect(await see(id, harness.client.as(vendorMember(vendorId, 'STAFF')))).toMatchObject({ id, availableStatuses: null });
    expect(await see(id, harness.client.as(operator()))).toMatchObject({ id });
    expect(await harness.newEvents()).toMatchObject([{ name: 'catalog.product.created', aggregateId: decodeId('Product', id), version: 1, payload: { title: 'Crème Mug', status: 'DRAFT', changed: [], vendorId } }]);
  });

  it('makes handles that are left to it free, and refuses taken ones with one that is', async () => {
    await create({ title: 'Twin' });
    expect((await create({ title: 'Twin' })).product).toMatchObject({ handle: 'twin-2', slug: 'twin-2' });
    expect(await create({ title: 'Twin', handle: 'twin' })).toMatchObject({ code: 'PRODUCT_HANDLE_TAKEN', path: ['handle'], suggestion: 'twin-3' });
    expect(await create({ title: 'Twin', handle: 'other', slug: 'twin-2' })).toMatchObject({ code: 'PRODUCT_HANDLE_TAKEN', path: ['slug'], suggestion: 'twin-2-2' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => create({ title: 'Crowd' })));
    expect(new Set(answers.map(({ product }) => product?.['handle'])).size).toBe(8);
  });

  it.each([
    [{ title: '  ' }, ['title']],
    [{ handle: 'a b' }, ['handle']],
    [{ basePrice: '-1' }, ['basePrice']],
    [{ optionNames: ['A', 'B', 'C', 'D'] }, ['optionNames']],
    [{ variants: [] }, ['variants']],
    [{ basePrice: null }, ['variants', '0', 'price']],
    [{ variants: [{ price: { amount: '1', adjustment: '1' } }] }, ['variants', '0', 'price']],
    [{ variants: [{ price: { adjustment: '-1001' } }] }, ['variants', '0', 'price']],
    [{ variants: [{ quantity: -1 }] }, ['variants', '0', 'quantity']],
    [{ variants: [{}, {}] }, ['variants', '1', 'selectedOptions']],
    [{ variants: [{ imageIndex: 0 }] }, ['variants', '0', 'imageIndex']],
    [{ images: [{ url: 'javascript:alert(1)' }] }, ['images', '0', 'url']],
    [{ images: [{ url: 'file:///etc/passwd' }] }, ['images', '0', 'url']],
  ])('refuses %j', async (input, path) => {
    expect(await create(input)).toMatchObject({ __typename: 'InvalidInput', code: 'INVALID_INPUT', path });
  });

  it('knows no vendor but those in whose team the viewer manages products', async () => {
    const other = await createVendorProjection(harness.deps);
    expect(await create({ vendorId: encodeId('Vendor', other) })).toMatchObject({ code: 'NOT_FOUND', path: ['vendorId'] });
    expect(await create({ vendorId: encodeId('Vendor', other) }, harness.client.as(operator()))).toMatchObject({ __typename: 'ProductCreateSuccess' });
    expect((await harness.client.as(vendorMember(vendorId, 'STAFF')).errors(CREATE, { input: { vendorId: vid(), title: 'x' } }))[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});

describe('productUpdate', () => {
  it('changes what was said, leaves the rest, and raises the version', async () => {
    const { product } = await create({ title: 'Old', brand: 'B', tags: ['t'], images: [{ url: 'https://img.example/a.jpg' }, { url: 'https://img.example/b.jpg' }] });
    const [first, second] = (product ?? {})['images'] as { id: string }[];
    await harness.newEvents();
    const answer = await update({ id: product?.['id'], expectedVersion: 1, title: 'New', brand: null, images: [{ id: second?.id, altText: 'b' }, { url: 'https://img.example/c.jpg' }] });
    expect(answer).toMatchObject({
      product: {
        title: 'New', brand: null, tags: ['t'], handle: 'old', editVersion: 2,
        images: [{ id: second?.id, altText: 'b', position: 0 }, { url: 'https://img.example/c.jpg', position: 1 }],
      },
    });
    expect(JSON.stringify(answer)).not.toContain(String(first?.id));
    expect(await harness.newEvents()).toMatchObject([{ name: 'catalog.product.updated', version: 2, payload: { changed: ['title', 'brand', 'images'] } }]);
  });

  it('refuses an edit of a version that is not the present one, and shows that one', async () => {
    const { product } = await create({ title: 'Racy' });
    const id = product?.['id'];
    const answers = await Promise.all(['one', 'two', 'three'].map((title) => update({ id, expectedVersion: 1, title })));
    const won = answers.filter(({ __typename }) => __typename === 'ProductUpdateSuccess');
    const lost = answers.filter(({ __typename }) => __typename === 'ProductVersionConflict');
    expect([won.length, lost.length]).toEqual([1, 2]);
    expect(lost[0]).toMatchObject({ code: 'PRODUCT_VERSION_CONFLICT', path: ['expectedVersion'], product: { id, title: won[0]?.product?.['title'], editVersion: 2 } });
  });

  it('carries prices by adjustment along with the base price, and refuses one that would make them negative', async () => {
    const variant = (value: string, price: object) => ({ selectedOptions: [{ name: 'Size', value }], price });
    const { product } = await create({ title: 'Priced', optionNames: ['Size'], variants: [variant('S', { adjustment: '-300' }), variant('M', { amount: '777' }), variant('L', { adjustment: '300' })] });
    const id = product?.['id'];
    await harness.newEvents();
    const prices = (answer: Answer) => ((answer.product ?? {})['variants'] as { price: { amount: string } }[]).map(({ price }) => price.amount);
    expect(prices(await update({ id, expectedVersion: 1, basePrice: '2000' }))).toEqual(['1700', '777', '2300']);
    expect(await harness.newEvents()).toMatchObject([{ payload: { changed: ['basePrice', 'price'] } }]);
    expect(await update({ id, expectedVersion: 2, basePrice: '299', title: 'Never' })).toMatchObject({ code: 'INVALID_INPUT', path: ['basePrice'], message: 'S: A price cannot be below zero.' });
    expect(await update({ id, expectedVersion: 2, basePrice: null })).toMatchObject({ code: 'INVALID_INPUT', path: ['basePrice'] });
    const now = await see(String(id), owner());
    expect(now).toMatchObject({ title: 'Priced', editVersion: 2, priceRange: { min: { amount: '777' }, max: { amount: '2300' } } });
  });

  it('renames, swaps and adds options without losing a variant', async () => {
    const of = (size: string, colour: string) => ({ selectedOptions: [{ name: 'Size', value: size }, { name: 'Colour', value: colour }] });
    const { product } = await create({ title: 'Opted', optionNames: ['Size', 'Colour'], variants: [of('S', 'M'), of('M', 'S')] });
    const id = product?.['id'];
    const swapped = await update({ id, expectedVersion: 1, options: [{ name: 'Color', from: 'Colour' }, { name: 'Size' }, { name: 'Fit', value: 'Slim' }] });
    expect(swapped.product).toMatchObject({
      options: [{ name: 'Color', values: ['M', 'S'] }, { name: 'Size', values: ['S', 'M'] }, { name: 'Fit', values: ['Slim'] }],
      variants: [{ title: 'M / S / Slim' }, { title: 'S / M / Slim' }],
    });
    expect(await update({ id, expectedVersion: 2, options: [{ name: 'Fit' }] })).toMatchObject({ code: 'INVALID_INPUT', path: ['options'] });
  });

  it('knows no product of another vendor, no deleted one, no strange category and no strange picture', async () => {
    const other = await createVendorProjection(harness.deps);
    const { productId } = await createProduct(harness.deps, { vendorId: other });
    expect(await update({ id: encodeId('Product', productId), expectedVersion: 1, title: 'Mine' })).toMatchObject({ code: 'NOT_FOUND' });
    const { product } = await create({ title: 'Gone' });
    const id = String(product?.['id']);
    expect(await update({ id, expectedVersion: 1, categoryId: encodeId('Category', harness.deps.ids.next('Category')) })).toMatchObject({ code: 'NOT_FOUND', path: ['categoryId'] });
    const strange = encodeId('ProductImage', harness.deps.ids.next('ProductImage'));
    expect(await update({ id, expectedVersion: 1, title: 'Half', images: [{ id: strange }] })).toMatchObject({ code: 'INVALID_INPUT', path: ['images', '0', 'id'] });
    expect(await see(id, owner())).toMatchObject({ title: 'Gone', editVersion: 1 });
    await remove(id);
    expect(await update({ id, expectedVersion: 2, title: 'Back' })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('productStatusSet', () => {
  it('publishes what is in stock, and what is not as OUT_OF_STOCK', async () => {
    const stocked = await create({ title: 'Stocked', variants: [{ quantity: 1 }] });
    const empty = await create({ title: 'Empty' });
    await harness.newEvents();
    expect(await setStatus({ id: stocked.product?.['id'], status: 'ACTIVE' })).toMatchObject({ product: { status: 'ACTIVE', editVersion: 2 } });
    expect(await setStatus({ id: empty.product?.['id'], status: 'ACTIVE' })).toMatchObject({ product: { status: 'OUT_OF_STOCK' } });
    expect(await harness.newEvents()).toMatchObject([
      { name: 'catalog.product.published', payload: { status: 'ACTIVE', changed: ['status'] } },
      { name: 'catalog.product.published', payload: { status: 'OUT_OF_STOCK', changed: ['status'] } },
    ]);
    expect(await see(String(stocked.product?.['id']))).toMatchObject({ availableForSale: true, availableStatuses: null });
    expect(await see(String(empty.product?.['id']))).toMatchObject({ status: 'OUT_OF_STOCK', availableForSale: false });
  });

  it('refuses moves that are not legal, says which are, and takes a repetition as done', async () => {
    const { product } = await create({ title: 'Mover', variants: [{ quantity: 1 }] });
    const id = product?.['id'];
    expect(await setStatus({ id, status: 'INACTIVE' })).toMatchObject({ code: 'PRODUCT_STATUS_MOVE_ILLEGAL', from: 'DRAFT', to: 'INACTIVE', allowed: ['ACTIVE'] });
    expect(await setStatus({ id, status: 'OUT_OF_STOCK' })).toMatchObject({ code: 'PRODUCT_STATUS_MOVE_ILLEGAL' });
    await setStatus({ id, status: 'ACTIVE' });
    await harness.newEvents();
    expect(await setStatus({ id, status: 'ACTIVE' })).toMatchObject({ product: { status: 'ACTIVE', editVersion: 2 } });
    expect(await harness.newEvents()).toEqual([]);
    expect(await setStatus({ id, status: 'INACTIVE', expectedVersion: 1 })).toMatchObject({ code: 'PRODUCT_VERSION_CONFLICT', product: { editVersion: 2 } });
    expect(await setStatus({ id, status: 'DISCONTINUED', expectedVersion: 2 })).toMatchObject({ product: { status: 'DISCONTINUED' } });
    expect(await setStatus({ id, status: 'ACTIVE' })).toMatchObject({ code: 'PRODUCT_STATUS_MOVE_ILLEGAL', allowed: [] });
    expect(await see(String(id))).toBeNull();
  });
});

describe('productDelete', () => {
  it('takes it from everybody, frees its handle, and tells', async () => {
    const { productId } = await createProduct(harness.deps, { vendorId, title: 'Doomed' });
    const id = encodeId('Product', productId);
    expect(await see(id)).toMatchObject({ handle: 'doomed' });
    const other = await createVendorProjection(harness.deps);
    expect(await remove(id, harness.client.as(vendorMember(other)))).toMatchObject({ code: 'NOT_FOUND' });
    await harness.newEvents();
    expect(await remove(id)).toEqual({ __typename: 'ProductDeleteSuccess', productId: id });
    expect(await harness.newEvents()).toMatchObject([{ name: 'catalog.product.deleted', payload: { productId, variantIds: [expect.any(String)] } }]);
    for (const viewer of [guest(), vendorMember(vendorId), operator()]) expect(await see(id, harness.client.as(viewer))).toBeNull();
    expect(await remove(id)).toMatchObject({ code: 'NOT_FOUND' });
    expect((await create({ title: 'Doomed' })).product).toMatchObject({ handle: 'doomed' });
  });
});
