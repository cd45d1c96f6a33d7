import { guest } from '@marketgraph/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSearchEngine, type SearchEngine } from '../src/search/find/search-engine.ts';
import type { SearchSortName } from '../src/search/find/search-sorts.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { BRANDS, COLOURS, createSearchedCatalog, NOUNS, TAGS, type Searched, type SearchedCatalog } from './support/searched-catalog.ts';
import { allPages, countsOf, search, type FacetAnswer } from './support/searching.ts';

let harness: Harness;
let catalog: SearchedCatalog;
beforeAll(async () => {
  harness = await createHarness();
  catalog = await createSearchedCatalog(harness, 240);
});
afterAll(() => harness.drop());

interface Filter {
  vendorIds?: string[];
  categoryId?: string;
  brands?: string[];
  productTypes?: string[];
  tags?: string[];
  price?: { currency: 'USD' | 'EUR'; min?: string; max?: string };
  inStock?: boolean;
  minRating?: number;
}

/** One by one, as slow and plain as can be. */
const RULES: Record<string, (filter: Filter, product: Searched) => boolean> = {
  VENDOR: ({ vendorIds }, { vendor }) => vendorIds === undefined || vendorIds.includes(vendor),
  CATEGORY: ({ categoryId }, { categories }) => categoryId === undefined || categories.includes(categoryId),
  BRAND: ({ brands }, { brand }) => brands === undefined || (brand !== null && brands.includes(brand)),
  PRODUCT_TYPE: ({ productTypes }, { productType }) => productTypes === undefined || (productType !== null && productTypes.includes(productType)),
  TAG: ({ tags }, product) => tags === undefined || product.tags.some((tag) => tags.includes(tag)),
  PRICE: ({ price }, { currency, minPrice, maxPrice }) =>
    price === undefined || (currency === price.currency && (price.min === undefined || maxPrice >= Number(price.min)) && (price.max === undefined || minPrice <= Number(price.max))),
  IN_STOCK: ({ inStock }, product) => inStock === undefined || product.inStock === inStock,
  RATING: ({ minRating }, { rating }) => minRating === undefined || rating >= 100 * minRating,
};

function matching(query: string, filter: Filter, but?: string): Searched[] {
  const words = query.split(' ').filter((word) => word !== '');
  return catalog.products.filter(
    (product) =>
      product.visible &&
      words.every((word, index) => product.words.some((own) => (index === words.length - 1 && word.length > 1 ? own.startsWith(word) : own === word))) &&
      Object.entries(RULES).every(([field, rule]) => field === but || rule(filter, product)),
  );
}

const STEPS = [0, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000];

/** Values that a product counts for. */
const VALUES: Record<string, (product: Searched, currency: string) => string[]> = {
  VENDOR: ({ vendor }) => [vendor],
  CATEGORY: ({ categories }) => [...categories],
  BRAND: ({ brand }) => (brand === null ? [] : [brand]),
  PRODUCT_TYPE: ({ productType }) => (productType === null ? [] : [productType]),
  TAG: ({ tags }) => [...tags],
  PRICE: (product, currency) =>
    STEPS.flatMap((from, index) => {
      const to = STEPS[index + 1];
      const inside = product.currency === currency && product.maxPrice >= from && (to === undefined || product.minPrice < to);
      return inside ? [`${currency}:${from}:${to === undefined ? '' : to - 1}`] : [];
    }),
  IN_STOCK: ({ inStock }) => [String(inStock)],
  RATING: ({ rating }) => [1, 2, 3, 4, 5].filter((least) => rating >= 100 * least).map(String),
};

function countedPlainly(field: string, query: string, filter: Filter): Record<string, number> {
  const found = matching(query, filter, field);
  const inEuro = found.filter(({ currency }) => currency === 'EUR').length;
  const currency = filter.price?.currency ?? (inEuro >= found.length - inEuro ? 'EUR' : 'USD');
  const values = found.flatMap((product) => VALUES[field]?.(product, currency) ?? []);
  return Object.fromEntries(Map.groupBy(values, (value) => value).entries().map(([value, group]) => [value, group.length]));
}

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 1 });
const some = (values: readonly string[]) => fc.subarray([...values, 'nothing has this']);

const filters = () =>
  fc
    .record({
      vendorIds: maybe(fc.subarray([...catalog.vendors])),
      categoryId: maybe(fc.constantFrom(...catalog.categories)),
      brands: maybe(some(BRANDS)),
      productTypes: maybe(fc.subarray(['Indoor', 'Outdoor'])),
      tags: maybe(some(TAGS)),
      price: maybe(
        fc.record(
          { currency: fc.constantFrom('USD' as const, 'EUR' as const), min: fc.constantFrom('0', '999', '1000', '3000'), max: fc.constantFrom('999', '2499', '5000', '200000') },
          { requiredKeys: ['currency'] },
        ),
      ),
      inStock: maybe(fc.boolean()),
      minRating: maybe(fc.integer({ min: 1, max: 5 })),
    })
    // At most three at once: with all of them hardly anything would be left to count.
    .chain((all) => {
      const chosen = Object.entries(all).filter(([, value]) => value !== undefined);
      return fc.subarray(chosen, { maxLength: Math.min(3, chosen.length) }).map((entries): Filter => Object.fromEntries(entries) as Filter);
    });

const queries = fc.constantFrom('', ...NOUNS, ...COLOURS, 'red lamp', 'blue cha', 'm', 'mi', 'chair lamp');

describe('filters and facets', () => {
  it('find and count exactly what is there, each facet without its own choice', async () => {
    const property = fc.asyncProperty(queries, filters(), async (query, filter) => {
      const found = await search(harness, { query, filter, first: 100 });
      const expected = matching(query, filter);
      expect(found.totalCount).toBe(expected.length);
      expect(found.countsComplete).toBe(true);
      if (expected.length <= 100) expect(found.edges.map(({ node }) => node.id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
      for (const field of Object.keys(RULES)) expect([field, countsOf(found, field)]).toEqual([field, countedPlainly(field, query, filter)]);
    });
    await fc.assert(property, { numRuns: 120, examples: [['', {}], ['', { brands: [] }], ['lamp', { categoryId: catalog.categories[1] as string, tags: ['sale'], minRating: 4 }]] });
  });

  it('say what is chosen, and what every value is called', async () => {
    const { facets } = await search(harness, { filter: { categoryId: catalog.categories[1], tags: ['sale', 'no such tag'], minRating: 4, price: { currency: 'EUR', min: 1_000, max: 2_499 } } });
    const facet = (field: string): FacetAnswer['values'] => facets.find((each) => each.field === field)?.values ?? [];
    const chosen = facets.flatMap(({ field, values }) => values.filter(({ selected }) => selected).map(({ value }) => `${field} ${value}`));
    expect(chosen).toEqual([`CATEGORY ${catalog.categories[1]}`, 'TAG sale', 'PRICE EUR:1000:2499', 'RATING 4']);
    expect(facet('VENDOR').map(({ label }) => label)).toEqual(['Vendor three']);
    expect(facet('PRICE').find(({ value }) => value === 'EUR:1000:2499')).toMatchObject({ label: '10.00 to 24.99 EUR', price: { min: { amount: '1000', currency: 'EUR' }, max: { amount: '2499' } } });
    expect(facet('RATING').at(-1)).toMatchObject({ value: '1', label: '1 and up' });
  });

  it('have a last price range without an end', async () => {
    const prices = (await search(harness, {})).facets.find(({ field }) => field === 'PRICE')?.values;
    expect(prices?.at(-1)).toMatchObject({ value: 'USD:100000:', label: '1000.00 USD and up', price: { min: { amount: '100000' }, max: null } });
  });

  it('have categories with what is above them', async () => {
    const values = (await search(harness, {})).facets.find(({ field }) => field === 'CATEGORY')?.values;
    const [living, rooms, bedroom, bathroom, other] = catalog.categories;
    expect(values?.map(({ value, label, parent }) => ({ value, label, parent })).toSorted((a, b) => byText(a.label, b.label))).toEqual([
      { value: bathroom, label: 'Bathroom', parent: rooms },
      { value: bedroom, label: 'Bedroom', parent: rooms },
      { value: living, label: 'Living', parent: null },
      { value: other, label: 'Other', parent: null },
      { value: rooms, label: 'Rooms', parent: living },
    ]);
  });

  it('keep a chosen value that comes after those that were asked for', async () => {
    const document = 'query($input: SearchInput!) { search(input: $input) { facets { field values(first: 1) { value selected } } } }';
    const run = async (tag: string) => {
      const { search: found } = await harness.client.as(guest()).query<{ search: { facets: FacetAnswer[] } }>(document, { input: { filter: { tags: [tag] } } });
      return found.facets.find(({ field }) => field === 'TAG')?.values.map(({ value }) => value);
    };
    const all = await Promise.all(TAGS.map(run));
    const most = all.find((values) => values?.length === 1)?.[0];
    expect(all).toEqual(TAGS.map((tag) => (tag === most ? [most] : [most, tag])));
  });
});

const ORDERS: Record<string, (a: Searched, b: Searched) => number> = {
  PRICE_ASC: (a, b) => a.minPrice - b.minPrice || byText(a.uuid, b.uuid),
  PRICE_DESC: (a, b) => b.minPrice - a.minPrice || byText(b.uuid, a.uuid),
  NEWEST: (a, b) => b.createdAt - a.createdAt || byText(b.uuid, a.uuid),
  RATING: (a, b) => b.rating - a.rating || byText(b.uuid, a.uuid),
  BEST_SELLING: (a, b) => b.sales - a.sales || byText(b.uuid, a.uuid),
};

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

describe('sorts', () => {
  it.each(Object.entries(ORDERS))('%s goes through all matches once, over ties, whatever the length of a page', async (sort, compare) => {
    for (const [query, first] of [['lamp', 7], ['red', 100], ['', 13], ['blue chair', 1]] as const) {
      expect(await allPages(harness, { query, sort }, first)).toEqual(matching(query, {}).toSorted(compare).map(({ id }) => id));
    }
  });

  it('RELEVANCE goes through all matches once, the better ones first', async () => {
    const whole = (await search(harness, { query: 'lamp', first: 100 })).edges.map(({ node }) => node.id);
    expect(whole.toSorted()).toEqual(matching('lamp', {}).map(({ id }) => id).toSorted());
    for (const first of [1, 7, 30]) expect(await allPages(harness, { query: 'lamp' }, first)).toEqual(whole);
    const sales = whole.map((id) => catalog.products.find((product) => product.id === id)).map((product) => ({ sales: product?.sales ?? 0, inStock: product?.inStock }));
    const available = sales.filter(({ inStock }) => inStock).map((each) => each.sales);
    // Their texts weigh the same.
    expect(available).toEqual(available.toSorted((a, b) => b - a));
  });

  it('RELEVANCE without words is what sells most', async () => {
    const compare = ORDERS['BEST_SELLING'];
    expect(await allPages(harness, {}, 17)).toEqual(matching('', {}).toSorted(compare).map(({ id }) => id));
  });
});

describe('a broad query', () => {
  const limits = { collected: 5, walked: 40, counted: 20, small: 20, sampled: 100, leastSampled: 10, countedAnew: 1_000 };
  const pages = async (query: string, sort: SearchSortName, first: number) => {
    const engine = createSearchEngine(harness.deps, limits);
    const ids: string[] = [];
    for (let after: string | null = null; ; ) {
      const found = await engine.search({ query, filter: {}, sort, first, after });
      const { nodes, pageInfo } = await found.hits();
      ids.push(...nodes.map(({ id }) => id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      if (after === null) return ids;
    }
  };

  it.each(Object.entries(ORDERS))('is walked by %s to the same end, collected where the way is too long', async (sort, compare) => {
    for (const query of ['lamp', 'red mirror', '']) {
      expect(await pages(query, sort as SearchSortName, 4)).toEqual(matching(query, {}).toSorted(compare).map(({ uuid }) => uuid));
    }
  });

  it('is sorted by what sells instead of by words, on all its pages', async () => {
    expect(await pages('lamp', 'RELEVANCE', 4)).toEqual(matching('lamp', {}).toSorted(ORDERS['BEST_SELLING']).map(({ uuid }) => uuid));
  });

  const counted = async (engine: SearchEngine, query: string, filter = {}) => {
    const found = await engine.search({ query, filter, sort: 'RELEVANCE' });
    const inStock = (await found.facets()).find(({ field }) => field === 'IN_STOCK')?.values ?? [];
    return { total: await found.total(), complete: await found.countsComplete(), inFacet: inStock.reduce((sum, { count }) => sum + count, 0) };
  };

  it('is counted in a sample, and says so', async () => {
    const { total, complete, inFacet } = await counted(createSearchEngine(harness.deps, limits), '');
    const exact = matching('', {}).length;
    expect(complete).toBe(false);
    // Half of the documents, which is as random as their ids are: three standard deviations of that.
    expect(Math.abs(total - exact)).toBeLessThan(3 * Math.sqrt(exact));
    expect(Math.abs(inFacet - total)).toBeLessThanOrEqual(2);
    const alone = await createSearchEngine(harness.deps, limits).search({ query: '', filter: {}, sort: 'RELEVANCE' });
    expect([await alone.total(), await alone.countsComplete()]).toEqual([total, false]);
  });

  it('is counted to the limit where the sample says too little', async () => {
    const engine = createSearchEngine(harness.deps, { ...limits, leastSampled: 1_000 });
    expect(await counted(engine, '')).toEqual({ total: 20, complete: false, inFacet: 21 });
    const few = matching('red lamp', {}).length;
    expect(few).toBeLessThan(20);
    expect(await counted(engine, 'red lamp')).toEqual({ total: few, complete: true, inFacet: few });
  });

  it('is counted one by one in a small catalogue', async () => {
    const all = matching('', {}).length;
    expect(await counted(createSearchEngine(harness.deps, { ...limits, small: 1_000 }), '')).toEqual({ total: all, complete: true, inFacet: all });
  });

  it('keeps its counts for some seconds, a narrow one does not', async () => {
    const engine = createSearchEngine(harness.deps, { ...limits, countedAnew: 60 });
    const countTwice = async (query: string, between: number) => {
      harness.statements.reset();
      await (await engine.search({ query, filter: {}, sort: 'RELEVANCE' })).facets();
      harness.deps.clock.advance(between);
      await (await engine.search({ query, filter: {}, sort: 'RELEVANCE' })).facets();
      return harness.statements.statements.filter((statement) => statement.includes('unnest(m.keys)')).length;
    };
    expect(matching('lamp', {}).length).toBeLessThan(60);
    expect(await countTwice('lamp', 1_000)).toBe(2);
    expect(await countTwice('', 1_000)).toBe(1);
    expect(await countTwice('', 6_000)).toBe(1);
    expect(await countTwice('', 1_000)).toBe(0);
  });
});
