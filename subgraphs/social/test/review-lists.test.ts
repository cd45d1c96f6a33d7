import { encodeId, MINUTE, type Id } from '@marketgraph/kernel';
import { buyer, guest } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bought, deliverItem, newId } from './support/events.ts';
import { startSocial, type Harness } from './support/harness.ts';
import { create, entity } from './support/review-operations.ts';

const RATINGS = [3, 5, 1, 5, 3, 4, 1, 3] as const;

let harness: Harness;
const vendorId = newId('Vendor');
const productId = newId('Product');
const other = newId('Product');

beforeAll(async () => {
  harness = await startSocial();
  for (const [index, rating] of RATINGS.entries()) {
    // Pairs share a moment: the id has to break the tie.
    if (index % 2 === 0) harness.deps.clock.advance(MINUTE);
    await write(productId, rating, `Number ${index}`);
  }
  await write(other, 2, 'Another');
});
afterAll(() => harness.stop());

async function write(product: Id<'Product'>, rating: number, title: string): Promise<void> {
  const item = bought({ vendorId, productId: product });
  await deliverItem(harness, item);
  await create(harness, buyer({ userId: item.buyerId }), product, { rating, title });
}

const LIST = (args: string): string => `reviews(${args}) { nodes { title rating } edges { cursor } pageInfo { hasNextPage endCursor } }`;

/** All pages of the list, by pages of three. */
async function walk(type: 'Product' | 'Vendor', id: string, sort: string): Promise<string[]> {
  const titles: string[] = [];
  let after = '';
  for (let page = 0; page < 10; page += 1) {
    const { reviews } = await entity(harness, guest(), type, id, LIST(`first: 3, sort: ${sort}${after === '' ? '' : `, after: "${after}"`}`));
    titles.push(...reviews.nodes.map(({ title }) => title));
    if (!reviews.pageInfo.hasNextPage) return titles;
    after = reviews.pageInfo.endCursor ?? '';
  }
  throw new Error('the list does not end');
}

describe('reviews of a product', () => {
  it.each([
    ['NEWEST', [7, 6, 5, 4, 3, 2, 1, 0]],
    ['HIGHEST', [3, 1, 5, 7, 4, 0, 6, 2]],
    ['LOWEST', [6, 2, 7, 4, 0, 5, 3, 1]],
  ])('are paged through by %s, each once', async (sort, order) => {
    expect(await walk('Product', encodeId('Product', productId), sort)).toEqual(order.map((index) => `Number ${index}`));
  });

  it('are part of those of the vendor', async () => {
    expect(await walk('Vendor', encodeId('Vendor', vendorId), 'NEWEST')).toEqual(['Another', ...RATINGS.map((_, index) => `Number ${RATINGS.length - 1 - index}`)]);
  });

  it('refuse the cursor of another order or list, and a page too large', async () => {
    const { reviews } = await entity(harness, guest(), 'Product', encodeId('Product', productId), LIST('first: 1, sort: HIGHEST'));
    const cursor = reviews.edges[0]?.cursor ?? '';
    for (const [type, id, args] of [
      ['Product', encodeId('Product', productId), `sort: NEWEST, after: "${cursor}"`],
      ['Vendor', encodeId('Vendor', vendorId), `sort: HIGHEST, after: "${cursor}"`],
      ['Product', encodeId('Product', productId), 'first: 101'],
      ['Product', encodeId('Product', productId), 'after: "junk"'],
    ] as const) {
      const document = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { ${LIST(args)} } } }`;
      const errors = await harness.client.as(guest()).errors(document, { representations: [{ __typename: type, id }] });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });
});

describe('statements', () => {
  const product = { __typename: 'Product', id: encodeId('Product', productId) };
  const PAGE = `rating { count averageHundredths distribution { stars count } } ${LIST('first: 5')}`;

  async function count(fields: string, representations: object[], viewer = guest()): Promise<number> {
    const document = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Product { ${fields} } ... on Vendor { ${fields} } } }`;
    harness.database.statements.reset();
    await harness.client.as(viewer).query(document, { representations });
    return harness.database.statements.statements.length;
  }

  it('a product page costs two: the rating and the first reviews', async () => {
    expect(await count(PAGE, [product])).toBe(2);
  });

  it('and no more for fifty products, each with its own page', async () => {
    const many = Array.from({ length: 50 }, () => ({ __typename: 'Product', id: encodeId('Product', newId('Product')) }));
    expect(await count(PAGE, [product, ...many])).toBe(2);
  });

  it('stay two where each of several lists has arguments of its own', async () => {
    expect(await count(`${PAGE} lowest: ${LIST('first: 2, sort: LOWEST')}`, [product])).toBe(2);
  });

  it('guests cost none to be told that they may not review; buyers cost two more', async () => {
    const fields = 'viewerCanReview { allowed reason } viewerReview { id }';
    const document = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Product { ${fields} } } }`;
    for (const [viewer, statements] of [[guest(), 0], [buyer(), 2]] as const) {
      harness.database.statements.reset();
      await harness.client.as(viewer).query(document, { representations: [product, { __typename: 'Product', id: encodeId('Product', other) }] });
      expect(harness.database.statements.statements).toHaveLength(statements);
    }
  });

  it('a hundred references to reviews cost one', async () => {
    const ids = await harness.deps.db.reader.execute<{ id: string }>('select id from reviews');
    const representations = ids.map(({ id }) => ({ __typename: 'Review', id: encodeId('Review', id as Id<'Review'>) }));
    harness.database.statements.reset();
    const { _entities: found } = await harness.client
      .as(guest())
      .query<{ _entities: { title: string }[] }>('query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Review { title product { id } author { id } } } }', { representations });
    expect(found).toHaveLength(9);
    expect(harness.database.statements.statements).toHaveLength(1);
  });
});

it('reads pages from an index, not from a sort', async () => {
  // Few rows: the planner has to be kept from reading the whole table.
  const plan = await harness.deps.db.transaction(async (tx) => {
    await tx.execute('set local enable_seqscan = off');
    await tx.execute('set local enable_bitmapscan = off');
    return tx.execute<{ 'QUERY PLAN': string }>(`explain select * from reviews where product_id = '${productId}' and status = 'PUBLISHED'
      and (created_at, id) < (timestamptz '2026-01-02', '00000000-0000-7000-8000-000000000000'::uuid) order by created_at desc, id desc limit 6`);
  });
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).toContain('Index Scan using reviews_newest_of_product');
  expect(text).not.toContain('Sort');
});
