import { encodeId, type SubgraphName } from '@marketgraph/kernel';
import { waitFor } from '@marketgraph/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphClient, GraphError } from '../../src/walkthrough/graph-client.ts';
import { CART_PAGE, ORDER_PAGE, PRODUCT_PAGE } from '../support/documents.ts';
import { expectInvariants } from '../support/invariants.ts';
import { must } from '../support/must.ts';
import { buyer as signInBuyer, member, storeAt } from '../support/people.ts';
import { addToCart, prepareCheckout, stockProduct, type StockedProduct } from '../support/shopping.ts';
import { startMarketplace, type Marketplace, type Visitor } from '../support/start-marketplace.ts';

type Tree = { readonly [field: string]: unknown };

/** In one process no subgraph dies alone, so these always run as seven. */
describe('a subgraph is killed (services; PLT-01)', () => {
  let marketplace: Marketplace;
  let buyer: Visitor;
  let owner: Visitor;
  let product: StockedProduct;
  let reviewedId: string;
  let orderId: string;

  beforeAll(async () => {
    marketplace = await startMarketplace({ form: 'services', demo: { vendors: 2, buyers: 3, products: 6, orders: 24 } });
    [owner, buyer] = await Promise.all([member(marketplace, 0, 'OWNER'), signInBuyer(marketplace, 0)]);
    product = await stockProduct(owner, storeAt(marketplace, 0).id, 'Still there', [10]);
    await marketplace.settled();
    await addToCart(buyer, must(product.variantIds[0], 'variant'));
    reviewedId = encodeId('Product', must(marketplace.demo.reviews[0], 'review').productId);
    orderId = encodeId('Order', must(marketplace.demo.orders.find((order) => order.buyerId === buyer.userId), 'order').id);
    return () => marketplace.stop();
  });

  /** Kills it as a machine would, and starts it again afterwards; the router stays as it is. */
  async function without(name: SubgraphName, look: () => Promise<void>): Promise<void> {
    const services = must(marketplace.services, 'services');
    await services.kill(name, 'SIGKILL');
    try {
      await look();
    } finally {
      await services.restart(name);
    }
  }

  const page = (id = reviewedId, client: GraphClient = marketplace.guest) => client.execute<{ product: Tree }>(PRODUCT_PAGE, { id });

  /** Every answer is whole again, from the same router. */
  async function expectWhole(ask: () => Promise<{ errors: readonly GraphError[]; data: unknown }>, whole: unknown): Promise<void> {
    await waitFor(async () => (await ask()).errors.length === 0, { timeoutMs: 20_000, what: 'an answer without errors' });
    expect((await ask()).data).toEqual(whole);
  }

  /** Where it hurts, each place once; lists without their indexes. */
  function places(errors: readonly GraphError[]): string[] {
    expect(new Set(errors.map(({ extensions }) => extensions?.code))).toEqual(new Set(['SUBGRAPH_UNAVAILABLE']));
    expect(errors.every(({ extensions }) => /^[0-9a-f]{32}$/.test(extensions?.traceId ?? ''))).toBe(true);
    return [...new Set(errors.map(({ path = [] }) => path.filter((step) => typeof step === 'string').join('.')))].toSorted();
  }

  it('social: the product page has no reviews, and everything else', async () => {
    const { data: whole } = await page();
    expect(whole?.product).toMatchObject({ rating: { count: expect.any(Number) } });
    await without('social', async () => {
      const { data, errors } = await page();
      expect(places(errors)).toEqual(['product.rating', 'product.related.rating', 'product.reviews', 'product.vendor.rating']);
      expect(data?.product).toEqual(withoutFields(must(whole, 'page').product, ['rating', 'reviews']));
      expect((await marketplace.guest.execute<Tree>('{ review(id: "rev_00000000000000000000000000") { id } }')).errors).toMatchObject([{ path: ['review'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    });
    await expectWhole(page, whole);
  });

  it('logistics: the cart is there and cannot be quoted; orders are there without their deliveries', async () => {
    const cart = () => buyer.graph.execute<{ cart: Tree }>(CART_PAGE);
    const order = () => buyer.graph.execute<{ order: Tree }>(ORDER_PAGE, { id: orderId });
    const [{ data: wholeCart }, { data: wholeOrder }, { data: wholePage }] = [await cart(), await order(), await page()];
    await without('logistics', async () => {
      expect(await cart()).toEqual({ data: wholeCart, errors: [] });
      const { data, errors } = await order();
      expect(places(errors)).toEqual(['order.deliveries']);
      expect(data?.order).toEqual(withoutFields(must(wholeOrder, 'order').order, ['deliveries']));
      const seen = await page();
      expect(places(seen.errors)).toEqual(['product.vendor.shippingOptions']);
      expect(seen.data?.product).toEqual(withoutFields(must(wholePage, 'page').product, ['shippingOptions']));
      const quote = await buyer.graph.request<{ cartShippingQuote: Tree }>(
        `mutation ($address: ShippingAddressInput!) { cartShippingQuote(input: { address: $address }) { __typename ... on UserError { retryable } } }`,
        { address: { recipient: 'B', phone: '+12025550199', line1: '1 Pine Street', city: 'Portland', country: 'US' } },
      );
      expect(quote.cartShippingQuote).toMatchObject({ retryable: true });
    });
    await expectWhole(order, wholeOrder);
    expect((await prepareCheckout(buyer)).shippingChoices).toHaveLength(1);
  });

  it('catalog: carts and orders keep what they know; a watcher of stock goes on where it was', async () => {
    const [variantId = ''] = product.variantIds;
    const watching = marketplace.guest.subscribe<{ variantStockChanged: { seq: number; snapshot: boolean; variant: { available: number } } }>(
      'subscription ($id: ID!) { variantStockChanged(variantId: $id) { seq snapshot variant { available } } }',
      { id: variantId },
    );
    const first = await watching.next();
    expect(first.variantStockChanged).toMatchObject({ snapshot: true, variant: { available: 10 } });
    const order = () => buyer.graph.execute<{ order: Tree }>(ORDER_PAGE, { id: orderId });
    const { data: wholeOrder } = await order();
    await without('catalog', async () => {
      const gone = await page();
      expect(gone.data).toEqual({ product: null });
      expect(places(gone.errors)).toEqual(['product']);
      const seen = await order();
      expect(places(seen.errors)).toEqual(['order.vendorOrders.items.product.title']);
      expect(seen.data?.order).toMatchObject(withoutFields(must(wholeOrder, 'order').order, ['product']));
      const { data, errors } = await buyer.graph.execute<{ cart: { itemCount: number; readyForCheckout: boolean } }>('{ cart { itemCount readyForCheckout lines { title quantity notices { __typename } } } }');
      expect(errors).toEqual([]);
      expect(data?.cart).toMatchObject({ itemCount: 1, readyForCheckout: false, lines: [{ title: 'Still there', quantity: 1, notices: [{ __typename: 'CartUncheckedNotice' }] }] });
    });
    await expectWhole(order, wholeOrder);
    await owner.graph.request('mutation ($id: ID!) { stockAdjust(input: { idempotencyKey: "down", reason: "counted", lines: [{ variantId: $id, to: 7 }] }) { __typename } }', { id: variantId });
    const { variantStockChanged: next } = await watching.next();
    expect(next).toMatchObject({ seq: first.variantStockChanged.seq + 1, snapshot: false, variant: { available: 7 } });
    watching.close();
  });

  it('identity: who is known goes on reading; nothing is changed on the word of a session that nobody can vouch for', async () => {
    const asked = () => buyer.graph.execute<{ orders: { nodes: Tree[] } }>('{ orders(first: 2) { nodes { number status } } }');
    const cart = () => buyer.graph.execute<{ cart: Tree }>(CART_PAGE);
    const [{ data: whole }, { data: wholePage }, { data: wholeCart }] = [await asked(), await page(), await cart()];
    await without('identity', async () => {
      expect(await asked()).toEqual({ data: whole, errors: [] });
      const seen = await page();
      // And at what another field of the page is made from.
      expect(places(seen.errors)).toEqual(expect.arrayContaining(['product.reviews.nodes.author.name', 'product.vendor.logoUrl', 'product.vendor.name', 'product.vendor.slug']));
      expect(seen.data?.product).toEqual(withoutFields(must(wholePage, 'page').product, ['vendor', 'author']));
      const inCart = await cart();
      expect(places(inCart.errors)).toEqual(['cart.vendors.vendor.name']);
      expect(inCart.data?.cart).toEqual(withoutFields(must(wholeCart, 'cart').cart, ['vendor']));
      const changed = await buyer.graph.execute('mutation { notificationMarkAllRead(input: {}) { __typename } }');
      expect(changed.data).toBeNull();
      expect(changed.errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    });
    await expectWhole(asked, whole);
    await waitFor(async () => (await buyer.graph.execute('mutation { notificationMarkAllRead(input: {}) { __typename } }')).errors.length === 0, { timeoutMs: 20_000, what: 'mutations' });
  });

  it('commerce and insights: the shop window stands', async () => {
    const { data: whole } = await page();
    const dashboard = () => owner.graph.execute<{ vendorDashboard: Tree }>('query ($id: ID!) { vendorDashboard(vendorId: $id, period: TODAY) { placed { count } } }', { id: encodeId('Vendor', storeAt(marketplace, 0).id) });
    const cart = () => buyer.graph.execute<{ cart: Tree }>(CART_PAGE);
    const [{ data: wholeDashboard }, { data: wholeCart }] = [await dashboard(), await cart()];
    await without('commerce', () =>
      without('insights', async () => {
        expect(await page()).toEqual({ data: whole, errors: [] });
        expect(places((await dashboard()).errors)).toEqual(['vendorDashboard']);
        const gone = await cart();
        expect(gone.data).toEqual({ cart: null });
        expect(places(gone.errors)).toEqual(['cart']);
      }),
    );
    await expectWhole(cart, wholeCart);
    await expectWhole(dashboard, wholeDashboard);
  });

  it('leaves nothing behind that does not add up', () => expectInvariants(marketplace));
});

/** The same tree with these fields null, wherever they stand. */
function withoutFields<Value>(tree: Value, names: readonly string[]): Value {
  if (Array.isArray(tree)) return tree.map((part: unknown) => withoutFields(part, names)) as Value;
  if (tree === null || typeof tree !== 'object') return tree;
  return Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, names.includes(name) ? null : withoutFields(value as unknown, names)])) as Value;
}
