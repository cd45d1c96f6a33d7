import { buyer, waitFor } from '@marketgraph/testing';
import type { Id } from '@marketgraph/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHarness, type Harness } from './support/harness.ts';
import { checkOut, pay, readyToCheckOut } from './support/shopping.ts';

const ORDER = 'query ($id: ID!) { order(id: $id) { status payment { status } } }';
const CANCEL = 'mutation ($id: ID!) { orderCancel(input: { orderId: $id, reason: CHANGED_MIND }) { __typename } }';

describe('a started subgraph', () => {
  let harness: Harness;
  let vendorId: Id<'Vendor'>;
  beforeAll(async () => {
    harness = await createHarness();
    vendorId = harness.vendor();
    await harness.commerce.subgraph.start();
  });
  afterAll(async () => {
    await harness.commerce.subgraph.stop();
    await harness.stop();
  });

  it('processes webhooks and refunds by itself, publishes its events and consumes those of others', async () => {
    const viewer = buyer();
    const made = await checkOut(harness, viewer, await readyToCheckOut(harness, viewer, [{ variantId: harness.catalog.add(vendorId).id, quantity: 1 }]));
    const is = async (status: string, payment: string) => {
      const { order } = await harness.client.as(viewer).query<{ order: { status: string; payment: { status: string } } }>(ORDER, { id: made.order.id });
      return order.status === status && order.payment.status === payment;
    };
    await pay(harness, made);
    await waitFor(() => is('PLACED', 'PAID'));
    expect(await harness.client.as(viewer).mutate(CANCEL, { id: made.order.id })).toEqual({ orderCancel: { __typename: 'OrderCancelSuccess' } });
    await waitFor(() => is('CANCELLED', 'REFUNDED'));
    const published = () => harness.deps.transport.published.map(({ name }) => name);
    await waitFor(() => published().includes('commerce.payment.refunded'));
    expect(published().slice(0, 2)).toEqual(['commerce.order.created', expect.stringMatching(/^commerce\.(order\.placed|payment\.captured)$/) as string]);
    expect(await harness.commerce.subgraph.ready()).toBeUndefined();
    await harness.verify();
  });
});
