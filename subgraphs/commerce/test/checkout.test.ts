import { buyer, guest, vendorMember } from '@marketgraph/testing';
import { addMilliseconds, encodeId, HOUR, MINUTE, SECOND, type Id } from '@marketgraph/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHarness, type Harness } from './support/harness.ts';
import { addToCart, ADDRESS, CHECKOUT, checkOut, intentOf, pay, quoteShipping, readyToCheckOut, type CheckedOut, type CheckoutVariables } from './support/shopping.ts';

const CART = `query ($token: String) { cart(token: $token) { id itemCount lines { quantity seenPrice { amount } } readyForCheckout } }`;

describe('COM-02 checkout', () => {
  let harness: Harness;
  let first: Id<'Vendor'>;
  let second: Id<'Vendor'>;

  beforeAll(async () => {
    harness = await createHarness();
    first = harness.vendor();
    second = harness.vendor();
  });
  afterAll(async () => {
    await harness.verify();
    await harness.stop();
  });

  const itemsInCart = async (viewer: ReturnType<typeof buyer>) => (await harness.client.as(viewer).query<{ cart: { itemCount: number } | null }>(CART)).cart?.itemCount ?? 0;
  const intentsOf = async ({ order }: CheckedOut) => harness.stripe.paymentIntents.list({ limit: 100 }).then(({ data }) => data.filter((intent) => intent.description === order.number));

  it('makes one order with a part for each vendor and one payment, and empties the cart', async () => {
    const viewer = buyer();
    const lamp = harness.catalog.add(first, { price: 2_500n });
    const chair = harness.catalog.add(second, { price: 9_999n, title: 'Chair' });
    const input = await readyToCheckOut(harness, viewer, [{ variantId: lamp.id, quantity: 2 }, { variantId: chair.id, quantity: 1 }]);
    const made = await checkOut(harness, viewer, input);

    expect(made).toMatchObject({
      __typename: 'CheckoutSuccess',
      order: {
        status: 'AWAITING_PAYMENT',
        subtotal: { amount: '14999' },
        shipping: { amount: '1198' },
        total: { amount: '16197', currency: 'USD' },
        availableActions: ['PAY', 'CANCEL'],
        vendorOrders: [
          { number: `${made.order.number}-1`, status: 'AWAITING_PAYMENT', gross: { amount: '5599' }, vendor: { id: encodeId('Vendor', first) }, items: [{ quantity: 2, status: 'PENDING', unitPrice: { amount: '2500' }, total: { amount: '5000' } }] },
          { number: `${made.order.number}-2`, status: 'AWAITING_PAYMENT', gross: { amount: '10598' }, vendor: { id: encodeId('Vendor', second) } },
        ],
      },
      payment: { status: 'AWAITING_PAYMENT', amount: { amount: '16197' }, publishableKey: 'pk_test_commerce' },
    });
    expect(made.order.number).toMatch(/^MG-\d{6}$/);
    expect(await intentsOf(made)).toMatchObject([{ amount: 16_197, currency: 'usd', status: 'requires_payment_method' }]);
    expect(await itemsInCart(viewer)).toBe(0);
    expect([harness.catalog.held(lamp.id), harness.catalog.held(chair.id)]).toEqual([2, 1]);
  });

  it('makes one order and one payment of twenty equal calls at once, and gives all the same answer', async () => {
    const viewer = buyer();
    const variant = harness.catalog.add(first, { available: 40 });
    const input = await readyToCheckOut(harness, viewer, [{ variantId: variant.id, quantity: 2 }]);
    const answers = await Promise.all(Array.from({ length: 20 }, () => checkOut(harness, viewer, input)));

    expect(answers[0]).toMatchObject({ __typename: 'CheckoutSuccess' });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const [made] = answers;
    if (made === undefined) throw new Error('no answer');
    expect((await intentsOf(made)).length).toBe(1);
    expect(harness.catalog.held(variant.id)).toBe(2);
    expect(await checkOut(harness, viewer, input)).toEqual(made);
    const { orders } = await harness.client.as(viewer).query<{ orders: { nodes: unknown[] } }>('{ orders { nodes { id } } }');
    expect(orders.nodes.length).toBe(1);
  });

  it('calls another input with the same key a conflict, and does nothing', async () => {
    const viewer = buyer();
    const variant = harness.catalog.add(first);
    const input = await readyToCheckOut(harness, viewer, [{ variantId: variant.id, quantity: 1 }]);
    await checkOut(harness, viewer, input);
    const other = { ...input, shippingAddress: { ...ADDRESS, line1: '2 Analytical Way' } };
    expect(await checkOut(harness, viewer, other)).toMatchObject({ __typename: 'IdempotencyConflict', path: ['input', 'idempotencyKey'], retryable: false });
    expect(harness.catalog.held(variant.id)).toBe(1);
  });

  it("keeps one buyer's keys apart from another's", async () => {
    const variant = harness.catalog.add(first);
    const [one, two] = [buyer(), buyer()];
    const made = await checkOut(harness, one, await readyToCheckOut(harness, one, [{ variantId: variant.id, quantity: 1 }], 'same'));
    const other = await checkOut(harness, two, await readyToCheckOut(harness, two, [{ variantId: variant.id, quantity: 1 }], 'same'));
    expect([made.__typename, other.__typename]).toEqual(['CheckoutSuccess', 'CheckoutSuccess']);
    expect(made.order.id).not.toBe(other.order.id);
  });

  it('makes one order of a cart that is checked out under two keys at once', async () => {
    const viewer = buyer();
    const variant = harness.catalog.add(first);
    const input = await readyToCheckOut(harness, viewer, [{ variantId: variant.id, quantity: 1 }]);
    const answers = await Promise.all(['a', 'b'].map((idempotencyKey) => checkOut(harness, viewer, { ...input, idempotencyKey })));
    const kinds = answers.map(({ __typename }) => __typename).toSorted();
    expect(kinds[1]).toBe('CheckoutSuccess');
    expect(['CartChanged', 'CartEmpty']).toContain(kinds[0]);
    expect(harness.catalog.held(variant.id)).toBe(1);
  });

  it('sells ten pieces to ten of thirty buyers, and tells the others what is left', async () => {
    const variant = harness.catalog.add(first, { available: 1_000 });
    const inputs = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const viewer = buyer();
        return { viewer, input: await readyToCheckOut(harness, viewer, [{ variantId: variant.id, quantity: 1 }]) };
      }),
    );
    variant.available = 10;
    const answers = await Promise.all(inputs.map(({ viewer, input }) => checkOut(harness, viewer, input)));
    const refused = answers.filter(({ __typename }) => __typename === 'InsufficientStock');
    expect(answers.filter(({ __typename }) => __typename === 'CheckoutSuccess').length).toBe(10);
    expect(refused.length).toBe(20);
    for (const { lines } of refused) expect(lines).toEqual([{ variantId: encodeId('ProductVariant', variant.id), requested: 1, available: 0 }]);
    expect([variant.available, harness.catalog.held(variant.id)]).toEqual([0, 10]);
  });

  interface Failing {
    readonly input: CheckoutVariables;
    readonly viewer: ReturnType<typeof buyer>;
    readonly variant: ReturnType<Harness['catalog']['add']>;
  }
  const prepared = async (viewer = buyer()): Promise<Failing> => {
    const variant = harness.catalog.add(first);
    return { viewer, variant, input: await readyToCheckOut(harness, viewer, [{ variantId: variant.id, quantity: 3 }]) };
  };
  /** Everything is as it was: cart, stock, no order, no payment. */
  async function expectNothingLeft({ viewer, variant }: Failing, available = 10): Promise<void> {
    expect(await itemsInCart(viewer)).toBe(3);
    expect([variant.available, harness.catalog.held(variant.id)]).toEqual([available, 0]);
    const { orders } = await harness.client.as(viewer).query<{ orders: { nodes: { status: string }[] } }>('{ orders { nodes { status } } }');
    expect(orders.nodes.filter(({ status }) => status !== 'EXPIRED')).toEqual([]);
  }

  it('says what is left where there is too little, the same to every call with the key', async () => {
    const failing = await prepared();
    failing.variant.available = 2;
    const expected = { __typename: 'InsufficientStock', code: 'INSUFFICIENT_STOCK', message: 'There is not enough in stock.', path: [], retryable: false, lines: [{ variantId: encodeId('ProductVariant', failing.variant.id), requested: 3, available: 2 }] };
    expect(await checkOut(harness, failing.viewer, failing.input)).toEqual(expected);
    failing.variant.available = 10;
    expect(await checkOut(harness, failing.viewer, failing.input)).toEqual(expected);
    await expectNothingLeft(failing);
    expect((await checkOut(harness, failing.viewer, { ...failing.input, idempotencyKey: 'another' })).__typename).toBe('CheckoutSuccess');
  });

  it('says what it costs now where a price has changed, and sells at the accepted total', async () => {
    const failing = await prepared();
    failing.variant.price = 1_100n;
    expect(await checkOut(harness, failing.viewer, failing.input)).toMatchObject({
      __typename: 'CartPriceChanged',
      lines: [{ variantId: encodeId('ProductVariant', failing.variant.id), oldPrice: { amount: '1000' }, newPrice: { amount: '1100' } }],
      total: { amount: '3899' },
    });
    await expectNothingLeft(failing);
    const accepted = { ...failing.input, idempotencyKey: 'accepted', acceptedTotal: '3899' };
    expect(await checkOut(harness, failing.viewer, accepted)).toMatchObject({ __typename: 'CheckoutSuccess', order: { total: { amount: '3899' } } });
  });

  it.each<[string, (failing: Failing) => CheckoutVariables | undefined, object]>([
    ['shipping was quoted for another address', ({ input }) => ({ ...input, shippingAddress: { ...ADDRESS, city: 'Anchorage' } }), { __typename: 'ShippingQuoteExpired', vendorIds: ['first'] }],
    ['no shipping was chosen', ({ input }) => ({ ...input, shippingChoices: [] }), { __typename: 'ShippingQuoteExpired', vendorIds: ['first'] }],
    [
      'something is not for sale any more',
      ({ variant, input }) => {
        variant.purchasable = false;
        return input;
      },
      { __typename: 'CartLinesUnavailable' },
    ],
    ['the address has no telephone', ({ input }) => ({ ...input, shippingAddress: { ...ADDRESS, phone: '12345' } }), { __typename: 'InvalidInput', path: ['input', 'shippingAddress', 'phone'] }],
    ['the key is empty', ({ input }) => ({ ...input, idempotencyKey: '' }), { __typename: 'InvalidInput', path: ['input', 'idempotencyKey'] }],
    ['the accepted total is another', ({ input }) => ({ ...input, acceptedTotal: '1' }), { __typename: 'CartPriceChanged', total: { amount: '3599' } }],
    ["the cart is somebody else's", ({ input }) => ({ ...input, cartId: encodeId('Cart', '01890000-0000-7000-8000-00000000abcd' as Id<'Cart'>) }), { __typename: 'NotFound' }],
  ])('leaves nothing behind where %s', async (_why, change, expected) => {
    const failing = await prepared();
    const answer = await checkOut(harness, failing.viewer, change(failing) ?? failing.input);
    const own = JSON.parse(JSON.stringify(answer).replaceAll(encodeId('Vendor', first), 'first')) as object;
    expect(own).toMatchObject(expected);
    failing.variant.purchasable = true;
    await expectNothingLeft(failing);
  });

  it('wants new quotes when the old ones have expired', async () => {
    const failing = await prepared();
    harness.deps.clock.advance(HOUR + SECOND);
    expect(await checkOut(harness, failing.viewer, failing.input)).toMatchObject({ __typename: 'ShippingQuoteExpired', vendorIds: [encodeId('Vendor', first)] });
    await expectNothingLeft(failing);
  });

  it('wants new quotes when the cart has changed since', async () => {
    const failing = await prepared();
    await addToCart(harness, failing.viewer, { variantId: failing.variant.id, quantity: 1 });
    expect(await checkOut(harness, failing.viewer, failing.input)).toMatchObject({ __typename: 'ShippingQuoteExpired' });
  });

  it.each(['catalog', 'logistics'] as const)('undoes what was begun while %s is away, and takes the same request again afterwards', async (peer) => {
    const failing = await prepared();
    harness.deps.peers.down(peer);
    const answer = await checkOut(harness, failing.viewer, failing.input);
    expect(answer).toMatchObject({ __typename: 'CheckoutUnavailable', retryable: true });
    harness.deps.peers.up(peer);
    harness.deps.clock.advance(31 * SECOND);
    await harness.sweep('checkout.resume');
    await expectNothingLeft(failing);
    expect((await checkOut(harness, failing.viewer, failing.input)).__typename).toBe('CheckoutSuccess');
  });

  it('gives the order up and the lines back while the payment provider is away, and takes the same request again', async () => {
    const failing = await prepared();
    await harness.sandbox.control.failNext({ match: { method: 'POST', path: '^/v1/payment_intents$' }, times: 3, status: 503 });
    expect(await checkOut(harness, failing.viewer, failing.input)).toMatchObject({ __typename: 'PaymentUnavailable', retryable: true });
    expect(await itemsInCart(failing.viewer)).toBe(3);
    expect((await harness.events()).at(-1)).toBe('commerce.order.expired');

    const made = await checkOut(harness, failing.viewer, failing.input);
    expect(made).toMatchObject({ __typename: 'CheckoutSuccess', order: { status: 'AWAITING_PAYMENT' } });
    expect(await itemsInCart(failing.viewer)).toBe(0);
    // What was perhaps made for the first order is looked for, and ended.
    await harness.sweep('payment.poll');
    const { data } = await harness.stripe.paymentIntents.list({ limit: 10 });
    expect(data.filter(({ status }) => status !== 'canceled').filter(({ description }) => description === made.order.number).length).toBe(1);
  });

  it('cancels a payment whose creation was lost on the way back', async () => {
    const failing = await prepared();
    await harness.sandbox.control.failNext({ match: { method: 'POST', path: '^/v1/payment_intents$' }, times: 3, effect: 'after', hangUp: true });
    expect(await checkOut(harness, failing.viewer, failing.input)).toMatchObject({ __typename: 'PaymentUnavailable' });
    harness.deps.clock.advance(MINUTE);
    await harness.sweep('payment.poll');
    const { orders } = await harness.client.as(failing.viewer).query<{ orders: { nodes: { number: string; payment: { status: string } }[] } }>('{ orders { nodes { number payment { status } } } }');
    const { data } = await harness.stripe.paymentIntents.list({ limit: 100 });
    expect(orders.nodes.map(({ payment }) => payment.status)).toEqual(['EXPIRED']);
    expect(data.filter(({ description }) => description === orders.nodes[0]?.number).map(({ status }) => status)).toEqual(['canceled']);
  });

  it('refuses an empty cart, an unverified address, an owner of a store and a guest', async () => {
    const viewer = buyer();
    const { input } = await prepared(viewer);
    const unverified = { ...viewer, emailVerified: false };
    const owner = { ...vendorMember(first, 'OWNER'), userId: viewer.userId };
    expect(await checkOut(harness, unverified, input)).toMatchObject({ __typename: 'CheckoutEmailNotVerified' });
    expect(await checkOut(harness, owner, input)).toMatchObject({ __typename: 'VendorsMayNotBuy' });
    expect((await harness.client.as(guest()).errors(CHECKOUT, { input }))[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    const staff = { ...vendorMember(first, 'STAFF'), userId: viewer.userId };
    expect((await checkOut(harness, staff, input)).__typename).toBe('CheckoutSuccess');
    expect(await checkOut(harness, viewer, { ...input, idempotencyKey: 'once more' })).toMatchObject({ __typename: 'CartEmpty' });
  });

  it("checks a guest's cart out for whoever signs in with its token, and for nobody without it", async () => {
    const { cartCreate } = await harness.client.as(guest()).mutate<{ cartCreate: { token: string; cart: { id: string } } }>('mutation { cartCreate { ... on CartCreateSuccess { token cart { id } } } }');
    const variant = harness.catalog.add(first);
    await addToCart(harness, guest(), { variantId: variant.id, quantity: 1 }, cartCreate.token);
    const { vendors } = await quoteShipping(harness, guest(), ADDRESS, cartCreate.token);
    const shippingChoices = vendors.map(({ vendor, options }) => ({ vendorId: vendor.id, quoteId: options[0]?.quoteId ?? '' }));
    const input = { cartId: cartCreate.cart.id, idempotencyKey: 'guest', shippingAddress: ADDRESS, shippingChoices };
    const viewer = buyer();
    expect(await checkOut(harness, viewer, input)).toMatchObject({ __typename: 'NotFound' });
    expect((await checkOut(harness, viewer, { ...input, cartToken: cartCreate.token })).__typename).toBe('CheckoutSuccess');
  });

  it('sends a fixed number of SQL statements, however many lines', async () => {
    const counts: number[] = [];
    // The provider's news of what it made would be stored meanwhile, and counted.
    await harness.sandbox.control.setWebhookMode({ mode: 'hold' });
    for (const lines of [1, 6]) {
      const viewer = buyer();
      const wanted = Array.from({ length: lines }, (_, index) => ({ variantId: harness.catalog.add(index % 2 === 0 ? first : second).id, quantity: 1 }));
      const input = await readyToCheckOut(harness, viewer, wanted);
      harness.database.statements.reset();
      const answer = await harness.client.as(viewer).mutate<{ checkout: { __typename: string } }>(
        'mutation ($input: CheckoutInput!) { checkout(input: $input) { __typename ... on CheckoutSuccess { order { id } payment { clientSecret } } } }',
        { input },
      );
      expect(answer.checkout.__typename).toBe('CheckoutSuccess');
      counts.push(harness.database.statements.statements.length);
    }
    await harness.sandbox.control.setWebhookMode({ mode: 'normal' });
    expect(counts).toEqual([16, 16]);
  });

  it('holds stock longer than the order waits', async () => {
    const { viewer, input, variant } = await prepared();
    await checkOut(harness, viewer, input);
    const held = [...harness.catalog.reservations.values()].find(({ lines }) => lines[0]?.variantId === encodeId('ProductVariant', variant.id));
    expect(held?.expiresAt).toBe(addMilliseconds(harness.deps.clock.now(), 45 * MINUTE).toISOString());
  });

  it('is paid with the client secret it answers', async () => {
    const { viewer, input } = await prepared();
    const made = await checkOut(harness, viewer, input);
    expect(intentOf(made)).toMatch(/^pi_/);
    expect(await pay(harness, made)).toBe('succeeded');
    await harness.settle();
    const { order } = await harness.client.as(viewer).query<{ order: object }>('query ($id: ID!) { order(id: $id) { status payment { status clientSecret captured { amount } } } }', { id: made.order.id });
    expect(order).toEqual({ status: 'PLACED', payment: { status: 'PAID', clientSecret: null, captured: { amount: made.order.total.amount } } });
  });
});
