import { expect, test } from 'vitest';
import { failureOf, payment, startBench, stripeClient } from './support/stripe.ts';

test('a challenge is completed on its page and the buyer comes back to the shop', async () => {
  const { sandbox, stripe, events } = await startBench();
  const intent = await stripe.paymentIntents.create(payment('pm_card_authenticationRequired', { return_url: 'https://shop.example/return?cart=1', capture_method: 'automatic' }));
  expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url', redirect_to_url: { url: `${sandbox.url}/3ds/${intent.id}` } } });
  const url = intent.next_action?.redirect_to_url?.url ?? '';
  const page = await (await fetch(url)).text();
  expect(page).toContain('$50.00');
  expect(page).not.toMatch(/<script|src=|https?:/);
  const back = await fetch(url, { method: 'POST', body: new URLSearchParams({ outcome: 'complete' }), redirect: 'manual' });
  expect(back.status).toBe(303);
  const address = new URL(back.headers.get('location') ?? '');
  expect(Object.fromEntries(address.searchParams)).toEqual({ cart: '1', payment_intent: intent.id, payment_intent_client_secret: intent.client_secret, redirect_status: 'succeeded' });
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
  expect((await fetch(url, { method: 'POST', body: new URLSearchParams({ outcome: 'complete' }) })).status).toBe(404);
  await sandbox.control.settle();
  expect(events().map(({ type }) => type)).toEqual(['payment_intent.created', 'payment_intent.requires_action', 'charge.succeeded', 'payment_intent.succeeded']);
});

test('a failed challenge reopens the intent', async () => {
  const { sandbox, stripe } = await startBench();
  const intent = await stripe.paymentIntents.create(payment('pm_card_authenticationRequired', { capture_method: 'manual' }));
  expect(intent.next_action).toMatchObject({ type: 'use_stripe_sdk' });
  expect(await sandbox.control.authenticate(intent.id, 'fail')).toBe('requires_payment_method');
  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ next_action: null, latest_charge: null, last_payment_error: { code: 'payment_intent_authentication_failure' } });
  await expect(sandbox.control.authenticate(intent.id)).rejects.toThrow('waits for no challenge');
  const again = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_authenticationRequired' });
  expect(again.status).toBe('requires_action');
  expect(await sandbox.control.authenticate(intent.id)).toBe('requires_capture');
});

test('off session, or where no action is wanted, the same card is declined', async () => {
  const { stripe } = await startBench();
  const offSession = await failureOf(stripe.paymentIntents.create(payment('pm_card_authenticationRequired', { off_session: true })));
  expect(offSession).toMatchObject({ statusCode: 402, code: 'authentication_required', payment_intent: { status: 'requires_payment_method' } });
  const unwanted = await failureOf(stripe.paymentIntents.create(payment('pm_card_authenticationRequired', { error_on_requires_action: true })));
  expect(unwanted).toMatchObject({ statusCode: 402, code: 'authentication_required' });
});

test('a card may pass its challenge and be declined after it', async () => {
  const { sandbox, stripe } = await startBench();
  const intent = await stripe.paymentIntents.create(payment('pm_card_threeDSecureRequiredChargeDeclined'));
  expect(await sandbox.control.authenticate(intent.id)).toBe('requires_payment_method');
  expect((await stripe.paymentIntents.retrieve(intent.id)).last_payment_error).toMatchObject({ code: 'card_declined' });
});

test("a buyer's app confirms with the client secret and a publishable key, and sees no more than it should", async () => {
  const { sandbox, stripe } = await startBench();
  const intent = await stripe.paymentIntents.create({ amount: 5_000, currency: 'usd', metadata: { order: 'ord_1' } });
  const app = stripeClient(sandbox.port, 'pk_test_app');
  expect(await failureOf(app.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }))).toMatchObject({ code: 'parameter_missing', param: 'client_secret' });
  const call = (path: string, body: Record<string, string>): Promise<Response> => fetch(`${sandbox.url}/v1${path}`, { method: 'POST', body: new URLSearchParams({ key: 'pk_test_app', ...body }) });
  const wrong = await call(`/payment_intents/${intent.id}/confirm`, { client_secret: `${intent.id}_secret_guess`, payment_method: 'pm_card_visa' });
  expect([wrong.status, await wrong.json()]).toMatchObject([400, { error: { code: 'payment_intent_invalid_parameter', param: 'client_secret' } }]);
  const card = await call('/payment_methods', { type: 'card', 'card[number]': '4242 4242 4242 4242', 'card[exp_month]': '12', 'card[exp_year]': '44', 'card[cvc]': '123' });
  const method = (await card.json()) as { id: string };
  const paid = await call(`/payment_intents/${intent.id}/confirm`, { client_secret: intent.client_secret ?? '', payment_method: method.id });
  expect(paid.headers.get('access-control-allow-origin')).toBe('*');
  const seen = (await paid.json()) as Record<string, unknown>;
  expect(seen).toMatchObject({ id: intent.id, status: 'succeeded' });
  expect(seen).not.toHaveProperty('metadata');
  expect(seen).not.toHaveProperty('customer');
  expect((await fetch(`${sandbox.url}/v1/payment_intents/${intent.id}/cancel`, { method: 'POST', body: new URLSearchParams({ key: 'pk_test_app', client_secret: intent.client_secret ?? '' }) })).status).toBe(401);
  const preflight = await fetch(`${sandbox.url}/v1/payment_intents`, { method: 'OPTIONS' });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
});
