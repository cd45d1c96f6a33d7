import { createHash } from 'node:crypto';
import { asId, encodeId, type Id } from '@marketgraph/kernel';
import { vendorMember } from '@marketgraph/testing';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCategory } from '../src/categories/create-category.ts';
import { moveCategory } from '../src/categories/move-category.ts';
import { updateCategory } from '../src/categories/update-category.ts';
import { deleteProduct } from '../src/products/delete-product.ts';
import { setProductStatus } from '../src/products/set-product-status.ts';
import { updateProduct } from '../src/products/update-product.ts';
import { products } from '../src/products/product.tables.ts';
import { foldWords } from '../src/search/index/fold-words.ts';
import { rebuildSearchIndex } from '../src/search/index/rebuild-search-index.ts';
import { refreshCategories } from '../src/search/index/refresh-categories.ts';
import { searchCategories, searchDocuments, searchWordChanges, searchWords } from '../src/search/search.tables.ts';
import { verifySearch } from '../src/search/verify-search.ts';
import { adjustStock } from '../src/stock/adjust-stock.ts';
import { updateVariant } from '../src/variants/update-variant.ts';
import { createProduct, createVendorProjection, vendorEvent } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { orderOf } from './support/orders.ts';
import { countsOf, search, titles } from './support/searching.ts';

let harness: Harness;
let vendorId: Id<'Vendor'>;
let serial = 0;
beforeAll(async () => {
  harness = await createHarness();
  vendorId = await createVendorProjection(harness.deps);
  await refreshCategories(harness.deps.db);
});
afterAll(() => harness.drop());
// Whatever a test has done, the index is what the products are, and the words are those of the documents.
afterEach(async () => {
  const { db } = harness.deps;
  expect(await verifySearch(db)).toEqual([]);
  await foldWords(db);
  expect(await wrongCounts()).toEqual([]);
});

async function wrongCounts(): Promise<unknown[]> {
  return [
    ...(await harness.deps.db.reader.execute(sql`
      select coalesce(w.word, counted.word) as word, w.uses, counted.uses as documents
      from search_words as w
      full join (
        select word, count(*) as uses from search_documents as d, unnest(tsvector_to_array(d.vector) || d.keys || ':*'::text) as word
        where d.listed and left(word, 1) not in ('#', '%') group by word
      ) as counted on counted.word = w.word
      where w.uses is distinct from counted.uses`)),
  ];
}

/** A word that nothing else has, and nothing else is like. */
const fresh = () => createHash('sha256').update(`${(serial += 1)}`).digest('hex').slice(0, 12).replaceAll(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '');
const owner = () => vendorMember(vendorId);
const edit = async (id: Id<'Product'>, changes: object) => {
  const [row] = await harness.deps.db.reader.select({ version: products.editVersion }).from(products).where(eq(products.id, id));
  const updated = await updateProduct(harness.deps, owner(), { id, expectedVersion: row?.version ?? 0, ...changes });
  if (!updated.ok) throw new Error(JSON.stringify(updated.error));
};
const newCategory = async (name: string, parentId: string | null = null) => {
  const created = await createCategory(harness.deps, { name, slug: null, icon: null, parentId, position: null });
  if (!created.ok) throw new Error(JSON.stringify(created.error));
  return created.value.category;
};

describe('the next search', () => {
  it('finds what was published, and only then', async () => {
    const word = fresh();
    const { productId: id } = await createProduct(harness.deps, { vendorId, title: `${word} lamp`, status: 'DRAFT' });
    expect(await titles(harness, word)).toEqual([]);
    expect((await setProductStatus(harness.deps, owner(), { id, status: 'ACTIVE', expectedVersion: null })).ok).toBe(true);
    expect(await titles(harness, word)).toEqual([`${word} lamp`]);
    expect((await setProductStatus(harness.deps, owner(), { id, status: 'INACTIVE', expectedVersion: null })).ok).toBe(true);
    expect(await search(harness, word)).toMatchObject({ edges: [], totalCount: 0, facets: [] });
  });

  it('finds new words and not the old ones', async () => {
    const [before, after] = [fresh(), fresh()];
    const { productId } = await createProduct(harness.deps, { vendorId, title: before, description: `<p>${before}</p>` });
    await edit(productId, { title: after, description: '<p>nothing</p>', brand: 'Brandnew', tags: ['tagged'] });
    expect(await titles(harness, before)).toEqual([]);
    const found = await search(harness, after);
    expect(found.edges.map(({ node }) => node.title)).toEqual([after]);
    expect([countsOf(found, 'BRAND'), countsOf(found, 'TAG')]).toEqual([{ Brandnew: 1 }, { tagged: 1 }]);
  });

  it('has forgotten what was deleted', async () => {
    const word = fresh();
    const { productId: id } = await createProduct(harness.deps, { vendorId, title: word });
    expect((await deleteProduct(harness.deps, owner(), { id, expectedVersion: null })).ok).toBe(true);
    expect(await search(harness, word)).toMatchObject({ edges: [], totalCount: 0 });
  });

  it('knows prices, SKUs and what is left', async () => {
    const word = fresh();
    const { variantId } = await createProduct(harness.deps, { vendorId, title: word, variants: [{ price: { amount: 900n }, quantity: 2, sku: `${word}-old` }] });
    const prices = async () => Object.keys(countsOf(await search(harness, word), 'PRICE'));
    const stock = async () => Object.keys(countsOf(await search(harness, word), 'IN_STOCK'));
    expect([await prices(), await stock()]).toEqual([['USD:0:999'], ['true']]);
    const updated = await updateVariant(harness.deps, owner(), { id: variantId, expectedVersion: 1, price: { amount: 3_000n }, sku: `${word}/new` });
    expect(updated).toMatchObject({ ok: true });
    expect(await prices()).toEqual(['USD:2500:4999']);
    expect(await titles(harness, `${word}-new`)).toEqual([word]);
    expect(await titles(harness, `${word}-old`)).toEqual([]);
    const emptied = await adjustStock(harness.deps, owner(), { idempotencyKey: word, lines: [{ variantId, by: -2, to: null }], reason: 'broken' });
    expect(emptied).toMatchObject({ ok: true });
    expect(await stock()).toEqual(['false']);
    expect(await titles(harness, { query: word, filter: { inStock: true } })).toEqual([]);
  });

  it('sorts by the reviews that social has told of', async () => {
    const word = fresh();
    const worse = await createProduct(harness.deps, { vendorId, title: `${word} worse` });
    const better = await createProduct(harness.deps, { vendorId, title: `${word} better` });
    const review = (productId: Id<'Product'>, rating: 2 | 4 | 5) =>
      harness.deliver('social.review.published', {
        ...{ reviewId: harness.deps.ids.next('Review'), productId, vendorId, authorId: harness.deps.ids.next('User'), rating },
        ...{ productRatingCount: 1, productRatingSum: rating, vendorRatingCount: 1, vendorRatingSum: rating },
      });
    await review(worse.productId, 2);
    await review(better.productId, 4);
    expect(await titles(harness, { query: word, sort: 'RATING' })).toEqual([`${word} better`, `${word} worse`]);
    expect(await titles(harness, { query: word, filter: { minRating: 4 } })).toEqual([`${word} better`]);
    harness.deps.clock.advance(1_000);
    await review(worse.productId, 5);
    expect(await titles(harness, { query: word, sort: 'RATING' })).toEqual([`${word} worse`, `${word} better`]);
  });

  it('sorts by what was sold', async () => {
    const word = fresh();
    const made = [await createProduct(harness.deps, { vendorId, title: `${word} one` }), await createProduct(harness.deps, { vendorId, title: `${word} two` })];
    const [first] = made;
    if (first === undefined) throw new Error('nothing was made');
    expect(await titles(harness, { query: word, sort: 'BEST_SELLING' })).toEqual([`${word} two`, `${word} one`]);
    await harness.deliver('commerce.order.placed', orderOf(harness.deps, harness.deps.ids.next('Checkout'), [{ vendorId, productId: first.productId, variantId: first.variantId, quantity: 3 }]));
    expect(await titles(harness, { query: word, sort: 'BEST_SELLING' })).toEqual([`${word} one`, `${word} two`]);
    expect(await titles(harness, word)).toEqual([`${word} one`, `${word} two`]);
  });
});

describe('a vendor', () => {
  it('that is suspended takes its products along, and brings them back', async () => {
    const word = fresh();
    const shop = await createVendorProjection(harness.deps, { name: `${word} store` });
    for (const colour of ['red', 'blue', 'green']) await createProduct(harness.deps, { vendorId: shop, title: `${word} ${colour}` });
    const payload = { vendorId: shop, ownerId: harness.deps.ids.next('User'), name: `${word} store`, slug: word.toLowerCase(), currency: 'USD' as const, country: 'US', reason: '' };
    const tell = (name: 'identity.vendor.suspended' | 'identity.vendor.reactivated', status: 'SUSPENDED' | 'APPROVED', version: number) =>
      harness.deliver(name, { ...payload, status }, { aggregateVersion: version });
    await tell('identity.vendor.suspended', 'SUSPENDED', 2);
    expect(await search(harness, word)).toMatchObject({ edges: [], totalCount: 0, facets: [], vendors: [] });
    const before = await digests(shop);
    await tell('identity.vendor.reactivated', 'APPROVED', 3);
    expect(await search(harness, word)).toMatchObject({ totalCount: 3, vendors: [{ id: encodeId('Vendor', shop) }] });
    expect(await digests(shop)).toEqual(before);
  });

  it('is found by its new name, and so are its products', async () => {
    const [before, after] = [fresh(), fresh()];
    const shop = await createVendorProjection(harness.deps, { name: before });
    await createProduct(harness.deps, { vendorId: shop, title: 'A thing' });
    const { payload } = vendorEvent(harness.deps, 'identity.vendor.updated', { ...{ vendorId: shop, ownerId: harness.deps.ids.next('User'), name: after }, slug: after, status: 'APPROVED', currency: 'USD', country: 'US', reason: '' }, 2);
    await harness.deliver('identity.vendor.updated', payload, { aggregateVersion: 2 });
    expect(await search(harness, before)).toMatchObject({ totalCount: 0, vendors: [] });
    expect(await search(harness, after)).toMatchObject({ totalCount: 1, vendors: [{ id: encodeId('Vendor', shop) }] });
  });

  const digests = async (shop: Id<'Vendor'>) =>
    harness.deps.db.reader.execute(sql`select d.digest from search_documents d join products p on p.id = d.product_id where p.vendor_id = ${shop} order by p.id`);
});

describe('a category', () => {
  it('that was renamed is found by its new name once the sweeper has been there, and all below it', async () => {
    const [word, before, after] = [fresh(), fresh(), fresh()];
    const top = await newCategory(before);
    const below = await newCategory('Below', top.id);
    await createProduct(harness.deps, { vendorId, title: word, categoryId: below.id });
    expect(await titles(harness, `${before} ${word}`)).toEqual([word]);
    await refreshCategories(harness.deps.db);
    expect(await refreshCategories(harness.deps.db)).toBe(0);
    const renamed = await updateCategory(harness.deps, { id: top.id, expectedVersion: 1, name: after });
    expect(renamed.ok).toBe(true);
    expect(await refreshCategories(harness.deps.db)).toBe(1);
    expect(await titles(harness, `${after} ${word}`)).toEqual([word]);
    expect(await titles(harness, `${before} ${word}`)).toEqual([]);
  });

  it('that was moved is filtered by its new place at once', async () => {
    const word = fresh();
    const [from, to] = [await newCategory('From'), await newCategory('To')];
    const moving = await newCategory('Moving', from.id);
    await createProduct(harness.deps, { vendorId, title: word, categoryId: moving.id });
    const inCategory = (id: string) => titles(harness, { query: word, filter: { categoryId: encodeId('Category', asId('Category', id)) } });
    expect([await inCategory(from.id), await inCategory(to.id)]).toEqual([[word], []]);
    expect((await moveCategory(harness.deps, { id: moving.id, parentId: to.id, position: null })).ok).toBe(true);
    expect([await inCategory(from.id), await inCategory(to.id)]).toEqual([[], [word]]);
  });

  it('that was never indexed brings all its products: after the migration nothing has been', async () => {
    const { db } = harness.deps;
    const word = fresh();
    await createProduct(harness.deps, { vendorId, title: word });
    await db.transaction(async (tx) => {
      await tx.delete(searchDocuments);
      await tx.delete(searchWords);
      await tx.delete(searchWordChanges);
      await tx.delete(searchCategories);
    });
    expect(await titles(harness, word)).toEqual([]);
    expect(await refreshCategories(db)).toBeGreaterThan(1);
    expect(await titles(harness, word)).toEqual([word]);
  });
});

describe('keeping up', () => {
  it('writes nothing where nothing is different', async () => {
    const { productId } = await createProduct(harness.deps, { vendorId, title: fresh() });
    const version = async () => {
      const [row] = await harness.deps.db.reader.execute<{ version: string }>(sql`select ctid::text || xmin::text as version from search_documents where product_id = ${productId}`);
      return row?.version;
    };
    const before = await version();
    await edit(productId, { seo: { title: 'For machines' } });
    expect(await version()).toBe(before);
    await rebuildSearchIndex(harness.deps.db);
    expect(await version()).toBe(before);
  });

  it('counts right when many save the same words at once', async () => {
    const word = fresh();
    const made = await Promise.all(Array.from({ length: 12 }, (_, index) => createProduct(harness.deps, { vendorId, title: `${word} ${index % 3}`, tags: ['crowd'] })));
    await Promise.all([
      ...made.slice(0, 4).map(({ productId }) => edit(productId, { title: `${word} again` })),
      ...made.slice(4, 8).map(({ productId: id }) => deleteProduct(harness.deps, owner(), { id, expectedVersion: null })),
      foldWords(harness.deps.db),
      rebuildSearchIndex(harness.deps.db),
      refreshCategories(harness.deps.db),
    ]);
    expect((await search(harness, word)).totalCount).toBe(8);
  });

  it('mends an index that was damaged', async () => {
    const { db } = harness.deps;
    const word = fresh();
    const { productId } = await createProduct(harness.deps, { vendorId, title: word });
    const { productId: hidden } = await createProduct(harness.deps, { vendorId, title: `${word} draft`, status: 'DRAFT' });
    await db.transaction(async (tx) => {
      await tx.execute(sql`update search_documents set vector = ''::tsvector, digest = '', sales_count = 77 where product_id = ${productId}`);
      await tx.execute(sql`insert into search_documents select ${hidden}::uuid, true, ${`'${word.toLowerCase()}':1A`}::tsvector, '{}', '', 'USD', 1, 1, true, 0, 0, ${'2026-01-01T00:00:00Z'}::timestamptz`);
      await tx.execute(sql`update search_words set uses = uses + 5 where uses > 1`);
      await tx.execute(sql`insert into search_words values ('ghostword', 3)`);
    });
    expect(await verifySearch(db)).not.toEqual([]);
    expect(await rebuildSearchIndex(db)).toBeGreaterThan(0);
    expect(await verifySearch(db)).toEqual([]);
    expect(await wrongCounts()).toEqual([]);
    expect(await titles(harness, word)).toEqual([word]);
  });
});

describe('walking the indexes', () => {
  it('uses that of documents and that of similar words', async () => {
    const plan = async (statement: string) =>
      harness.deps.db.transaction(async (tx) => {
        await tx.execute(sql`set local enable_seqscan = off`);
        return JSON.stringify([...(await tx.execute(sql.raw(`explain ${statement}`)))]);
      });
    expect(await plan(`select from search_documents d where d.listed and d.vector @@ '''lamp'''::tsquery and d.keys && array[':t:x']`)).toContain('search_documents_found');
    expect(await plan(`select word from search_words where word % 'lmap' and ascii(word) not in (35, 58, 126)`)).toContain('search_words_alike');
    expect(await plan(`select id from vendors where status = 'APPROVED' and 'aurora' <% search_plain(name)`)).toContain('vendors_similar_name');
  });
});
