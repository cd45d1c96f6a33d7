import { encodeId } from '@marketgraph/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCostMeter, type Cost } from '../support/cost.ts';
import { CART_PAGE, ORDER_PAGE, PRODUCT_LIST, PRODUCT_PAGE, SEARCH_PAGE } from '../support/documents.ts';
import { must } from '../support/must.ts';
import { buyer as signInBuyer, member, storeAt } from '../support/people.ts';
import { addToCart, CHECKOUT, prepareCheckout, stockProduct } from '../support/shopping.ts';
import { startMarketplace, type Marketplace, type Visitor } from '../support/start-marketplace.ts';

/** One more than written here is a regression, one less a reason to write the better figure down. */
describe('what an operation costs (counted in one process, since other processes do not tell)', () => {
  const meter = createCostMeter();
  let marketplace: Marketplace;
  let buyer: Visitor;
  let reviewedId: string;
  let variantIds: readonly (readonly string[])[];

  beforeAll(async () => {
    marketplace = await startMarketplace({ form: 'one-process', demo: { vendors: 3, buyers: 3, products: 24, orders: 40 }, ...meter });
    const [first, second] = await Promise.all([member(marketplace, 0, 'OWNER'), member(marketplace, 1, 'OWNER')]);
    buyer = await signInBuyer(marketplace, 1);
    const stores = [
      stockProduct(first, storeAt(marketplace, 0).id, 'Here', [50, 50, 50]),
      stockProduct(second, storeAt(marketplace, 1).id, 'There', [50, 50, 50]),
    ];
    variantIds = (await Promise.all(stores)).map((product) => product.variantIds);
    reviewedId = encodeId('Product', must(marketplace.demo.reviews[0], 'review').productId);
    await marketplace.settled();
    return () => marketplace.stop();
  });

  function ask<Data>(query: string, variables: Readonly<Record<string, unknown>>, who?: Visitor): Promise<{ answer: Data; cost: Cost }> {
    return meter.measure(async () => {
      const authorization = who === undefined ? {} : { authorization: `Bearer ${who.accessToken}` };
      const { data, errors } = await must(marketplace.one, 'process').router.execute({ query, variables, ...authorization });
      expect(errors).toBeUndefined();
      return data as Data;
    });
  }

  /** Of the second time: the first one is planned, and who asks is looked up. */
  async function costOf(query: string, variables: Readonly<Record<string, unknown>>, who?: Visitor): Promise<Cost> {
    await ask(query, variables, who);
    return (await ask(query, variables, who)).cost;
  }

  it('the product page: seven fetches from four subgraphs', async () => {
    expect(await costOf(PRODUCT_PAGE, { id: reviewedId })).toEqual({
      fetches: { catalog: 1, identity: 2, logistics: 1, social: 3 },
      statements: { catalog: 6, identity: 2, logistics: 1, social: 4 },
    });
  });

  it.each([2, 20])('a list of %i products: the same for many as for few', async (first) => {
    expect(await costOf(PRODUCT_LIST, { first })).toEqual({ fetches: { catalog: 1, identity: 1, social: 1 }, statements: { catalog: 2, identity: 1, social: 1 } });
  });

  it.each([2, 20])('a search that shows %i products: hits, their count, facets, stores', async (first) => {
    const { answer } = await ask<{ search: { totalCount: number } }>(SEARCH_PAGE, { query: 'organic', first });
    expect(answer.search.totalCount).toBeGreaterThan(2);
    expect(await costOf(SEARCH_PAGE, { query: 'organic', first })).toEqual({ fetches: { catalog: 1, identity: 1, social: 1 }, statements: { catalog: 5, identity: 1, social: 1 } });
  });

  it('a cart of two stores: the same for six lines as for two', async () => {
    const cart = { fetches: { commerce: 1, catalog: 2, identity: 1 }, statements: { commerce: 2, catalog: 3, identity: 1 } };
    for (const [variantId = ''] of variantIds) await addToCart(buyer, variantId);
    expect(await costOf(CART_PAGE, {}, buyer)).toEqual(cart);
    for (const variantId of variantIds.flatMap(([, ...others]) => others)) await addToCart(buyer, variantId);
    expect(await costOf(CART_PAGE, {}, buyer)).toEqual(cart);
  });

  it('a checkout of six lines in two stores, and the page of its order', async () => {
    const input = await prepareCheckout(buyer);
    const { answer, cost } = await ask<{ checkout: { __typename: string; order: { id: string } } }>(CHECKOUT, { input }, buyer);
    expect(answer.checkout.__typename).toBe('CheckoutSuccess');
    expect(cost).toEqual({ fetches: { commerce: 1 }, statements: { commerce: 17, catalog: 10, logistics: 1 } });
    // A repeated call reads its answer.
    expect(await costOf(CHECKOUT, { input }, buyer)).toEqual({ fetches: { commerce: 1 }, statements: { commerce: 4 } });
    expect(await costOf(ORDER_PAGE, { id: answer.checkout.order.id }, buyer)).toEqual({ fetches: { commerce: 1, catalog: 1, logistics: 1 }, statements: { commerce: 3, catalog: 1, logistics: 1 } });
  });
});
