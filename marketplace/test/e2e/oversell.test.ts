import { randomUUID } from 'node:crypto';
import { decodeId } from '@marketgraph/kernel';
import { waitFor } from '@marketgraph/testing';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectInvariants, reservations } from '../support/invariants.ts';
import { must } from '../support/must.ts';
import { buyers as signInBuyers, member, storeAt } from '../support/people.ts';
import { addToCart, available, checkOut, checkOutPatiently, orderPlaced, orderState, payAtProvider, prepareCheckout, stockProduct, type CheckoutAnswer } from '../support/shopping.ts';
import { FORM, startMarketplace, type Marketplace, type Visitor } from '../support/start-marketplace.ts';

const BUYERS = 200;
const UNITS = 10;
const CROWD = 24;
const LINES = 8;

interface Winner {
  readonly buyer: Visitor;
  readonly orderId: string;
  readonly answer: CheckoutAnswer;
}

describe(`many buyers at the same moment (${FORM}; CAT-07, COM-02)`, () => {
  let marketplace: Marketplace;
  let owner: Visitor;
  let buyers: readonly Visitor[];

  beforeAll(async () => {
    marketplace = await startMarketplace({ demo: { vendors: 2, buyers: BUYERS, products: 2, orders: 0 } });
    [owner, buyers] = await Promise.all([member(marketplace, 0, 'OWNER'), signInBuyers(marketplace, BUYERS)]);
    return () => marketplace.stop();
  });

  async function onSale(title: string, quantities: readonly number[]): Promise<{ id: string; variantIds: readonly string[] }> {
    const product = await stockProduct(owner, storeAt(marketplace, 0).id, title, quantities);
    await marketplace.settled();
    return product;
  }

  /** All of them at once. Whoever was sold something, and everybody's kind of answer. */
  async function checkOutTogether(crowd: readonly Visitor[]): Promise<{ winners: Winner[]; answers: Record<string, number>; refusals: CheckoutAnswer[] }> {
    const ready = await Promise.all(crowd.map(async (buyer) => ({ buyer, input: await prepareCheckout(buyer) })));
    const answered = await Promise.all(ready.map(async ({ buyer, input }) => ({ buyer, answer: await checkOutPatiently(buyer, input) })));
    const answers: Record<string, number> = {};
    for (const { answer } of answered) answers[answer.__typename] = (answers[answer.__typename] ?? 0) + 1;
    const winners = answered.flatMap(({ buyer, answer }) => (answer.order === undefined ? [] : [{ buyer, answer, orderId: answer.order.id }]));
    return { winners, answers, refusals: answered.map(({ answer }) => answer).filter(({ order }) => order === undefined) };
  }

  it(`sells ${UNITS} units to exactly ${UNITS} of ${BUYERS} buyers`, async () => {
    const { id, variantIds } = await onSale('Sought after', [UNITS]);
    const variantId = must(variantIds[0], 'variant');
    await Promise.all(buyers.map((buyer) => addToCart(buyer, variantId)));
    const { winners, answers, refusals } = await checkOutTogether(buyers);
    expect(answers).toEqual({ CheckoutSuccess: UNITS, InsufficientStock: BUYERS - UNITS });
    for (const { lines } of refusals) expect(lines).toEqual([{ variantId, requested: 1, available: 0 }]);
    expect(await available(marketplace, id)).toEqual([0]);

    await Promise.all(winners.map(({ answer }) => payAtProvider(marketplace, must(answer.payment, 'payment'))));
    const states = await Promise.all(winners.map(({ buyer, orderId }) => orderPlaced(buyer, orderId)));
    expect(states.map(({ payment }) => payment.status)).toEqual(winners.map(() => 'PAID'));
    await expectInvariants(marketplace);
    expect(await available(marketplace, id)).toEqual([0]);
    expect(await reservations(marketplace)).toEqual({ COMMITTED: UNITS, REFUSED: BUYERS - UNITS });
    const intents = await marketplace.sandboxes.control.stripe.countIntentsBy('order_id');
    expect(Object.values(intents)).toEqual(winners.map(() => 1));
  });

  it('gives carts of many lines all or nothing, in whatever order their lines stand, and takes back what nobody pays', async () => {
    const before = await reservations(marketplace);
    // Two variants are short, at either end: whoever takes the lines one by one gets stuck with half of them.
    const stock = Array.from({ length: LINES }, (_, index) => (index === 0 || index === LINES - 1 ? CROWD / 2 : CROWD));
    const { id, variantIds } = await onSale('A set', stock);
    const crowd = buyers.slice(0, CROWD);
    await Promise.all(crowd.map((buyer, index) => addAll(buyer, index % 2 === 0 ? variantIds : variantIds.toReversed())));
    const { winners, answers } = await checkOutTogether(crowd);
    expect(answers).toEqual({ CheckoutSuccess: CROWD / 2, InsufficientStock: CROWD / 2 });
    expect(await available(marketplace, id)).toEqual(stock.map((quantity) => quantity - CROWD / 2));
    expect(await reservations(marketplace)).toEqual({ ...before, HELD: CROWD / 2, REFUSED: (before['REFUSED'] ?? 0) + CROWD / 2 });

    await letOrdersExpire();
    await waitFor(async () => (await reservations(marketplace))['HELD'] === undefined, { timeoutMs: 20_000, what: 'no reservation left' });
    const states = await Promise.all(winners.map(({ buyer, orderId }) => orderState(buyer, orderId)));
    expect(states.map(({ status }) => status)).toEqual(winners.map(() => 'EXPIRED'));
    expect(await available(marketplace, id)).toEqual(stock);
    await expectInvariants(marketplace);
  });

  it('makes one order and one payment of twenty calls with one key', async () => {
    const { id, variantIds } = await onSale('Wanted by one', [5]);
    const buyer = must(buyers[CROWD], 'buyer');
    await emptyCart(buyer);
    await addToCart(buyer, must(variantIds[0], 'variant'), 2);
    const input = { ...(await prepareCheckout(buyer)), idempotencyKey: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => checkOut(buyer, input)));
    const first = must(answers[0], 'answer');
    expect(first.__typename).toBe('CheckoutSuccess');
    for (const answer of answers) expect(answer).toEqual(first);
    const orderId = must(decodeId('Order', must(first.order, 'order').id), 'order id');
    expect(await marketplace.sandboxes.control.stripe.countIntents({ order_id: orderId })).toMatchObject({ count: 1 });
    expect(await available(marketplace, id)).toEqual([3]);

    const { orders } = await buyer.graph.request<{ orders: { nodes: { status: string }[] } }>('{ orders(first: 10, filter: { status: [AWAITING_PAYMENT] }) { nodes { status } } }');
    expect(orders.nodes).toHaveLength(1);
    // Late, and with the cart long empty: still the same answer. Another body under the same key is a mistake.
    expect(await checkOut(buyer, input)).toEqual(first);
    const address = { ...input.shippingAddress, line1: '2 Pine Street' };
    expect(await checkOut(buyer, { ...input, shippingAddress: address })).toMatchObject({ __typename: 'IdempotencyConflict' });
    await expectInvariants(marketplace);
  });

  /** As if their time were over: an order waits five minutes at least, which no test does. */
  async function letOrdersExpire(): Promise<void> {
    await marketplace.databases.of('commerce').transaction((tx) => tx.execute(sql`update orders set expires_at = created_at where status = 'AWAITING_PAYMENT'`));
  }
});

async function addAll(buyer: Visitor, variantIds: readonly string[]): Promise<void> {
  await emptyCart(buyer);
  const lines = variantIds.map((id, index) => `line${index}: cartLineAdd(input: { variantId: "${id}" }) { __typename }`);
  const answer = await buyer.graph.request<Record<string, { __typename: string }>>(`mutation { ${lines.join(' ')} }`);
  expect(Object.values(answer)).toEqual(variantIds.map(() => ({ __typename: 'CartLineAddSuccess' })));
}

async function emptyCart(buyer: Visitor): Promise<void> {
  const { cart } = await buyer.graph.request<{ cart: { lines: { id: string }[] } | null }>('{ cart { lines { id } } }');
  for (const { id } of cart?.lines ?? []) {
    await buyer.graph.request('mutation ($id: ID!) { cartLineRemove(input: { lineId: $id }) { __typename } }', { id });
  }
}
