import { verifyStock } from '@marketgraph/catalog';
import { verifyLedger } from '@marketgraph/commerce';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addToCart, available, checkOut, orderWhen, payAtProvider, prepareCheckout, stockProduct, type CheckoutAnswer } from '../support/shopping.ts';
import { startMarketplace, type Marketplace, type Visitor } from '../support/start-marketplace.ts';

const BUYERS = 200;
const UNITS = 10;

describe('many buyers at the same moment (CAT-07, COM-02)', () => {
  let marketplace: Marketplace;
  let owner: Visitor;
  let buyers: Visitor[];

  beforeAll(async () => {
    const t = performance.now();
    marketplace = await startMarketplace({ demo: { vendors: 2, buyers: BUYERS, products: 2, orders: 0 } });
    const { users, vendors } = marketplace.demo;
    const [store] = vendors;
    owner = await marketplace.signIn(store!.team[0]!.userId);
    buyers = await Promise.all(users.filter(({ email }) => email.startsWith('buyer')).map(({ id }) => marketplace.signIn(id)));
    console.log('start', performance.now() - t);
  });

  afterAll(() => marketplace.stop());

  it(`sells ${UNITS} units to ${UNITS} of ${BUYERS}`, async () => {
    let t = performance.now();
    const lap = (what: string) => { console.log(what, Math.round(performance.now() - t)); t = performance.now(); };
    const product = await stockProduct(owner, marketplace.demo.vendors[0]!.id, 'Sought after', [UNITS]);
    const [variantId = ''] = product.variantIds;
    await marketplace.settled();
    lap('product');
    await Promise.all(buyers.map((buyer) => addToCart(buyer, variantId)));
    lap('carts');
    const inputs = await Promise.all(buyers.map((buyer) => prepareCheckout(buyer)));
    lap('quotes');
    const answers = await Promise.all(buyers.map((buyer, index) => checkOut(buyer, inputs[index]!)));
    lap('checkouts');
    const won = answers.flatMap((answer, index) => (answer.__typename === 'CheckoutSuccess' ? [{ answer, buyer: buyers[index]! }] : []));
    console.log(Map.groupBy(answers, (a) => a.__typename).entries().map(([k, v]) => [k, v.length]).toArray());
    expect(won).toHaveLength(UNITS);
    await Promise.all(won.map(({ answer }) => payAtProvider(marketplace, answer.payment!)));
    await Promise.all(won.map(({ answer, buyer }) => orderWhen(buyer, answer.order!.id, 'PAID')));
    lap('paid');
    await marketplace.settled();
    lap('settled');
    expect(await available(marketplace, product.id)).toEqual([0]);
    const rows = await marketplace.databases.of('catalog').reader.execute(sql`select state, count(*)::int as n from reservations group by 1 order by 1`);
    console.log(rows);
    expect(await verifyStock(marketplace.databases.of('catalog'))).toEqual([]);
    expect((await verifyLedger(marketplace.databases.of('commerce'))).violations).toEqual([]);
    expect(marketplace.complaints).toEqual([]);
    lap('verified');
  });
});
