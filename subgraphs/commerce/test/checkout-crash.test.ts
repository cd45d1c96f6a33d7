import { buyer, waitFor } from '@marketgraph/testing';
import { MINUTE, SECOND, type Id } from '@marketgraph/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CRASH_POINTS } from '../src/index.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { CHECKOUT, checkOut, pay, readyToCheckOut } from './support/shopping.ts';

const STEPS = CRASH_POINTS.filter((point) => point.startsWith('checkout.') && point !== 'checkout.after-failed' && point !== 'checkout.after-release-call');
const ORDERS = '{ orders { nodes { id number status } } }';

interface Orders {
  readonly orders: { readonly nodes: readonly { readonly id: string; readonly number: string; readonly status: string }[] };
}

describe('COM-02 a checkout whose process dies', () => {
  let harness: Harness;
  let vendorId: Id<'Vendor'>;
  beforeAll(async () => {
    harness = await createHarness();
    vendorId = harness.vendor();
  });
  afterAll(async () => {
    await harness.verify();
    await harness.stop();
  });
  beforeEach(() => harness.restart());

  const prepared = async () => {
    const viewer = buyer();
    const variant = harness.catalog.add(vendorId);
    return { viewer, variant, input: await readyToCheckOut(harness, viewer, [{ variantId: variant.id, quantity: 2 }]) };
  };
  const intentsOf = async (number: string) => (await harness.stripe.paymentIntents.list({ limit: 100 })).data.filter(({ description }) => description === number);

  it.each(STEPS)('goes on after %s, to one order, one payment and one reservation', async (point) => {
    const { viewer, variant, input } = await prepared();
    harness.deps.crash.arm(point);
    expect((await harness.client.as(viewer).errors(CHECKOUT, { input }))[0]?.extensions?.['code']).toBe('INTERNAL');
    harness.restart();
    expect(await harness.sweep('checkout.resume')).toBe(0);
    harness.deps.clock.advance(30 * SECOND);
    expect(await harness.sweep('checkout.resume')).toBe(point === 'checkout.after-payment-requested' ? 0 : 1);

    const made = await checkOut(harness, viewer, input);
    expect(made).toMatchObject({ __typename: 'CheckoutSuccess', order: { status: 'AWAITING_PAYMENT' } });
    const { orders } = await harness.client.as(viewer).query<Orders>(ORDERS);
    expect(orders.nodes).toEqual([{ id: made.order.id, number: made.order.number, status: 'AWAITING_PAYMENT' }]);
    expect((await intentsOf(made.order.number)).length).toBe(1);
    expect(harness.catalog.held(variant.id)).toBe(2);
    await pay(harness, made);
    await harness.settle();
    expect((await harness.client.as(viewer).query<Orders>(ORDERS)).orders.nodes[0]?.status).toBe('PLACED');
  });

  it('is taken over by a client that asks again, once it counts as left', async () => {
    const { viewer, input, variant } = await prepared();
    harness.deps.crash.arm('checkout.after-reserve-call');
    await harness.client.as(viewer).errors(CHECKOUT, { input });
    harness.restart();
    harness.deps.clock.advance(30 * SECOND);
    const answers = await Promise.all([checkOut(harness, viewer, input), checkOut(harness, viewer, input)]);
    expect(answers.map(({ __typename }) => __typename)).toEqual(['CheckoutSuccess', 'CheckoutSuccess']);
    expect(answers[0]?.order.id).toBe(answers[1]?.order.id);
    expect(harness.catalog.held(variant.id)).toBe(2);
  });

  it.each(['checkout.after-failed', 'checkout.after-release-call'] as const)('goes on undoing after %s', async (point) => {
    const { viewer, variant, input } = await prepared();
    variant.price = 5_000n;
    harness.deps.crash.arm(point);
    await harness.client.as(viewer).errors(CHECKOUT, { input });
    harness.restart();
    // The answer was there before the stock went back.
    expect(await checkOut(harness, viewer, input)).toMatchObject({ __typename: 'CartPriceChanged' });
    harness.deps.clock.advance(30 * SECOND);
    expect(await harness.sweep('checkout.resume')).toBe(1);
    expect([variant.available, harness.catalog.held(variant.id)]).toEqual([10, 0]);
    expect(await harness.sweep('checkout.resume')).toBe(0);
    expect(await checkOut(harness, viewer, input)).toMatchObject({ __typename: 'CartPriceChanged' });
  });

  it('is undone where it was left for too long to be sure of its stock', async () => {
    const { viewer, variant, input } = await prepared();
    harness.deps.crash.arm('checkout.after-reserved');
    await harness.client.as(viewer).errors(CHECKOUT, { input });
    harness.restart();
    harness.deps.clock.advance(11 * MINUTE);
    expect(await harness.sweep('checkout.resume')).toBe(1);
    expect([variant.available, harness.catalog.held(variant.id)]).toEqual([10, 0]);
    expect((await harness.client.as(viewer).query<Orders>(ORDERS)).orders.nodes).toEqual([]);
    // The key is free again: this is another checkout.
    expect((await checkOut(harness, viewer, input)).__typename).toBe('CheckoutSuccess');
    expect(harness.catalog.held(variant.id)).toBe(2);
  });

  it('loses nothing to a process that was thought dead and comes back', async () => {
    const { viewer, variant, input } = await prepared();
    await harness.sandbox.control.holdRequests({ method: 'POST', path: '^/v1/payment_intents$' });
    const slow = checkOut(harness, viewer, input);
    await waitFor(async () => (await harness.sandbox.control.requests()).held.length === 1);
    harness.restart();
    harness.deps.clock.advance(30 * SECOND);
    const fast = harness.sweep('checkout.resume');
    // The second request with the key meets the first at the provider, which answers that the key is in use.
    await waitFor(async () => (await harness.sandbox.control.requests()).requests.some(({ status }) => status === 409));
    await harness.sandbox.control.releaseRequests();
    const [made] = await Promise.all([slow, fast]);
    expect(made.__typename).toBe('CheckoutSuccess');
    expect((await intentsOf(made.order.number)).length).toBe(1);
    expect(harness.catalog.held(variant.id)).toBe(2);
  });

  it('is not undone by a process that was thought dead and goes on from where it stood', async () => {
    const { viewer, input, variant } = await prepared();
    const hang = Promise.withResolvers<void>();
    let asked = 0;
    harness.deps.peers.answer('catalog', 'internalVariants', async (args) => {
      asked += 1;
      if (asked === 1) await hang.promise;
      return harness.catalog.variantsFor(args);
    });
    const slow = checkOut(harness, viewer, input);
    await waitFor(() => asked === 1);
    harness.restart();
    harness.deps.clock.advance(30 * SECOND);
    await harness.sweep('checkout.resume');
    const made = await checkOut(harness, viewer, input);
    expect(made.__typename).toBe('CheckoutSuccess');
    hang.resolve();
    expect(await slow).toEqual(made);
    expect([harness.catalog.held(variant.id), (await intentsOf(made.order.number)).length]).toEqual([2, 1]);
  });
});
