import { readFileSync } from 'node:fs';
import { encodeId, type Id } from '@marketgraph/kernel';
import { guest, vendorMember } from '@marketgraph/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProduct, createVendorProjection } from './builders.ts';
import { runImports } from '../src/imports/run/run-imports.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { verifySearch } from '../src/search/verify-search.ts';
import { countsByCode, csvOf, importCsv, order, readIssues, type Importer } from './support/importing.ts';
import { release, reserve } from './support/reserving.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.drop());

const HARBOUR = readFileSync(new URL('../../../examples/imports/harbour-supply.csv', import.meta.url), 'utf8');

async function newImporter(): Promise<Importer> {
  return { harness, vendorId: await createVendorProjection(harness.deps) };
}

/** Everything that an import may have changed of a vendor. */
async function contentOf({ vendorId }: Importer): Promise<unknown> {
  const [content] = await harness.deps.db.reader.execute(sql`
    select (select json_agg(p order by id) from products p where vendor_id = ${vendorId}) as products,
      (select json_agg(v order by id) from variants v where vendor_id = ${vendorId}) as variants,
      (select json_agg(i order by i.id) from product_images i join products p on p.id = i.product_id where p.vendor_id = ${vendorId}) as images,
      (select json_agg(l order by l.id) from stock_levels l join variants v on v.id = l.variant_id where v.vendor_id = ${vendorId}) as levels,
      (select json_agg(m order by m.id) from stock_movements m join variants v on v.id = m.variant_id where v.vendor_id = ${vendorId}) as movements,
      (select json_agg(q order by variant_id) from imported_quantities q join variants v on v.id = q.variant_id where v.vendor_id = ${vendorId}) as stated`);
  return content;
}

interface ProductView {
  readonly id: string;
  readonly [field: string]: unknown;
  readonly variants: readonly { readonly id: string; readonly title: string; readonly available: number; readonly [field: string]: unknown }[];
}

async function product({ vendorId }: Importer, handle: string): Promise<ProductView> {
  const document = `query($id: ID!) { vendorProducts(vendorId: $id, filter: { text: "${handle}" }) { nodes { id handle slug title description status brand productType tags seo { title description } category { slug } editVersion
    options { name values } images { url altText state } priceRange { min { decimal currency } }
    variants { id title sku barcode weightGrams price { decimal } compareAtPrice { decimal } available image { url } editVersion selectedOptions { name value } } } } }`;
  const { vendorProducts } = await harness.client.as(vendorMember(vendorId)).query<{ vendorProducts: { nodes: ProductView[] } }>(document, { id: encodeId('Vendor', vendorId) });
  const found = vendorProducts.nodes.find((node) => node['handle'] === handle);
  if (found === undefined) throw new Error(`there is no ${handle}`);
  return found;
}

const variantOf = ({ variants }: ProductView, title: string) => {
  const found = variants.find((variant) => variant.title === title);
  if (found === undefined) throw new Error(`there is no variant ${title}`);
  return found;
};

describe('an export of a whole shop', () => {
  let importer: Importer;
  beforeAll(async () => {
    importer = await newImporter();
    await harness.newEvents();
  });

  const FIRST = { totalRows: 51, totalProducts: 20, processedRows: 51, skippedRows: 0, productsCreated: 20, productsSkipped: 0, variantsCreated: 50, imagesAdded: 25, errorCount: 0, warningCount: 10 };
  const WARNINGS = { COMPARE_AT_BELOW_PRICE: 3, DESCRIPTION_SANITISED: 1, DUPLICATE_SKU: 1, NEGATIVE_QUANTITY: 1, UNMAPPED_CATEGORY: 3, ZERO_PRICE: 1 };

  it('is gone through by a dry run that writes nothing', async () => {
    const dry = await importCsv(importer, HARBOUR, { dryRun: true });
    expect(dry).toMatchObject({ status: 'SUCCEEDED', dryRun: true, ...FIRST });
    expect(countsByCode(dry)).toEqual(WARNINGS);
    expect(await contentOf(importer)).toEqual({ products: null, variants: null, images: null, levels: null, movements: null, stated: null });
    expect(await harness.newEvents()).toEqual([]);
  });

  it('comes in as the dry run has said', async () => {
    const done = await importCsv(importer, HARBOUR);
    expect(done).toMatchObject({ status: 'SUCCEEDED', dryRun: false, currency: 'USD', ...FIRST, productsUpdated: 0, productsUnchanged: 0 });
    expect(countsByCode(done)).toEqual(WARNINGS);
    expect(await harness.broken()).toEqual([]);
    expect(await verifySearch(harness.deps.db)).toEqual([]);
    const events = await harness.newEvents();
    expect(Object.entries(Object.groupBy(events, ({ name }) => name)).map(([name, list]) => [name, list?.length])).toEqual([['catalog.product.created', 20], ['catalog.product.published', 19]]);
    expect((await readIssues(importer, done.id, 'warnings')).map(({ row, code, column, handle }) => [row, code, column, handle])).toEqual([
      [15, 'DESCRIPTION_SANITISED', 'Body (HTML)', 'brass-bicycle-bell'],
      [22, 'NEGATIVE_QUANTITY', 'Variant Inventory Qty', 'trail-running-shoes'],
      [38, 'UNMAPPED_CATEGORY', 'Type', 'dock-rope'],
      [46, 'DUPLICATE_SKU', 'Variant SKU', 'linen-apron'],
      [48, 'UNMAPPED_CATEGORY', 'Type', 'postcard-set'],
      [49, 'ZERO_PRICE', 'Variant Price', 'sample-swatch'],
      [49, 'UNMAPPED_CATEGORY', 'Type', 'sample-swatch'],
      [50, 'COMPARE_AT_BELOW_PRICE', 'Variant Compare At Price', 'autumn-hat'],
      [51, 'COMPARE_AT_BELOW_PRICE', 'Variant Compare At Price', 'autumn-hat'],
      [52, 'COMPARE_AT_BELOW_PRICE', 'Variant Compare At Price', 'autumn-hat'],
    ]);
  });

  it('is all there', async () => {
    expect(await product(importer, 'canvas-day-pack')).toMatchObject({
      slug: 'canvas-day-pack', title: 'Canvas Day Pack', status: 'ACTIVE', brand: 'Harbour Supply', productType: 'Backpacks', tags: ['canvas', 'backpack', 'everyday'], category: { slug: 'clothing' },
      seo: { title: 'Canvas day pack, 18 litres', description: 'Waxed canvas day pack in three colours.' }, options: [{ name: 'Colour', values: ['Moss', 'Rust', 'Navy'] }],
      images: [1, 2, 3, 4].map((number) => ({ url: `https://images.marketgraph.test/harbour/pack-${number}.jpg`, state: 'PENDING' })),
    });
    const jumper = await product(importer, 'sailor-jumper');
    expect(jumper).toMatchObject({ seo: { title: 'Sailor Jumper', description: 'Thick cotton, buttoned at the shoulder, knitted to be mended.' }, options: [{ name: 'Size', values: ['S', 'M', 'L', 'XL'] }, { name: 'Colour', values: ['Ecru', 'Ink'] }] });
    expect(jumper.variants.length).toBe(8);
    expect(variantOf(jumper, 'M / Ink')).toMatchObject({ sku: 'HS-JUMP-M-INK', weightGrams: 620, price: { decimal: '74.50' }, compareAtPrice: null, available: 15 });
    expect(await product(importer, 'enamel-mug')).toMatchObject({ options: [], variants: [{ title: '', barcode: '4006381333931', available: 140 }] });
    expect(await product(importer, 'brass-bicycle-bell')).toMatchObject({ description: '<p>One clear note.</p>', category: { slug: 'sports' }, variants: [{ compareAtPrice: { decimal: '26.00' } }] });
    expect(await product(importer, 'autumn-hat')).toMatchObject({ status: 'DRAFT', variants: [{ compareAtPrice: null }, { compareAtPrice: null }, { compareAtPrice: null }] });
    expect(await product(importer, 'dock-rope')).toMatchObject({ category: { slug: 'other' }, variants: [{ title: '5 m / 8 mm' }, { title: '5 m / 12 mm' }, { title: '10 m / 8 mm' }, { title: '10 m / 12 mm' }] });
    expect(variantOf(await product(importer, 'trail-running-shoes'), '44').available).toBe(0);
    expect((await product(importer, 'storm-lantern'))['description']).toBe('<p>Burns for twenty hours on one filling.\nMade from tin and glass.</p>');
  });

  it('changes nothing and tells nobody anything when it comes in again', async () => {
    const before = await contentOf(importer);
    await harness.newEvents();
    harness.deps.clock.advance(60_000);
    const again = await importCsv(importer, HARBOUR);
    expect(again).toMatchObject({ status: 'SUCCEEDED', productsCreated: 0, productsUpdated: 0, productsUnchanged: 20, variantsCreated: 0, variantsUpdated: 0, variantsUnchanged: 50, imagesAdded: 0, errorCount: 0, warningCount: 10 });
    expect(await contentOf(importer)).toEqual(before);
    expect(await harness.newEvents()).toEqual([]);
  });

  it('comes in the same with a byte-order mark, Windows line ends and its rows shuffled', async () => {
    const other = await newImporter();
    // Line breaks within quotes stay what they are: splitting at them would break the file.
    const [header = '', ...rows] = HARBOUR.trimEnd().split(/\n(?=[a-z-]+,)/);
    const heads = rows.filter((row) => !/^[a-z-]+,,/.test(row));
    const rest = rows.filter((row) => /^[a-z-]+,,/.test(row));
    const shuffled = [...heads.toReversed(), ...rest];
    expect(await importCsv(other, `\uFEFF${[header, ...shuffled].join('\r\n')}\r\n`)).toMatchObject({ status: 'SUCCEEDED', ...FIRST });
    expect(await product(other, 'sailor-jumper')).toMatchObject({ variants: (await product(importer, 'sailor-jumper')).variants.map(({ title, available }) => ({ title, available })) });
  });
});

const mug = { 'Handle': 'mug', 'Title': 'Mug', 'Type': 'Kitchen', 'Published': 'TRUE', 'Option1 Name': 'Size', 'Option1 Value': 'S', 'Variant SKU': 'MUG-S', 'Variant Inventory Tracker': 'shopify', 'Variant Inventory Qty': 10, 'Variant Price': '9.00', 'Image Src': 'https://x.test/mug.jpg' };
const large = { 'Handle': 'mug', 'Option1 Value': 'L', 'Variant SKU': 'MUG-L', 'Variant Inventory Tracker': 'shopify', 'Variant Inventory Qty': 20, 'Variant Price': '11.00' };
const bowl = { ...mug, 'Handle': 'bowl', 'Title': 'Bowl', 'Variant SKU': 'BOWL', 'Image Src': '' };

describe('importing again', () => {
  it('changes what is different, and tells of that alone', async () => {
    const importer = await newImporter();
    await importCsv(importer, csvOf(mug, large, bowl));
    const before = await product(importer, 'mug');
    await harness.newEvents();
    const done = await importCsv(importer, csvOf({ ...mug, 'Title': 'Big Mug' }, { ...large, 'Variant Price': '12.00' }, bowl));
    expect(done).toMatchObject({ productsUpdated: 1, productsUnchanged: 1, variantsUpdated: 1, variantsUnchanged: 2 });
    const after = await product(importer, 'mug');
    expect(after).toMatchObject({ id: before.id, title: 'Big Mug', slug: 'mug', editVersion: (before['editVersion'] as number) + 1 });
    expect(after.variants.map(({ id, editVersion, price }) => [id, editVersion, price])).toEqual([[before.variants[0]?.id, 1, { decimal: '9.00' }], [before.variants[1]?.id, 2, { decimal: '12.00' }]]);
    expect((await harness.newEvents()).map(({ name, payload }) => [name, payload['changed']])).toEqual([['catalog.product.updated', ['title', 'variants', 'price']]]);
    expect(await harness.broken()).toEqual([]);
  });

  it('keeps variants that the file does not name, and removes those that cannot have its options', async () => {
    const importer = await newImporter();
    await importCsv(importer, csvOf(mug, large));
    const fewer = await importCsv(importer, csvOf(mug));
    expect([fewer['productsUnchanged'], countsByCode(fewer)]).toEqual([1, { VARIANT_NOT_IN_FILE: 1 }]);
    expect((await readIssues(importer, fewer.id, 'warnings')).map(({ message }) => message)).toEqual(['Not in the file, and left as they are: L.']);
    expect((await product(importer, 'mug')).variants.map(({ title }) => title)).toEqual(['S', 'L']);

    await harness.newEvents();
    const plain = await importCsv(importer, csvOf({ ...mug, 'Option1 Name': 'Title', 'Option1 Value': 'Default Title' }));
    expect(plain).toMatchObject({ productsUpdated: 1, variantsCreated: 1, variantsRemoved: 2 });
    expect(await product(importer, 'mug')).toMatchObject({ options: [], variants: [{ title: '', available: 10 }] });
    expect((await harness.newEvents()).map(({ name, payload }) => [name, payload['changed']])).toEqual([['catalog.product.updated', ['options', 'variants']]]);
    expect(await harness.broken()).toEqual([]);
  });

  it('makes the pictures those of the file, and keeps the ones that are known', async () => {
    const importer = await newImporter();
    const picture = (number: number, alt: string) => ({ 'Handle': 'mug', 'Image Src': `https://x.test/${number}.jpg`, 'Image Alt Text': alt });
    await importCsv(importer, csvOf({ ...mug, ...picture(1, 'one') }, picture(2, 'two')));
    const [, second] = (await product(importer, 'mug'))['images'] as unknown[];
    expect(await importCsv(importer, csvOf({ ...mug, ...picture(2, 'two') }, picture(3, 'three')))).toMatchObject({ imagesAdded: 1, productsUpdated: 1 });
    expect((await product(importer, 'mug'))['images']).toEqual([second, { url: 'https://x.test/3.jpg', altText: 'three', state: 'PENDING' }]);
    expect(await importCsv(importer, csvOf({ ...mug, ...picture(2, 'two'), 'Image Src': '' }))).toMatchObject({ productsUnchanged: 1 });
    const own = await importCsv(importer, csvOf({ ...mug, ...picture(2, 'two'), 'Variant Image': 'https://x.test/3.jpg' }));
    expect(own).toMatchObject({ variantsUpdated: 1 });
    expect(await product(importer, 'mug')).toMatchObject({ images: [{ url: 'https://x.test/2.jpg' }, { url: 'https://x.test/3.jpg' }], variants: [{ image: { url: 'https://x.test/3.jpg' } }] });
  });

  it('takes products off sale and puts them on it as the file says', async () => {
    const importer = await newImporter();
    const status = async () => (await product(importer, 'mug'))['status'];
    await importCsv(importer, csvOf({ ...mug, 'Published': 'FALSE' }));
    expect(await status()).toBe('DRAFT');
    await harness.newEvents();
    await importCsv(importer, csvOf(mug));
    expect([await status(), (await harness.newEvents()).map(({ name, payload }) => [name, payload['changed']])]).toEqual(['ACTIVE', [['catalog.product.published', ['status']]]]);
    await importCsv(importer, csvOf({ ...mug, 'Published': 'FALSE' }));
    expect([await status(), (await harness.newEvents()).map(({ name, payload }) => [name, payload['changed']])]).toEqual(['INACTIVE', [['catalog.product.updated', ['status']]]]);
    expect(await harness.client.as(guest()).query('query($id: ID!) { product(id: $id) { id } }', { id: (await product(importer, 'mug')).id })).toEqual({ product: null });
  });

  it('finds products that were made by hand, by their handles', async () => {
    const importer = await newImporter();
    const { productId } = await createProduct(harness.deps, { vendorId: importer.vendorId, title: 'By hand', handle: 'mug', optionNames: ['size'], variants: [{ selectedOptions: [{ name: 'size', value: 's' }], price: { amount: 500n }, quantity: 4 }] });
    await createProduct(harness.deps, { vendorId: importer.vendorId, title: 'In the way', handle: 'other', slug: 'bowl' });
    expect(await importCsv(importer, csvOf(mug, large, bowl))).toMatchObject({ productsCreated: 1, productsUpdated: 1, variantsCreated: 2, variantsUpdated: 1 });
    expect(await product(importer, 'mug')).toMatchObject({ id: encodeId('Product', productId), title: 'Mug', variants: [{ title: 'S', available: 10 }, { title: 'L' }] });
    expect((await product(importer, 'bowl'))['slug']).toBe('bowl-2');
    expect(await harness.broken()).toEqual([]);
  });
});

describe('stock', () => {
  const stock = async (importer: Importer, title = 'S') => variantOf(await product(importer, 'mug'), title).available;
  const lineOf = async (importer: Importer): Promise<Id<'ProductVariant'>> => {
    const [row] = await harness.deps.db.reader.execute<{ id: Id<'ProductVariant'> }>(sql`select id from variants where vendor_id = ${importer.vendorId} and sku = 'MUG-S' and deleted_at is null`);
    if (row === undefined) throw new Error('there is no such variant');
    return row.id;
  };
  const ledger = async (importer: Importer) =>
    harness.deps.db.reader.execute(sql`select kind, quantity_delta as delta, quantity_after as after, reason from stock_movements where variant_id = ${await lineOf(importer)} order by id`);

  it('that was sold since stays sold when the same file comes in again; another number is what there is from now on', async () => {
    const importer = await newImporter();
    await importCsv(importer, csvOf(mug));
    const key = harness.deps.ids.next('Checkout');
    await reserve(harness, key, [[await lineOf(importer), 3]]);
    expect(await importCsv(importer, csvOf(mug))).toMatchObject({ productsUnchanged: 1 });
    expect(await stock(importer)).toBe(7);

    await harness.newEvents();
    const done = await importCsv(importer, csvOf({ ...mug, 'Variant Inventory Qty': 12 }));
    expect(done).toMatchObject({ productsUpdated: 1, variantsUpdated: 1 });
    // What is held for a checkout is held besides.
    expect(await stock(importer)).toBe(12);
    expect((await harness.newEvents()).map(({ name, payload }) => [name, payload['available']])).toEqual([['catalog.stock.changed', 12]]);
    await release(harness, key);
    expect(await stock(importer)).toBe(15);
    expect(await ledger(importer)).toEqual([
      { kind: 'RECEIVE', delta: 10, after: 10, reason: 'import' }, { kind: 'RESERVE', delta: 0, after: 10, reason: '' },
      { kind: 'ADJUST', delta: 5, after: 15, reason: 'import' }, { kind: 'RELEASE', delta: 0, after: 15, reason: '' },
    ]);
    expect(await harness.broken()).toEqual([]);
  });

  it('that runs out or comes back takes the product along, with its alerts and events', async () => {
    const importer = await newImporter();
    await importCsv(importer, csvOf(mug));
    await harness.newEvents();
    await importCsv(importer, csvOf({ ...mug, 'Variant Inventory Qty': 0 }));
    expect([(await product(importer, 'mug'))['status'], (await harness.newEvents()).map(({ name }) => name)]).toEqual(['OUT_OF_STOCK', ['catalog.stock.changed', 'catalog.stock.out', 'catalog.product.updated']]);
    await importCsv(importer, csvOf({ ...mug, 'Title': 'New', 'Variant Inventory Qty': 4 }));
    expect([(await product(importer, 'mug'))['status'], (await harness.newEvents()).map(({ name, payload }) => [name, payload['changed']])]).toEqual([
      'ACTIVE', [['catalog.stock.changed', undefined], ['catalog.stock.back', undefined], ['catalog.product.updated', ['status']], ['catalog.product.updated', ['title']]],
    ]);
    expect(await harness.broken()).toEqual([]);
  });

  it('is set while checkouts reserve of it, and neither loses the other’s change', async () => {
    const importer = await newImporter();
    const shelf = (quantity: number, title: string) => csvOf(...Array.from({ length: 60 }, (_, index) => ({ ...mug, 'Handle': `m${index}`, 'Title': title, 'Variant SKU': `M${index}`, 'Variant Inventory Qty': quantity })));
    await importCsv(importer, shelf(50, 'One'));
    const lines = await harness.deps.db.reader.execute<{ id: Id<'ProductVariant'> }>(sql`select id from variants where vendor_id = ${importer.vendorId} order by sku`);
    const pick = (index: number) => lines[index % lines.length]?.id ?? harness.deps.ids.next('ProductVariant');
    await order(importer, { csv: shelf(70, 'Two') });
    const [, ...answers] = await Promise.all([
      runImports(harness.deps),
      ...Array.from({ length: 60 }, (_, index) => reserve(harness, harness.deps.ids.next('Checkout'), index % 2 === 0 ? [[pick(index), 1], [pick(index + 31), 1]] : [[pick(index + 17), 1], [pick(index), 1]])),
    ]);
    expect(answers.every(({ __typename }) => __typename === 'InternalReservationCreateSuccess')).toBe(true);
    expect(await harness.broken()).toEqual([]);
    const [sums] = await harness.deps.db.reader.execute(sql`select sum(l.reserved)::int as reserved, min(l.quantity)::int >= 70 as stated from stock_levels l join variants v on v.id = l.variant_id where v.vendor_id = ${importer.vendorId}`);
    expect(sums).toEqual({ reserved: 120, stated: true });
  });

  it('is not touched where the file has no column for it, or an empty cell', async () => {
    const importer = await newImporter();
    await importCsv(importer, csvOf(mug));
    const { 'Variant Inventory Qty': _, ...silent } = mug;
    expect(await importCsv(importer, csvOf(silent))).toMatchObject({ productsUnchanged: 1 });
    expect(await importCsv(importer, csvOf({ ...mug, 'Variant Inventory Qty': '' }))).toMatchObject({ productsUnchanged: 1 });
    expect(await stock(importer)).toBe(10);
  });

  it('of variants that are there is not set by somebody who may not change the inventory', async () => {
    const importer = await newImporter();
    await importCsv(importer, csvOf(mug));
    const writer = { ...importer, viewer: vendorMember(importer.vendorId, ['manage_products']) };
    const done = await importCsv(writer, csvOf({ ...mug, 'Variant Inventory Qty': 99 }, large));
    expect([await stock(importer), await stock(importer, 'L'), countsByCode(done)]).toEqual([10, 20, { STOCK_KEPT: 1 }]);
  });
});

describe('a batch', () => {
  it('costs as many statements for fifty products as for five', async () => {
    const many = (count: number, more: object = {}) => csvOf(...Array.from({ length: count }, (_, index) => [{ ...mug, ...more, 'Handle': `m${index}`, 'Image Src': `https://x.test/${index}.jpg` }, { ...large, 'Handle': `m${index}` }]).flat());
    const statements = async (count: number) => {
      const importer = await newImporter();
      const costs = [];
      for (const csv of [many(count), many(count), many(count, { 'Title': 'Other', 'Variant Inventory Qty': 77, 'Variant Price': '5.00', 'Variant SKU': 'X', 'Variant Image': 'https://x.test/own.jpg' })]) {
        await order(importer, { csv });
        harness.statements.reset();
        await runImports(harness.deps);
        costs.push(harness.statements.statements.length);
      }
      return costs;
    };
    const [few, lots] = [await statements(5), await statements(50)];
    expect(lots).toEqual(few);
    expect(await harness.broken()).toEqual([]);
  });
});

describe('what may be chosen', () => {
  it('is the currency, which must be that of products that are there', async () => {
    const importer = await newImporter();
    expect(await importCsv(importer, csvOf({ ...mug, 'Variant Price': '900' }), { currency: 'JPY' })).toMatchObject({ currency: 'JPY', productsCreated: 1 });
    expect(await product(importer, 'mug')).toMatchObject({ priceRange: { min: { decimal: '900', currency: 'JPY' } } });
    const dollars = await importCsv(importer, csvOf(mug, large));
    expect([dollars.skippedRows, dollars['productsSkipped'], countsByCode(dollars)]).toEqual([2, 1, { CURRENCY_MISMATCH: 1 }]);
  });

  it('is the category of a kind, which counts more than our guess', async () => {
    const importer = await newImporter();
    const { categories } = await harness.client.as(guest()).query<{ categories: { id: string; slug: string }[] }>('{ categories { id slug } }');
    const toys = categories.find(({ slug }) => slug === 'toys')?.id;
    const done = await importCsv(importer, csvOf({ ...mug, 'Type': 'Gizmos' }, bowl), { categoryMap: [{ type: 'gizmos ', categoryId: toys }] });
    expect([(await product(importer, 'mug'))['category'], (await product(importer, 'bowl'))['category'], countsByCode(done)]).toEqual([{ slug: 'toys' }, { slug: 'home-garden' }, {}]);
  });
});
