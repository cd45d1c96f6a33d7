import { Stripe } from 'stripe';
import { expect, test, vi } from 'vitest';
import { failureOf, payment, startBench, stripeClient } from './support/stripe.ts';

const INTENTS = { method: 'POST', path: '^/v1/payment_intents$' };

test('the same key and parameters replay the first answer and do nothing again', async () => {
  const { sandbox, stripe, events } = await startBench();
  const params = payment('pm_card_visa', { capture_method: 'automatic', metadata: { b: '2', a: '1' } });
  const first = await stripe.paymentIntents.create(params, { idempotencyKey: 'order-1' });
  const second = await stripe.paymentIntents.create({ ...params, metadata: { a: '1', b: '2' } }, { idempotencyKey: 'order-1' });
  expect(second).toEqual(first);
  expect(second.lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true', 'original-request': first.lastResponse.requestId, 'idempotency-key': 'order-1' });
  expect(second.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
  expect(first.lastResponse.headers).not.toHaveProperty('idempotent-replayed');
  await sandbox.control.settle();
  expect(events().filter(({ type }) => type === 'payment_intent.succeeded')).toHaveLength(1);
  expect(events().at(-1)?.request).toEqual({ id: first.lastResponse.requestId, idempotency_key: 'order-1' });
  expect(await sandbox.control.countIntents({ a: '1' })).toEqual({ count: 1, byStatus: { succeeded: 1 }, ids: [first.id] });
});

test('other parameters or another endpoint under the same key are refused', async () => {
  const { stripe } = await startBench();
  await stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' });
  expect(await failureOf(stripe.customers.create({ name: 'Bea' }, { idempotencyKey: 'k' }))).toMatchObject({ type: 'StripeIdempotencyError', rawType: 'idempotency_error', statusCode: 400 });
  expect(await failureOf(stripe.paymentIntents.create({ amount: 500, currency: 'usd' }, { idempotencyKey: 'k' }))).toMatchObject({ rawType: 'idempotency_error' });
  expect(await failureOf(stripe.customers.create({}, { idempotencyKey: 'x'.repeat(256) }))).toMatchObject({ statusCode: 400 });
});

test('a decline is kept by its key; what never began is not', async () => {
  const { stripe } = await startBench();
  const declined = await failureOf(stripe.paymentIntents.create(payment('pm_card_chargeDeclined'), { idempotencyKey: 'd' }));
  const again = await failureOf(stripe.paymentIntents.create(payment('pm_card_chargeDeclined'), { idempotencyKey: 'd' }));
  expect(again.payment_intent?.id).toBe(declined.payment_intent?.id);
  expect(again.headers).toMatchObject({ 'idempotent-replayed': 'true' });
  expect(await failureOf(stripe.paymentIntents.create({ amount: 1, currency: 'usd' }, { idempotencyKey: 'v' }))).toMatchObject({ code: 'amount_too_small' });
  expect((await stripe.paymentIntents.create({ amount: 500, currency: 'usd' }, { idempotencyKey: 'v' })).amount).toBe(500);
});

test('a key is free again after a day', async () => {
  const { sandbox, stripe } = await startBench();
  const first = await stripe.customers.create({}, { idempotencyKey: 'k' });
  await sandbox.control.advanceClock(86_400_000);
  expect((await stripe.customers.create({}, { idempotencyKey: 'k' })).id).not.toBe(first.id);
});

test('while a request is under way its key answers 409, and the SDK gets through once it is done', async () => {
  const { sandbox, stripe } = await startBench();
  await sandbox.control.holdRequests(INTENTS);
  const params = payment('pm_card_visa', { metadata: { order: 'ord_1' } });
  const first = stripe.paymentIntents.create(params, { idempotencyKey: 'order-1' });
  await vi.waitFor(async () => expect((await sandbox.control.requests()).held).toHaveLength(1));
  const clash = await failureOf(stripe.paymentIntents.create(params, { idempotencyKey: 'order-1' }));
  expect(clash).toMatchObject({ type: 'StripeAPIError', statusCode: 409, code: 'idempotency_key_in_use' });
  const patient = new Stripe('sk_test_x', { host: '127.0.0.1', port: sandbox.port, protocol: 'http', telemetry: false, maxNetworkRetries: 2 });
  const second = patient.paymentIntents.create(params, { idempotencyKey: 'order-1' });
  await vi.waitFor(async () => expect((await sandbox.control.requests()).requests.filter(({ status }) => status === 409)).toHaveLength(2));
  expect(await sandbox.control.releaseRequests()).toBe(1);
  expect((await second).id).toBe((await first).id);
  expect((await sandbox.control.countIntents({ order: 'ord_1' })).count).toBe(1);
});

test('twenty calls at once with one key make one intent', async () => {
  const { sandbox } = await startBench();
  const eager = stripeClient(sandbox.port);
  const calls = Array.from({ length: 20 }, () => eager.paymentIntents.create(payment('pm_card_visa', { metadata: { order: 'ord_2' } }), { idempotencyKey: 'order-2' }));
  const outcomes = await Promise.allSettled(calls);
  const ids = outcomes.filter((outcome) => outcome.status === 'fulfilled').map(({ value }) => value.id);
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(1);
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
  expect(await sandbox.control.countIntentsBy('order')).toEqual({ 'ord_2': 1 });
});

test('a connection that breaks after the work: the retry finds it done', async () => {
  const { sandbox, stripe } = await startBench();
  await sandbox.control.failNext({ match: INTENTS, hangUp: true, effect: 'after' });
  // The SDK repeats a broken connection once, with the key it made for the first try.
  const intent = await stripe.paymentIntents.create(payment('pm_card_visa', { metadata: { order: 'ord_3' } }), { idempotencyKey: 'order-3' });
  expect(intent.lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true' });
  expect((await sandbox.control.countIntents({ order: 'ord_3' })).count).toBe(1);
  expect((await sandbox.control.requests()).requests.map(({ status, replayed }) => [status, replayed])).toEqual([[0, undefined], [200, true]]);
});

test('a 500 before the work is not kept, one after it is', async () => {
  const { sandbox, stripe } = await startBench();
  const params = payment('pm_card_visa', { metadata: { order: 'ord_4' } });
  await sandbox.control.failNext({ match: INTENTS, status: 503 });
  expect(await failureOf(stripe.paymentIntents.create(params, { idempotencyKey: 'a' }))).toMatchObject({ type: 'StripeAPIError', statusCode: 503 });
  expect((await stripe.paymentIntents.create(params, { idempotencyKey: 'a' })).status).toBe('succeeded');
  await sandbox.control.failNext({ match: INTENTS, status: 500, effect: 'after' });
  const lost = await failureOf(stripe.paymentIntents.create({ ...params, metadata: { order: 'ord_5' } }, { idempotencyKey: 'b' }));
  expect(lost).toMatchObject({ statusCode: 500, headers: { 'stripe-should-retry': 'false' } });
  expect(await failureOf(stripe.paymentIntents.create({ ...params, metadata: { order: 'ord_5' } }, { idempotencyKey: 'b' }))).toMatchObject({ statusCode: 500, headers: { 'idempotent-replayed': 'true' } });
  expect((await sandbox.control.countIntents({ order: 'ord_5' })).count).toBe(1);
  await sandbox.control.failNext({ match: INTENTS, status: 500, effect: 'after', saved: false });
  await failureOf(stripe.paymentIntents.create({ ...params, metadata: { order: 'ord_6' } }, { idempotencyKey: 'c' }));
  const found = await stripe.paymentIntents.create({ ...params, metadata: { order: 'ord_6' } }, { idempotencyKey: 'c' });
  expect(found.status).toBe('succeeded');
  expect((await sandbox.control.countIntents({ order: 'ord_6' })).count).toBe(1);
});

test('rate limits and silence', async () => {
  const { sandbox, stripe } = await startBench();
  await sandbox.control.failNext({ status: 429, times: 2 });
  expect(await failureOf(stripe.customers.list())).toMatchObject({ type: 'StripeRateLimitError', code: 'rate_limit' });
  expect(await failureOf(stripe.customers.list())).toMatchObject({ type: 'StripeRateLimitError' });
  expect((await stripe.customers.list()).data).toEqual([]);
  await sandbox.control.failNext({ stall: true });
  expect(await failureOf(stripe.customers.create({}, { timeout: 50 }))).toMatchObject({ type: 'StripeConnectionError' });
  expect((await stripe.customers.list()).data).toEqual([]);
});
