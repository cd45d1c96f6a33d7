import { encodeId, type Id } from '@marketgraph/kernel';
import { guest, vendorMember } from '@marketgraph/testing';
import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stockAlerts } from '../src/stock/stock.tables.ts';
import { createProduct, createVendorProjection } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { release, reserve } from './support/reserving.ts';

let harness: Harness;
let vendorId: Id<'Vendor'>;
beforeAll(async () => {
  harness = await createHarness();
  vendorId = await createVendorProjection(harness.deps);
});
afterAll(() => harness.drop());
afterEach(async () => expect(await harness.broken()).toEqual([]));

const owner = () => harness.client.as(vendorMember(vendorId));
type Answer = { __typename: string; variant?: Record<string, unknown>; [field: string]: unknown };
const FIELDS = `id title sku price { amount } priceAdjustment { amount } compareAtPrice { amount } barcode weightGrams dimensions { lengthMm widthMm heightMm }
  selectedOptions { name value } available availableForSale editVersion inventory { quantity reserved lowStockThreshold state } product { id status priceRange { min { amount } } variants { title } }`;
const ERRORS = '... on UserError { code message path } ... on VariantOptionsTaken { variant { id } }';
const CREATE = `mutation($input: VariantCreateInput!) { variantCreate(input: $input) { __typename ... on VariantCreateSuccess { variant { ${FIELDS} } warnings { code path } } ${ERRORS} } }`;
const UPDATE = `mutation($input: VariantUpdateInput!) { variantUpdate(input: $input) { __typename ... on VariantUpdateSuccess { variant { ${FIELDS} } warnings { code path } } ${ERRORS} ... on ProductVariantVersionConflict { variant { editVersion } } } }`;
const DELETE = `mutation($input: VariantDeleteInput!) { variantDelete(input: $input) { __typename ... on VariantDeleteSuccess { variantId product { status variants { id } } } ... on UserError { code } } }`;
const add = async (productId: Id<'Product'>, variant: object) =>
  (await owner().mutate<{ variantCreate: Answer }>(CREATE, { input: { productId: encodeId('Product', productId), variant } })).variantCreate;
const change = async (id: Id<'ProductVariant'>, input: object) => (await owner().mutate<{ variantUpdate: Answer }>(UPDATE, { input: { id: encodeId('ProductVariant', id), ...input } })).variantUpdate;
const remove = async (id: Id<'ProductVariant'>) => (await owner().mutate<{ variantDelete: Answer }>(DELETE, { input: { id: encodeId('ProductVariant', id) } })).variantDelete;
const sized = (value: string, more: object = {}) => ({ selectedOptions: [{ name: 'Size', value }], price: { amount: 1_000n }, ...more });
const openAlerts = async (variantId: string) => {
  const rows = await harness.deps.db.reader.select().from(stockAlerts).where(and(eq(stockAlerts.variantId, variantId), isNull(stockAlerts.closedAt)));
  return rows.map(({ kind }) => kind);
};

describe('variantCreate', () => {
  it('adds a variant behind the others, with all that was said of it', async () => {
    const { productId } = await createProduct(harness.deps, { vendorId, basePrice: 900n, optionNames: ['Size'], variants: [sized('S', { quantity: 0 })] });
    await harness.newEvents();
    const answer = await add(productId, {
      selectedOptions: [{ name: 'Size', value: 'M' }],
      price: { adjustment: '-100' },
      sku: 'X1', compareAtPrice: '1200', barcode: '4006381333931', weightGrams: 350, quantity: 4, lowStockThreshold: 4,
      dimensions: { lengthMm: 100, widthMm: 50, heightMm: 20 },
    });
    expect(answer).toMatchObject({
      __typename: 'VariantCreateSuccess',
      warnings: [],
      variant: {
        title: 'M', sku: 'X1', price: { amount: '800' }, priceAdjustment: { amount: '-100' }, compareAtPrice: { amount: '1200' }, barcode: '4006381333931', weightGrams: 350,
        dimensions: { lengthMm: 100, widthMm: 50, heightMm: 20 },
        available: 4, availableForSale: true, editVersion: 1, inventory: { quantity: 4, reserved: 0, lowStockThreshold: 4, state: 'LOW' },
        // With it there is something to sell again.
        product: { status: 'ACTIVE', priceRange: { min: { amount: '800' } }, variants: [{ title: 'S' }, { title: 'M' }] },
      },
    });
    expect(await harness.newEvents()).toMatchObject([{ name: 'catalog.product.updated', payload: { status: 'ACTIVE', changed: ['variants', 'status'] } }]);
  });

  it('refuses options that another variant has, warns of a SKU that another has', async () => {
    const { productId, variantId } = await createProduct(harness.deps, { vendorId, optionNames: ['Size'], variants: [sized('S', { sku: 'DUP' })] });
    expect(await add(productId, { selectedOptions: [{ name: 'size', value: ' s ' }], price: { amount: '1' } })).toMatchObject({
      code: 'VARIANT_OPTIONS_TAKEN', path: ['variant', 'selectedOptions'], variant: { id: encodeId('ProductVariant', variantId) },
    });
    expect(await add(productId, { selectedOptions: [{ name: 'Size', value: 'L' }], price: { amount: '1' }, sku: 'DUP' })).toMatchObject({ warnings: [{ code: 'DUPLICATE_SKU', path: ['variant', 'sku'] }] });
    expect(await add(productId, { selectedOptions: [], price: { amount: '1' } })).toMatchObject({ code: 'INVALID_INPUT', path: ['variant', 'selectedOptions'] });
    const answers = await Promise.all([1, 2, 3, 4].map(() => add(productId, { selectedOptions: [{ name: 'Size', value: 'XL' }], price: { amount: '1' } })));
    expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual(['VariantCreateSuccess', 'VariantOptionsTaken', 'VariantOptionsTaken', 'VariantOptionsTaken']);
  });
});

describe('variantUpdate', () => {
  it('changes what was said, takes away what is null, and leaves the rest', async () => {
    const { variantIds } = await createProduct(harness.deps, {
      vendorId, optionNames: ['Size'], variants: [sized('S', { sku: 'A', barcode: 'B', weightGrams: 5 }), sized('M'), sized('L')],
    });
    const [, , last] = variantIds as [Id<'ProductVariant'>, Id<'ProductVariant'>, Id<'ProductVariant'>];
    const first = variantIds[0] as Id<'ProductVariant'>;
    await harness.newEvents();
    expect(await change(first, { expectedVersion: 1, price: { amount: '250' }, sku: null, selectedOptions: [{ name: 'Size', value: 'XS' }], compareAtPrice: '200' })).toMatchObject({
      variant: { title: 'XS', sku: null, barcode: 'B', weightGrams: 5, price: { amount: '250' }, editVersion: 2, product: { priceRange: { min: { amount: '250' } } } },
      warnings: [{ code: 'COMPARE_AT_NOT_ABOVE_PRICE', path: ['compareAtPrice'] }],
    });
    expect(await harness.newEvents()).toMatchObject([{ payload: { changed: ['variants', 'price'] } }]);
    expect(await change(last, { expectedVersion: 1, position: 0 })).toMatchObject({ variant: { product: { variants: [{ title: 'L' }, { title: 'XS' }, { title: 'M' }] } } });
    expect(await change(first, { expectedVersion: 1, sku: 'late' })).toMatchObject({ code: 'PRODUCT_VARIANT_VERSION_CONFLICT', path: ['expectedVersion'], variant: { editVersion: 2 } });
    expect(await change(first, { expectedVersion: 2, selectedOptions: [{ name: 'Size', value: 'l' }] })).toMatchObject({ code: 'VARIANT_OPTIONS_TAKEN' });
    expect(await change(first, { expectedVersion: 2, price: {} })).toMatchObject({ code: 'INVALID_INPUT', path: ['price'] });
    expect(await change(first, { expectedVersion: 2, weightGrams: -1 })).toMatchObject({ code: 'INVALID_INPUT', path: ['weightGrams'] });
  });

  it('raises and closes alerts where the threshold moves past the stock', async () => {
    const { variantId } = await createProduct(harness.deps, { vendorId, variants: [{ price: { amount: 1n }, quantity: 6 }] });
    expect(await openAlerts(variantId)).toEqual([]);
    await harness.newEvents();
    expect(await change(variantId, { expectedVersion: 1, lowStockThreshold: 6 })).toMatchObject({ variant: { inventory: { state: 'LOW', lowStockThreshold: 6 } } });
    expect((await harness.newEvents()).map(({ name }) => name)).toEqual(['catalog.product.updated', 'catalog.stock.low']);
    expect(await openAlerts(variantId)).toEqual(['LOW']);
    await change(variantId, { expectedVersion: 2, lowStockThreshold: 5 });
    expect(await openAlerts(variantId)).toEqual([]);
  });
});

describe('variantDelete', () => {
  it('keeps one variant at least, and takes the product off sale with the last of its stock', async () => {
    const { productId, variantIds } = await createProduct(harness.deps, { vendorId, optionNames: ['Size'], variants: [sized('S', { quantity: 2 }), sized('M', { quantity: 0 })] });
    const [stocked, empty] = variantIds as [Id<'ProductVariant'>, Id<'ProductVariant'>];
    const checkout = harness.deps.ids.next('Checkout');
    await reserve(harness, checkout, [[stocked, 2]]);
    await release(harness, checkout);
    await reserve(harness, harness.deps.ids.next('Checkout'), [[stocked, 1]]);
    expect(await openAlerts(stocked)).toEqual(['LOW']);
    expect(await remove(stocked)).toEqual({
      __typename: 'VariantDeleteSuccess', variantId: encodeId('ProductVariant', stocked), product: { status: 'OUT_OF_STOCK', variants: [{ id: encodeId('ProductVariant', empty) }] },
    });
    expect(await openAlerts(stocked)).toEqual([]);
    expect(await remove(empty)).toMatchObject({ code: 'LAST_VARIANT' });
    expect(await remove(stocked)).toMatchObject({ code: 'NOT_FOUND' });
    const shown = await harness.client.as(guest()).query<{ product: { variants: unknown[] } }>('query($id: ID) { product(id: $id) { variants { id } } }', { id: encodeId('Product', productId) });
    expect(shown.product.variants.length).toBe(1);
    expect(await add(productId, { selectedOptions: [{ name: 'Size', value: 'S' }], price: { amount: '1' } })).toMatchObject({ __typename: 'VariantCreateSuccess' });
  });
});
