import { encodeId, type Id } from '@marketgraph/kernel';
import { guest, operator, service, vendorMember } from '@marketgraph/testing';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { productImages } from '../src/products/product.tables.ts';
import { deleteVariant } from '../src/variants/delete-variant.ts';
import { createProduct, createVendorProjection, type BuiltProduct } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { reserve } from './support/reserving.ts';

let harness: Harness;
let vendorId: Id<'Vendor'>;
let built: BuiltProduct[];
const BOOKS = '019b0000-0000-7000-8000-000000000005' as Id<'Category'>;

beforeAll(async () => {
  harness = await createHarness();
  vendorId = await createVendorProjection(harness.deps, { slug: 'pages' });
  const variant = (size: string) => ({ selectedOptions: [{ name: 'Size', value: size }], price: { amount: 700n }, quantity: 4, imageIndex: 1, sku: `P-${size}`, weightGrams: 120 });
  built = [];
  for (let index = 0; index < 6; index += 1) {
    const images = [{ url: `https://img.example/${index}-0.jpg` }, { url: `https://img.example/${index}-1.jpg` }];
    built.push(await createProduct(harness.deps, { vendorId, title: `Page ${index}`, categoryId: BOOKS, images, optionNames: ['Size'], variants: ['S', 'M', 'L', 'XL'].map(variant) }));
  }
});
afterAll(() => harness.drop());
beforeEach(() => harness.statements.reset());

const first = () => built[0] as BuiltProduct;
const sent = () => harness.statements.statements.length;

/** All that a product page shows of the catalog. */
const PAGE = `id title handle slug description status availableForSale tags brand productType seo { title description } vendor { id }
  category { name breadcrumbs { name slug } } options { name values } priceRange { min { formatted } max { decimal } }
  images { url altText } variants { id title price { amount currency decimal } compareAtPrice { amount } available availableForSale selectedOptions { name value } image { url } product { id } }`;

describe('what a product page costs', () => {
  it('is one statement each for product, category, variants and images', async () => {
    const data = await harness.client.as(guest()).query<{ product: { category: object; variants: unknown[] } }>(`query($id: ID) { product(id: $id) { ${PAGE} } }`, { id: encodeId('Product', first().productId) });
    expect(data.product).toMatchObject({ title: 'Page 0', vendor: { id: encodeId('Vendor', vendorId) }, category: { name: 'Books', breadcrumbs: [{ name: 'Books', slug: 'books' }] }, options: [{ name: 'Size', values: ['S', 'M', 'L', 'XL'] }] });
    expect(data.product.variants.length).toBe(4);
    expect(harness.statements.statements.map((statement) => /from "(\w+)"/.exec(statement)?.[1])).toEqual(['products', 'categories', 'variants', 'product_images']);
  });

  it('is the same by the names in its link, and for six products at once', async () => {
    await harness.client.as(guest()).query(`query { product(vendorSlug: "pages", handle: "page-0") { ${PAGE.replace('product { id }', '')} } }`);
    expect(sent()).toBe(4);
    harness.statements.reset();
    const list = await harness.client.as(guest()).query<{ products: { nodes: unknown[] } }>(`query { products(first: 20) { nodes { ${PAGE.replace('product { id }', '')} } pageInfo { hasNextPage } } }`);
    expect(list.products.nodes.length).toBe(6);
    expect(sent()).toBe(4);
    harness.statements.reset();
    const representations = built.map(({ productId }) => ({ __typename: 'Product', id: encodeId('Product', productId) }));
    await harness.client.as(guest()).query(`query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Product { ${PAGE} } } }`, { representations });
    expect(sent()).toBe(4);
  });

  it('grows by one statement with what is related, of however many products', async () => {
    const related = '{ products(first: 20) { nodes { id related(first: 3) { title } } } }';
    const data = await harness.client.as(guest()).query<{ products: { nodes: { id: string; related: { title: string }[] }[] } }>(related);
    expect(sent()).toBe(2);
    const own = data.products.nodes.find(({ id }) => id === encodeId('Product', first().productId));
    expect(own?.related.map(({ title }) => title)).toEqual(['Page 5', 'Page 4', 'Page 3']);
    const newest = data.products.nodes.find(({ related: shown }) => shown[0]?.title === 'Page 4');
    expect(newest?.related.map(({ title }) => title)).toEqual(['Page 4', 'Page 3', 'Page 2']);
  });

  it('of an inventory is one statement for each part, however long', async () => {
    const document = 'query($vendorId: ID!) { vendorInventory(vendorId: $vendorId, first: 100) { nodes { available variant { title product { title } } levels { quantity } movements(first: 2) { nodes { kind } } } } }';
    const data = await harness.client.as(vendorMember(vendorId)).query<{ vendorInventory: { nodes: unknown[] } }>(document, { vendorId: encodeId('Vendor', vendorId) });
    expect(data.vendorInventory.nodes.length).toBe(24);
    expect(sent()).toBe(5);
  });

  it('of the whole tree of categories is one statement a level', async () => {
    await harness.client.as(guest()).query('{ categories { name productCount children { name productCount } } }');
    expect(sent()).toBe(3);
  });
});

describe('entities', () => {
  it('are seen by the rule of the root field, in one statement a type', async () => {
    const draft = await createProduct(harness.deps, { vendorId, status: 'DRAFT' });
    harness.statements.reset();
    const representations = [
      { __typename: 'Product', id: encodeId('Product', draft.productId) },
      { __typename: 'Product', id: encodeId('Product', first().productId) },
      { __typename: 'ProductVariant', id: encodeId('ProductVariant', draft.variantId) },
      { __typename: 'ProductVariant', id: encodeId('ProductVariant', first().variantId) },
      { __typename: 'Category', id: encodeId('Category', BOOKS) },
      { __typename: 'Category', id: encodeId('Category', harness.deps.ids.next('Category')) },
    ];
    const document = 'query($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on Product { title } ... on ProductVariant { title } ... on Category { name } } }';
    const see = async (viewer: Parameters<typeof harness.client.as>[0]) => (await harness.client.as(viewer).query<{ _entities: unknown[] }>(document, { representations }))._entities;
    const shown = [{ __typename: 'Product', title: 'Page 0' }, { __typename: 'ProductVariant', title: 'S' }, { __typename: 'Category', name: 'Books' }];
    expect(await see(guest())).toEqual([null, shown[0], null, shown[1], shown[2], null]);
    expect(sent()).toBe(3);
    for (const viewer of [vendorMember(vendorId, 'STAFF'), operator(), service('commerce')]) expect((await see(viewer)).filter((row) => row !== null).length).toBe(5);
    const errors = await harness.client.as(guest()).errors(document, { representations: [{ __typename: 'Product', id: encodeId('Category', BOOKS) }] });
    expect(errors[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });
});

describe('pictures', () => {
  it('that could not be fetched are shown to the team alone', async () => {
    const { productId } = built[5] as BuiltProduct;
    const images = await harness.deps.db.reader.select().from(productImages).where(eq(productImages.productId, productId)).orderBy(productImages.position);
    await harness.deps.db.transaction((tx) => tx.update(productImages).set({ state: 'FAILED', failure: 'gone' }).where(eq(productImages.id, images[1]?.id ?? '')));
    const see = async (viewer: Parameters<typeof harness.client.as>[0]) =>
      (await harness.client.as(viewer).query<{ product: { images: unknown[]; variants: { image: { position: number } }[] } }>('query($id: ID) { product(id: $id) { images { state } variants { image { position } } } }', { id: encodeId('Product', productId) })).product;
    expect((await see(guest())).images).toEqual([{ state: 'PENDING' }]);
    expect((await see(guest())).variants[0]?.image.position).toBe(0);
    expect((await see(vendorMember(vendorId))).images).toEqual([{ state: 'PENDING' }, { state: 'FAILED' }]);
  });
});

describe('internalVariants', () => {
  it('gives commerce in one statement all it needs, of what is gone too', async () => {
    const [draft, soldOut, shrunk] = [await createProduct(harness.deps, { vendorId, status: 'DRAFT' }), await createProduct(harness.deps, { vendorId }), await createProduct(harness.deps, {
      vendorId, optionNames: ['Size'], variants: ['S', 'M'].map((value) => ({ selectedOptions: [{ name: 'Size', value }], price: { amount: 1n } })),
    })];
    await reserve(harness, harness.deps.ids.next('Checkout'), [[soldOut.variantId, 10]]);
    await deleteVariant(harness.deps, vendorMember(vendorId), shrunk.variantId);
    const ids = [first().variantId, draft.variantId, soldOut.variantId, shrunk.variantId, harness.deps.ids.next('ProductVariant')].map((id) => encodeId('ProductVariant', id));
    const document = 'query($ids: [ID!]!) { internalVariants(ids: $ids) { id productId vendorId title variantTitle sku price currency available purchasable imageUrl weightGrams editVersion } }';
    harness.statements.reset();
    const data = await harness.client.as(service('commerce')).query<{ internalVariants: { id: string; purchasable: boolean; available: number }[] }>(document, { ids });
    expect(sent()).toBe(1);
    const of = (id: string | undefined) => data.internalVariants.find((variant) => variant.id === id);
    expect(of(ids[0])).toEqual({
      id: ids[0], productId: encodeId('Product', first().productId), vendorId: encodeId('Vendor', vendorId), title: 'Page 0', variantTitle: 'S', sku: 'P-S', price: '700', currency: 'USD',
      available: 4, purchasable: true, imageUrl: 'https://img.example/0-1.jpg', weightGrams: 120, editVersion: 1,
    });
    expect(of(ids[1])).toMatchObject({ purchasable: false, available: 0, variantTitle: '', sku: null, imageUrl: null, weightGrams: null });
    expect(of(ids[2])).toMatchObject({ purchasable: true, available: 0 });
    expect(of(ids[3])).toMatchObject({ purchasable: false, available: 0, variantTitle: 'S' });
    expect(data.internalVariants.length).toBe(4);
  });
});
