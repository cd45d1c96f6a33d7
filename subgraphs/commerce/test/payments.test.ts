import { buyer, operator, vendorMember, waitFor } from '@marketgraph/testing';
import { addMilliseconds, MINUTE, SECOND, type Id } from '@marketgraph/kernel';
import { signStripe } from '@marketgraph/sandbox';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { providerEvents } from '../src/payments/payment.tables.ts';
import { createHarness, WEBHOOK_SECRET, type Harness } from './support/harness.ts';
import { checkOut, intentOf, pay, readyToCheckOut, type CheckedOut } from './support/shopping.ts';

const ORDER = `query ($id: ID!) {
  order(id: $id) {
    status expiresAt availableActions
    vendorOrders { status }
    timeline { kind detail }
    payment { status captured { amount } refunded { amount } failureMessage attempts { outcome code } refunds { status reasonCode amount { amount } } }
  }
}`;

const RETRY = `mutation ($id: ID!) {
  paymentRetry(input: { orderId: $id }) {
    __typename
    ... on PaymentRetrySuccess { payment { status clientSecret } }
    ... on PaymentNotPayable { status path }
    ... on UserError { code retryable }
  }
}`;

interface OrderAnswer {
  readonly order: {
    readonly status: string;
    readonly expiresAt: string | null;
    readonly availableActions: string[];
    readonly vendorOrders: { readonly status: string }[];
    readonly timeline: { readonly kind: string; readonly detail: string }[];
    readonly payment: { readonly status: string; readonly captured: { readonly amount: string }; readonly attempts: object[]; readonly refunds: object[] };
  };
}

describe('COM-05 payments', () => {
  let harness: Harness;
  let vendorId: Id<'Vendor'>;
  beforeAll(async () => {
    harness = await createHarness();
    vendorId = harness.vendor();
  });
  afterEach(() => harness.sandbox.control.setWebhookMode({ mode: 'normal' }));
  afterAll(async () => {
    await harness.verify();
    await harness.stop();
  });

  const made = async (viewer = buyer()) => {
    const variant = harness.catalog.add(vendorId);
    const checkedOut = await checkOut(harness, viewer, await readyToCheckOut(harness, viewer, [{ variantId: variant.id, quantity: 1 }]));
    return { viewer, checkedOut, variant };
  };
  const read = async (viewer: ReturnType<typeof buyer>, { order }: CheckedOut) => (await harness.client.as(viewer).query<OrderAnswer>(ORDER, { id: order.id })).order;
  const count = async (name: string) => (await harness.events()).filter((one) => one === name).length;

  /** An event as the provider would send it, from our own hand. */
  async function post(body: object | string, { secret = WEBHOOK_SECRET, at = harness.deps.clock.now(), headers = {} as Record<string, string> } = {}): Promise<number> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${harness.receiver.url}/webhooks/stripe`, { method: 'POST', body: text, headers: { ...signStripe(text, secret, at), ...headers } });
    return response.status;
  }
  const eventAbout = (id: string, type: string, object: object) => ({ id, object: 'event', type, api_version: '2026-10-28.endive', created: Math.floor(harness.deps.clock.now().getTime() / SECOND), livemode: false, pending_webhooks: 1, data: { object } });

  it('follows the webhook, not the browser', async () => {
    const { viewer, checkedOut } = await made();
    await harness.sandbox.control.setWebhookMode({ mode: 'hold' });
    await pay(harness, checkedOut);
    expect((await read(viewer, checkedOut)).status).toBe('AWAITING_PAYMENT');
    await harness.sandbox.control.releaseWebhooks();
    await harness.settle();
    expect(await read(viewer, checkedOut)).toMatchObject({
      status: 'PLACED',
      expiresAt: null,
      availableActions: ['CANCEL'],
      vendorOrders: [{ status: 'PENDING' }],
      payment: { status: 'PAID', captured: { amount: '1599' }, attempts: [{ outcome: 'SUCCEEDED', code: '' }], refunds: [] },
    });
  });

  it('places an order once, though every webhook comes twenty times', async () => {
    const { viewer, checkedOut } = await made();
    const before = await count('commerce.order.placed');
    await harness.sandbox.control.setWebhookMode({ mode: 'duplicate', copies: 20 });
    await pay(harness, checkedOut);
    await harness.settle();
    expect((await read(viewer, checkedOut)).status).toBe('PLACED');
    expect(await count('commerce.order.placed')).toBe(before + 1);
    expect(harness.receiver.statuses.every((status) => status === 200)).toBe(true);
  });

  it.each(['reverse', 'shuffle'] as const)('ends the same when the webhooks come in %s order', async (order) => {
    const { viewer, checkedOut } = await made();
    await harness.sandbox.control.setWebhookMode({ mode: 'hold' });
    await pay(harness, checkedOut, 'pm_card_chargeDeclined');
    await pay(harness, checkedOut);
    await harness.sandbox.control.releaseWebhooks({ order });
    await harness.settle();
    const answer = await read(viewer, checkedOut);
    expect(answer).toMatchObject({ status: 'PLACED', payment: { status: 'PAID' } });
    expect(answer.payment.attempts.map((attempt) => JSON.stringify(attempt)).toSorted()).toEqual(['{"outcome":"DECLINED","code":"generic_decline"}', '{"outcome":"SUCCEEDED","code":""}']);
  });

  it('is told of a decline, goes on waiting, and is paid by the next try', async () => {
    const { viewer, checkedOut } = await made();
    expect(await pay(harness, checkedOut, 'pm_card_chargeDeclinedInsufficientFunds')).toBe('card_declined');
    await harness.settle();
    const declined = await read(viewer, checkedOut);
    expect(declined).toMatchObject({ status: 'AWAITING_PAYMENT', availableActions: ['PAY', 'CANCEL'], payment: { status: 'FAILED', attempts: [{ outcome: 'DECLINED', code: 'insufficient_funds' }] } });
    expect(await count('commerce.payment.failed')).toBe(1);

    const { paymentRetry } = await harness.client.as(viewer).mutate<{ paymentRetry: { payment: { clientSecret: string } } }>(RETRY, { id: checkedOut.order.id });
    expect(paymentRetry).toEqual({ __typename: 'PaymentRetrySuccess', payment: { status: 'AWAITING_PAYMENT', clientSecret: checkedOut.payment.clientSecret } });
    await pay(harness, checkedOut);
    await harness.settle();
    expect(await read(viewer, checkedOut)).toMatchObject({ status: 'PLACED', payment: { status: 'PAID', failureMessage: null } });
    expect(await count('commerce.payment.failed')).toBe(1);
  });

  it('tells of two declines twice', async () => {
    const { viewer, checkedOut } = await made();
    const before = await count('commerce.payment.failed');
    for (const method of ['pm_card_chargeDeclined', 'pm_card_chargeDeclined']) {
      await pay(harness, checkedOut, method);
      await harness.settle();
    }
    expect(await count('commerce.payment.failed')).toBe(before + 2);
    expect((await read(viewer, checkedOut)).timeline.filter(({ kind }) => kind === 'PAYMENT_FAILED').length).toBe(2);
  });

  it('waits for 3-D Secure, and keeps it in the history', async () => {
    const { viewer, checkedOut } = await made();
    expect(await pay(harness, checkedOut, 'pm_card_authenticationRequired')).toBe('requires_action');
    await harness.settle();
    expect((await read(viewer, checkedOut)).status).toBe('AWAITING_PAYMENT');
    expect(await harness.sandbox.control.authenticate(intentOf(checkedOut))).toBe('succeeded');
    await harness.settle();
    expect(await read(viewer, checkedOut)).toMatchObject({ status: 'PLACED', payment: { status: 'PAID', attempts: [{ outcome: 'REQUIRES_ACTION' }, { outcome: 'SUCCEEDED' }] } });
  });

  it('refuses a webhook with a bad signature, too old, from the future, or without one, and stores nothing of it', async () => {
    const { viewer, checkedOut } = await made();
    const forged = eventAbout('evt_forged', 'payment_intent.succeeded', { id: intentOf(checkedOut), object: 'payment_intent', status: 'succeeded' });
    const now = harness.deps.clock.now();
    const text = JSON.stringify(forged);
    expect([
      await post(forged, { secret: 'whsec_wrong' }),
      await post(forged, { at: addMilliseconds(now, -301 * SECOND) }),
      await post(forged, { at: addMilliseconds(now, 301 * SECOND) }),
      await post(text, { headers: { 'stripe-signature': signStripe(`${text} `, WEBHOOK_SECRET, now)['stripe-signature'] ?? '' } }),
      (await fetch(`${harness.receiver.url}/webhooks/stripe`, { method: 'POST', body: text })).status,
      await post('no json'),
    ]).toEqual([400, 400, 400, 400, 400, 400]);
    const stored = await harness.database.db.reader.select({ id: providerEvents.id }).from(providerEvents);
    expect(stored.map(({ id }) => id)).not.toContain('evt_forged');
    await harness.sweep('provider_event.process');
    expect((await read(viewer, checkedOut)).status).toBe('AWAITING_PAYMENT');
    expect(await post(forged, { at: addMilliseconds(now, -299 * SECOND) })).toBe(200);
    expect(await post(forged, { at: addMilliseconds(now, 299 * SECOND) })).toBe(200);
  });

  it('believes the provider, not the event: "succeeded" changes nothing where the provider says otherwise', async () => {
    const { viewer, checkedOut } = await made();
    expect(await post(eventAbout('evt_early', 'payment_intent.succeeded', { id: intentOf(checkedOut), object: 'payment_intent', status: 'succeeded' }))).toBe(200);
    await harness.settle();
    expect(await read(viewer, checkedOut)).toMatchObject({ status: 'AWAITING_PAYMENT', payment: { captured: { amount: '0' } } });
  });

  it('stores what it was not set up for and asks nobody about it', async () => {
    const { viewer, checkedOut } = await made();
    await harness.sandbox.control.setWebhookMode({ mode: 'drop' });
    await pay(harness, checkedOut);
    const requests = async () => (await harness.sandbox.control.requests()).requests.length;
    const before = await requests();
    const charge = { id: 'ch_1', object: 'charge', payment_intent: intentOf(checkedOut) };
    expect(await post(eventAbout('evt_of_charge', 'charge.succeeded', charge))).toBe(200);
    await harness.settle();
    const [stored] = await harness.database.db.reader.select().from(providerEvents).where(eq(providerEvents.id, 'evt_of_charge'));
    expect(stored).toMatchObject({ state: 'IGNORED', tries: 0, dueAt: null, processedAt: harness.deps.clock.now() });
    expect(await requests()).toBe(before);
    expect((await read(viewer, checkedOut)).status).toBe('AWAITING_PAYMENT');
  });

  it('keeps neither the secret nor who pays in what it stores', async () => {
    const { checkedOut } = await made();
    await pay(harness, checkedOut);
    await harness.settle();
    const rows = await harness.database.db.reader.select().from(providerEvents);
    const text = JSON.stringify(rows);
    expect(rows.length).toBeGreaterThan(3);
    for (const word of ['client_secret', '_secret_', 'billing_details', 'receipt_email']) expect(text).not.toContain(word);
  });

  it('shows what the provider told to operators, and to nobody else', async () => {
    const { viewer, checkedOut } = await made();
    await pay(harness, checkedOut);
    await harness.settle();
    const query = 'query ($id: ID!) { order(id: $id) { payment { clientSecret providerEvents { type state } } } }';
    const { order } = await harness.client.as(operator('SUPPORT')).query<{ order: { payment: { clientSecret: null; providerEvents: { type: string; state: string }[] } } }>(query, { id: checkedOut.order.id });
    expect(order.payment.providerEvents).toContainEqual({ type: 'payment_intent.succeeded', state: 'PROCESSED' });
    expect(order.payment.clientSecret).toBeNull();
    expect((await harness.client.as(viewer).errors(query, { id: checkedOut.order.id }))[0]?.extensions?.['code']).toBe('FORBIDDEN');
    const foreign = await harness.client.as(vendorMember(vendorId)).query<{ order: null }>('query ($id: ID!) { order(id: $id) { id } }', { id: checkedOut.order.id });
    expect(foreign.order).toBeNull();
  });

  it('asks the provider about a payment whose webhook never came', async () => {
    const { viewer, checkedOut } = await made();
    await harness.settle();
    await harness.sandbox.control.setWebhookMode({ mode: 'drop' });
    await pay(harness, checkedOut);
    await harness.settle();
    expect((await read(viewer, checkedOut)).status).toBe('AWAITING_PAYMENT');
    await harness.sweep('payment.poll');
    expect((await read(viewer, checkedOut)).status).toBe('AWAITING_PAYMENT');
    harness.deps.clock.advance(2 * MINUTE);
    await harness.sweep('payment.poll');
    expect(await read(viewer, checkedOut)).toMatchObject({ status: 'PLACED', payment: { status: 'PAID' } });
  });

  it('keeps a webhook while the provider cannot be asked, and looks at it again later', async () => {
    const { viewer, checkedOut } = await made();
    await harness.settle();
    await harness.sandbox.control.setWebhookMode({ mode: 'hold' });
    await pay(harness, checkedOut);
    await harness.sandbox.control.releaseWebhooks({ types: ['payment_intent.succeeded'] });
    await waitFor(async () => (await harness.sandbox.control.webhookDeliveries({ type: 'payment_intent.succeeded', state: 'delivered' })).length > 0);
    await harness.sandbox.control.failNext({ match: { method: 'GET' }, times: 3, status: 503 });
    await harness.sweep('provider_event.process');
    expect((await read(viewer, checkedOut)).status).toBe('AWAITING_PAYMENT');
    expect(await harness.sweep('provider_event.process')).toBe(0);
    harness.deps.clock.advance(10 * SECOND);
    await harness.sweep('provider_event.process');
    expect((await read(viewer, checkedOut)).status).toBe('PLACED');
  });

  it.each(['payment.after-event-stored', 'payment.after-intent-read', 'payment.after-applied'])('survives a crash at %s', async (point) => {
    const { viewer, checkedOut } = await made();
    await harness.settle();
    const before = await count('commerce.order.placed');
    harness.deps.crash.arm(point);
    await pay(harness, checkedOut);
    try {
      await harness.settle();
    } catch (error) {
      expect(error).toMatchObject({ name: 'Crashed' });
    }
    harness.restart();
    harness.deps.clock.advance(MINUTE);
    await harness.settle();
    expect(await read(viewer, checkedOut)).toMatchObject({ status: 'PLACED', payment: { status: 'PAID' } });
    expect(await count('commerce.order.placed')).toBe(before + 1);
  });
});
