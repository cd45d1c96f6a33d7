import { encodeId, type Id } from '@marketgraph/kernel';
import { guest, vendorMember } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCategory } from '../src/categories/create-category.ts';
import { deleteProduct } from '../src/products/delete-product.ts';
import { foldWords } from '../src/search/index/fold-words.ts';
import { createProduct, createVendorProjection } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { search, SEARCH, titles } from './support/searching.ts';

let harness: Harness;
let audio: Id<'Vendor'>;
let cafe: Id<'Vendor'>;
beforeAll(async () => {
  harness = await createHarness();
  const { deps } = harness;
  audio = await createVendorProjection(deps, { name: 'Aurora Audio' });
  cafe = await createVendorProjection(deps, { name: 'Café Orléans' });
  await createVendorProjection(deps, { name: 'Aurora Pending', status: 'PENDING' });
  const made = await createCategory(deps, { name: 'Kitchenware', slug: null, icon: null, parentId: null, position: null });
  if (!made.ok) throw new Error('no category');
  const stock = { price: { amount: 1_000n }, quantity: 3 };
  await createProduct(deps, { vendorId: audio, title: 'Wireless Headphones', tags: ['over-ear'], brand: 'Nordlicht' });
  await createProduct(deps, { vendorId: audio, title: 'Case for Headphones', description: '<p>Keeps a <b>studio</b> pair safe &amp; dry.</p>' });
  await createProduct(deps, { vendorId: audio, title: 'Spare Battery', variants: [{ ...stock, sku: 'BAT/12.3-X', barcode: '4006381333931' }] });
  await createProduct(deps, { vendorId: cafe, title: 'Running Shoe', optionNames: ['Colour'], variants: [{ ...stock, selectedOptions: [{ name: 'Colour', value: 'Vermilion' }] }] });
  await createProduct(deps, { vendorId: cafe, title: 'Hiking Boots & Shoes' });
  await createProduct(deps, { vendorId: cafe, title: 'Espresso Cup', categoryId: made.value.category.id, productType: 'Crockery' });
  await createProduct(deps, { vendorId: cafe, title: 'Crème Brûlée Dish', categoryId: made.value.category.id });
  await createProduct(deps, { vendorId: cafe, title: 'Plain T-Shirt' });
  await createProduct(deps, { vendorId: cafe, title: 'Crockery Set' });
  await createProduct(deps, { vendorId: cafe, title: 'Secret Zither', status: 'DRAFT' });
  await foldWords(deps.db);
});
afterAll(() => harness.drop());

describe('words', () => {
  it.each([
    ['headphones', ['Case for Headphones', 'Wireless Headphones']],
    ['headphone', ['Case for Headphones', 'Wireless Headphones']],
    ['crockery', ['Crockery Set', 'Espresso Cup']],
    ['HEADPHONES wireless', ['Wireless Headphones']],
    ['shoes', ['Hiking Boots & Shoes', 'Running Shoe']],
    ['shoe', ['Hiking Boots & Shoes', 'Running Shoe']],
    ['boot', ['Hiking Boots & Shoes']],
    ['batteries', ['Spare Battery']],
    ['creme brulee', ['Crème Brûlée Dish']],
    ['CRÈME BRÛLÉE', ['Crème Brûlée Dish']],
    ['tshirt', ['Plain T-Shirt']],
    ['t-shirts', ['Plain T-Shirt']],
    ['t shirt', ['Plain T-Shirt']],
    ['plain shirts', ['Plain T-Shirt']],
    ['the headphones for the studio', ['Case for Headphones']],
  ])('%j find %j', async (query, found) => {
    expect(await titles(harness, query)).toEqual(found);
  });

  it.each([
    ['brand', 'nordlicht', 'Wireless Headphones'],
    ['tag', 'over-ear', 'Wireless Headphones'],
    ['product type', 'crockery espresso', 'Espresso Cup'],
    ['option', 'vermilion', 'Running Shoe'],
    ['description', 'dry case', 'Case for Headphones'],
    ['SKU', 'bat/12.3-x', 'Spare Battery'],
    ['SKU without marks', 'BAT123X', 'Spare Battery'],
    ['barcode', '4006381333931', 'Spare Battery'],
    ['category', 'kitchenware cup', 'Espresso Cup'],
    ['vendor', 'orleans boots', 'Hiking Boots & Shoes'],
  ])('are looked for in the %s', async (_, query, title) => {
    const { edges, didYouMean } = await search(harness, query);
    expect(edges.map(({ node }) => node.title)).toEqual([title]);
    expect(didYouMean).toBeNull();
  });

  it('match what begins so, the last of them alone', async () => {
    expect(await titles(harness, 'wireless head')).toEqual(['Wireless Headphones']);
    expect(await titles(harness, 'espr')).toEqual(['Espresso Cup']);
    expect(await titles(harness, 'wirel headphones')).toEqual([]);
  });

  it('of what nobody may see find nothing, and are not suggested', async () => {
    expect(await search(harness, 'zither')).toMatchObject({ edges: [], totalCount: 0, didYouMean: null, facets: [] });
    expect(await search(harness, 'zithar')).toMatchObject({ edges: [], didYouMean: null });
  });
});

describe('typing mistakes', () => {
  it.each([
    ['hedphones', 'headphones', 'Case for Headphones'],
    ['Wireless Hedphones!', 'Wireless headphones!', 'Wireless Headphones'],
    ['wirless headphoens', 'wireless headphones', 'Wireless Headphones'],
    ['hedph', 'headphones', 'Case for Headphones'],
    ['expresso', 'espresso', 'Espresso Cup'],
    ['bateries', 'battery', 'Spare Battery'],
    ['nordlcht', 'nordlicht', 'Wireless Headphones'],
  ])('%j is understood as %j', async (query, didYouMean, title) => {
    const found = await search(harness, query);
    expect(found.didYouMean).toBe(didYouMean);
    expect(found.edges[0]?.node.title).toBe(title);
  });

  it('leave alone what is known, or like nothing', async () => {
    expect(await search(harness, 'wireless shoe')).toMatchObject({ didYouMean: null, totalCount: 0 });
    expect(await search(harness, 'qqqqqqqq')).toMatchObject({ didYouMean: null, totalCount: 0 });
  });

  it('lead to a word that was saved a moment ago, and not to one that was hidden since', async () => {
    const { productId: id } = await createProduct(harness.deps, { vendorId: cafe, title: 'Xylorimba' });
    expect(await search(harness, 'xylorinba')).toMatchObject({ didYouMean: 'xylorimba', totalCount: 1 });
    expect((await deleteProduct(harness.deps, vendorMember(cafe), { id, expectedVersion: null })).ok).toBe(true);
    expect(await search(harness, 'xylorinba')).toMatchObject({ didYouMean: null, totalCount: 0 });
  });

  it('leave alone a word that was saved a moment ago', async () => {
    await createProduct(harness.deps, { vendorId: cafe, title: 'Headphanes' });
    expect(await search(harness, 'headphanes')).toMatchObject({ didYouMean: null, totalCount: 1 });
  });
});

describe('what is shown', () => {
  it('marks what matched, and nothing else is markup', async () => {
    const marked = async (query: string) => (await search(harness, query)).edges[0]?.titleHighlighted;
    expect(await marked('hiking shoe')).toBe('<mark>Hiking</mark> Boots &amp; <mark>Shoes</mark>');
    expect(await marked('wireless hedphones')).toBe('<mark>Wireless</mark> <mark>Headphones</mark>');
    expect(await marked('creme')).toBe('<mark>Crème</mark> Brûlée Dish');
  });

  it('has vendors of such a name, with mistakes too, those of others not', async () => {
    expect((await search(harness, 'aurora')).vendors).toEqual([{ id: encodeId('Vendor', audio) }]);
    expect((await search(harness, 'auror')).vendors).toEqual([{ id: encodeId('Vendor', audio) }]);
    expect((await search(harness, 'cafe orleans')).vendors).toEqual([{ id: encodeId('Vendor', cafe) }]);
    expect((await search(harness, 'headphones')).vendors).toEqual([]);
    expect((await search(harness, '')).vendors).toEqual([]);
  });
});

describe('statements', () => {
  const run = async (document: string, input: object) => {
    harness.statements.reset();
    await harness.client.as(guest()).query(document, { input });
    return harness.statements.statements.length;
  };
  const HITS = 'query($input: SearchInput!) { search(input: $input) { nodes { id title } totalCount facets { field values { value count } } } }';

  it('are three, one more while words are new to the process, two where no product has them', async () => {
    expect(await run(HITS, { query: 'spare battery' })).toBe(4);
    expect(await run(HITS, { query: 'spare battery', first: 8 })).toBe(3);
    expect(await run(HITS, { query: 'spare hedphones' })).toBe(4);
    expect(await run(HITS, { query: 'hedphones' })).toBe(5);
    expect(await run(HITS, {})).toBe(3);
    expect(await run(HITS, { query: 'battery', filter: { inStock: true, minRating: 1, tags: ['x'] } })).toBe(3);
  });

  it('are only those for what was asked', async () => {
    expect(await run('query($input: SearchInput!) { search(input: $input) { nodes { id } } }', { query: 'battery' })).toBe(2);
    expect(await run('query($input: SearchInput!) { search(input: $input) { totalCount } }', { query: 'battery' })).toBe(1);
    expect(await run('query($input: SearchInput!) { search(input: $input) { facets { field } totalCount countsComplete } }', { query: 'battery' })).toBe(1);
    expect(await run(SEARCH, { query: '?!' })).toBe(0);
  });
});

describe('anything at all', () => {
  it.each([
    ['10,000 letters', 'a'.repeat(10_000)],
    ['10,000 words', 'shoe '.repeat(10_000)],
    ['punctuation', `!"§$%&/()=?.,;:-_#'+*~|<>^°`],
    ['operators of a tsquery', `shoes & !boots | (a:* <-> 'b')`],
    ['quotes', `'; drop table products; -- "shoes" \\'`],
    ['backslashes', '\\ \\\\ \\n \\0'],
    ['a zero byte', 'shoes\u0000boots'],
    ['emoji', '👟👟🏽‍♀️'],
    ['emoji and a word', '👟 qwertzuiop 👟'],
    ['half an emoji', '\ud83d shoes \udc5f'],
    ['percent and underscore', '%_%'],
    ['LIKE and regular expressions', '[a-z]* .* ^$'],
    ['Arabic', 'حذاء رياضي'],
    ['Chinese', '跑步鞋'],
    ['marks alone', '\u0301\u0301\u0301'],
    ['spaces', ' \t\n\u00a0\u2003'],
    ['JSON', '{"query":{"$gt":""}}'],
  ])('may be typed: %s', async (_, query) => {
    for (const sort of ['RELEVANCE', 'PRICE_ASC', 'NEWEST']) {
      const { errors } = await harness.client.as(guest()).execute(SEARCH, { input: { query, sort } });
      expect(errors).toEqual([]);
    }
  });

  it('finds nothing where something was typed that holds no letter', async () => {
    expect(await search(harness, '👟 ?!')).toMatchObject({ edges: [], totalCount: 0, facets: [], vendors: [], didYouMean: null, pageInfo: { hasNextPage: false } });
    expect((await search(harness, '   ')).totalCount).toBeGreaterThan(5);
  });

  it.each([
    [{ first: 0 }],
    [{ first: 101 }],
    [{ after: 'x' }],
    [{ after: Buffer.from(JSON.stringify({ s: 'search.relevance', k: "1'; --", i: '019b0000-0000-7000-8000-000000000001' })).toString('base64url') }],
    [{ filter: { minRating: 6 } }],
    [{ filter: { vendorIds: ['prd_1'] } }],
    [{ filter: { categoryId: 'x' } }],
    [{ filter: { tags: Array.from({ length: 101 }, String) } }],
  ])('is refused where it cannot be: %j', async (input) => {
    const errors = await harness.client.as(guest()).errors(SEARCH, { input: { query: 'shoe', ...input } });
    expect(new Set(errors.map(({ extensions }) => extensions?.['code']))).toEqual(new Set(['BAD_USER_INPUT']));
  });

  it('has a cursor of its own sort only', async () => {
    const { edges } = await search(harness, { query: 'shoe', sort: 'NEWEST' });
    const errors = await harness.client.as(guest()).errors(SEARCH, { input: { query: 'shoe', sort: 'RATING', after: edges[0]?.cursor } });
    expect(errors[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });
});
