import { expect, test } from 'vitest';
import { failureOf, payment, startBench } from './support/stripe.ts';

test('a card payment succeeds, with its charge, its fee and its events in order', async () => {
  const { sandbox, stripe, events } = await startBench();
  const intent = await stripe.paymentIntents.create(payment('pm_card_visa', { capture_method: 'automatic', metadata: { order: 'ord_1' }, expand: ['latest_charge.balance_transaction'] }));
  expect(intent).toMatchObject({ object: 'payment_intent', status: 'succeeded', amount_received: 5_000, metadata: { order: 'ord_1' }, payment_method_types: ['card'] });
  expect(intent.id).toMatch(/^pi_/);
  expect(intent.client_secret).toContain(`${intent.id}_secret_`);
  expect(intent.latest_charge).toMatchObject({
    amount_captured: 5_000,
    captured: true,
    payment_method_details: { card: { brand: 'visa', last4: '4242' } },
    balance_transaction: { amount: 5_000, fee: 175, net: 4_825, type: 'charge' },
  });
  await sandbox.control.settle();
  expect(events().map(({ type }) => type)).toEqual(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']);
  expect(events().at(-1)).toMatchObject({ object: 'event', api_version: '2026-10-28.endive', livemode: false, data: { object: { id: intent.id, status: 'succeeded' } } });
});

test('by default the balance transaction follows the payment, as charge.updated says', async () => {
  const { sandbox, stripe, events } = await startBench({ settleMs: 3_600_000 });
  const intent = await stripe.paymentIntents.create(payment('pm_card_mastercard', { expand: ['latest_charge.balance_transaction', 'customer'] }));
  expect(intent).toMatchObject({ capture_method: 'automatic_async', latest_charge: { captured: true, balance_transaction: null } });
  await sandbox.control.settle();
  const update = events().at(-1);
  expect(update).toMatchObject({ type: 'charge.updated', request: { id: null, idempotency_key: null }, data: { previous_attributes: { balance_transaction: null } } });
  const transactions = await stripe.balanceTransactions.list({ source: String((intent.latest_charge as { id: string }).id) });
  expect(transactions.data).toHaveLength(1);
  expect(transactions.data[0]).toMatchObject({ fee: 175, net: 4_825 });
});

test('a manual capture holds, takes a part and lets go of the rest', async () => {
  const { sandbox, stripe, events } = await startBench();
  const held = await stripe.paymentIntents.create(payment('pm_card_visa', { capture_method: 'manual', expand: ['latest_charge'] }));
  expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 5_000, amount_received: 0, latest_charge: { captured: false, status: 'succeeded' } });
  const tooMuch = await failureOf(stripe.paymentIntents.capture(held.id, { amount_to_capture: 5_001 }));
  expect(tooMuch).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400, param: 'amount_to_capture' });
  const captured = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 4_000, expand: ['latest_charge.balance_transaction'] });
  expect(captured).toMatchObject({ status: 'succeeded', amount: 5_000, amount_received: 4_000, amount_capturable: 0 });
  expect(captured.latest_charge).toMatchObject({ amount_captured: 4_000, amount_refunded: 1_000, refunded: false, captured: true, balance_transaction: { amount: 4_000, fee: 146 } });
  expect(await failureOf(stripe.refunds.create({ payment_intent: held.id, amount: 4_001 }))).toMatchObject({ param: 'amount' });
  const twice = await failureOf(stripe.paymentIntents.capture(held.id));
  expect(twice).toMatchObject({ code: 'payment_intent_unexpected_state', payment_intent: { id: held.id, status: 'succeeded' } });
  await sandbox.control.settle();
  expect(events().map(({ type }) => type)).toEqual([
    'payment_intent.created', 'charge.succeeded', 'payment_intent.amount_capturable_updated', 'charge.captured', 'payment_intent.succeeded',
  ]);
});

test('a hold is cancelled by us, or lapses after seven days', async () => {
  const { sandbox, stripe } = await startBench();
  const params = payment('pm_card_visa', { capture_method: 'manual' });
  const [ours, forgotten] = [await stripe.paymentIntents.create(params), await stripe.paymentIntents.create(params)];
  const canceled = await stripe.paymentIntents.cancel(ours.id, { cancellation_reason: 'abandoned' });
  expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned', amount_capturable: 0 });
  expect(await failureOf(stripe.paymentIntents.cancel(ours.id))).toMatchObject({ code: 'payment_intent_unexpected_state', statusCode: 400 });
  await sandbox.control.advanceClock(6 * 86_400_000);
  expect((await stripe.paymentIntents.retrieve(forgotten.id)).status).toBe('requires_capture');
  await sandbox.control.advanceClock(86_400_000);
  expect(await stripe.paymentIntents.retrieve(forgotten.id)).toMatchObject({ status: 'canceled', cancellation_reason: 'automatic' });
});

test.each([
  ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
])('%s is declined and leaves an open intent behind', async (method, code, decline) => {
  const { sandbox, stripe, events } = await startBench();
  const failure = await failureOf(stripe.paymentIntents.create(payment(method)));
  expect(failure).toMatchObject({ type: 'StripeCardError', rawType: 'card_error', statusCode: 402, code, decline_code: decline });
  expect(failure.payment_intent).toMatchObject({ status: 'requires_payment_method', payment_method: null, last_payment_error: { code, decline_code: decline } });
  expect(failure.charge).toMatch(/^ch_/);
  expect(failure.requestId).toMatch(/^req_/);
  const id = failure.payment_intent?.id ?? '';
  const paid = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
  expect(paid).toMatchObject({ id, status: 'succeeded', last_payment_error: null });
  await sandbox.control.settle();
  expect(events().map(({ type }) => type)).toEqual([
    'payment_intent.created', 'charge.failed', 'payment_intent.payment_failed', 'charge.succeeded', 'payment_intent.succeeded', 'charge.updated',
  ]);
  expect(await failureOf(stripe.paymentIntents.confirm(id))).toMatchObject({ code: 'payment_intent_unexpected_state' });
});

test('the request is checked as the API checks it, and a refused one leaves nothing behind', async () => {
  const { sandbox, stripe, events } = await startBench();
  const create = (params: object): Promise<unknown> => stripe.paymentIntents.create(params as never);
  expect(await failureOf(create({ ...payment('pm_card_visa'), payment_method_types: ['card'] }))).toMatchObject({ code: 'parameter_unknown', param: 'payment_method_types' });
  expect(await failureOf(create({ currency: 'usd' }))).toMatchObject({ code: 'parameter_missing', param: 'amount' });
  expect(await failureOf(create({ amount: 49, currency: 'usd' }))).toMatchObject({ code: 'amount_too_small', param: 'amount' });
  expect(await failureOf(create({ amount: 100_000_000, currency: 'usd' }))).toMatchObject({ code: 'amount_too_large' });
  expect(await failureOf(create({ amount: '5.5', currency: 'usd' }))).toMatchObject({ code: 'parameter_invalid_integer' });
  expect(await failureOf(create({ amount: 500, currency: 'xxx' }))).toMatchObject({ param: 'currency' });
  expect(await failureOf(create(payment('pm_nobody')))).toMatchObject({ code: 'resource_missing', statusCode: 400, param: 'payment_method' });
  expect(await failureOf(create({ amount: 500, currency: 'usd', payment_method: 'pm_card_visa', confirm: true }))).toMatchObject({ message: expect.stringContaining('return_url') });
  expect(await failureOf(create({ amount: 500, currency: 'usd', transfer_data: { destination: 'acct_1' } }))).toMatchObject({ code: 'sandbox_not_emulated', param: 'transfer_data' });
  expect(await failureOf(create(payment('pm_card_visa', { expand: ['amount'] })))).toMatchObject({ param: 'expand' });
  expect(await failureOf(stripe.paymentIntents.retrieve('pi_nobody'))).toMatchObject({ code: 'resource_missing', statusCode: 404 });
  await sandbox.control.settle();
  expect((await stripe.paymentIntents.list()).data).toEqual([]);
  expect(events()).toEqual([]);
});

test('keys: none, a live one and a foreign account are refused', async () => {
  const { sandbox, stripe } = await startBench();
  const bare = await fetch(`${sandbox.url}/v1/payment_intents`);
  expect(bare.status).toBe(401);
  expect(bare.headers.get('request-id')).toMatch(/^req_/);
  expect(await bare.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  expect(await failureOf(stripe.customers.list({}, { apiKey: 'sk_live_x' }))).toMatchObject({ type: 'StripeAuthenticationError', statusCode: 401 });
  expect(await failureOf(stripe.customers.list({}, { stripeAccount: 'acct_1' }))).toMatchObject({ type: 'StripePermissionError', code: 'account_invalid' });
  expect(await failureOf(stripe.customers.create({}, { apiKey: 'pk_test_x' }))).toMatchObject({ code: 'secret_key_required', statusCode: 401 });
});

test('lists are newest first and page by id', async () => {
  const { stripe } = await startBench();
  const ids: string[] = [];
  for (let index = 0; index < 5; index += 1) ids.unshift((await stripe.paymentIntents.create({ amount: 1_000 + index, currency: 'eur' })).id);
  const first = await stripe.paymentIntents.list({ limit: 2 });
  expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/payment_intents' });
  expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  const all: string[] = [];
  for await (const intent of stripe.paymentIntents.list({ limit: 2 })) all.push(intent.id);
  expect(all).toEqual(ids);
  const events = await stripe.events.list({ type: 'payment_intent.created', limit: 1 });
  expect(events.data[0]).toMatchObject({ data: { object: { id: ids[0] } } });
  expect((await stripe.events.retrieve(events.data[0]?.id ?? '')).id).toBe(events.data[0]?.id);
});
