import { expect, test } from 'vitest';
import { failureOf, payment, startBench } from './support/stripe.ts';

const CARD = { type: 'card' as const, card: { number: '4000002500003155', exp_month: 12, exp_year: 2044, cvc: '123' } };

test('customers and their cards', async () => {
  const { stripe } = await startBench();
  const customer = await stripe.customers.create({ email: 'ada@example.com', metadata: { user: 'usr_1', drop: 'x' } });
  expect(await stripe.customers.update(customer.id, { name: 'Ada', metadata: { drop: '' } })).toMatchObject({ name: 'Ada', email: 'ada@example.com', metadata: { user: 'usr_1' } });
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  expect(card).toMatchObject({ object: 'payment_method', customer: customer.id, card: { brand: 'visa', last4: '4242' } });
  expect(card.id).not.toBe('pm_card_visa');
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });
  expect((await stripe.customers.retrieve(customer.id, { expand: ['invoice_settings.default_payment_method'] }))).toMatchObject({ invoice_settings: { default_payment_method: { id: card.id } } });
  expect((await stripe.customers.listPaymentMethods(customer.id)).data.map(({ id }) => id)).toEqual([card.id]);
  expect((await stripe.paymentMethods.list({ customer: customer.id, type: 'card' })).data).toHaveLength(1);
  expect(await failureOf(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer: customer.id }))).toMatchObject({ statusCode: 402, code: 'card_declined' });
  for (let time = 0; time < 2; time += 1) {
    expect((await stripe.paymentIntents.create(payment(card.id, { customer: customer.id, off_session: true }))).status).toBe('succeeded');
  }
  expect(await failureOf(stripe.paymentIntents.create(payment(card.id)))).toMatchObject({ param: 'payment_method' });
  await stripe.paymentMethods.detach(card.id);
  expect(await failureOf(stripe.paymentIntents.create(payment(card.id, { customer: customer.id })))).toMatchObject({ message: expect.stringContaining('may not be used again') });
  expect(await stripe.customers.del(customer.id)).toMatchObject({ id: customer.id, deleted: true });
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
  expect(await failureOf(stripe.paymentIntents.create({ amount: 500, currency: 'usd', customer: customer.id }))).toMatchObject({ code: 'resource_missing', param: 'customer' });
});

test('a card of no customer pays once', async () => {
  const { stripe } = await startBench();
  const card = await stripe.paymentMethods.create({ ...CARD, card: { ...CARD.card, number: '4242424242424242' } });
  expect(card.card).toMatchObject({ last4: '4242', exp_month: 12, exp_year: 2044 });
  await stripe.paymentIntents.create(payment(card.id));
  expect(await failureOf(stripe.paymentIntents.create(payment(card.id)))).toMatchObject({ message: expect.stringContaining('may not be used again') });
});

test('a payment can keep the card for later', async () => {
  const { stripe } = await startBench();
  const customer = await stripe.customers.create();
  await stripe.paymentIntents.create(payment('pm_card_visa', { customer: customer.id, setup_future_usage: 'off_session' }));
  expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
});

test.each([
  [{ number: '4242424242424241' }, 'incorrect_number'],
  [{ number: '4111111111111111' }, 'card_declined'],
  [{ exp_month: 13 }, 'invalid_expiry_month'],
  [{ exp_year: 2020 }, 'invalid_expiry_year'],
])('a card %o is refused with %s', async (wrong, code) => {
  const { stripe } = await startBench();
  expect(await failureOf(stripe.paymentMethods.create({ ...CARD, card: { ...CARD.card, ...wrong } }))).toMatchObject({ type: 'StripeCardError', code });
});

test('a setup intent authenticates a card for payments without the buyer', async () => {
  const { sandbox, stripe, events } = await startBench();
  const customer = await stripe.customers.create();
  const card = await stripe.paymentMethods.create(CARD);
  const setup = await stripe.setupIntents.create({ customer: customer.id, payment_method: card.id, confirm: true, usage: 'off_session', allowed_payment_method_types: ['card'], return_url: 'https://shop.example/cards' });
  expect(setup).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
  expect(await sandbox.control.authenticate(setup.id)).toBe('succeeded');
  expect(await stripe.setupIntents.retrieve(setup.id, { expand: ['payment_method'] })).toMatchObject({ status: 'succeeded', payment_method: { id: card.id, customer: customer.id } });
  expect((await stripe.paymentIntents.create(payment(card.id, { customer: customer.id, off_session: true }))).status).toBe('succeeded');
  await sandbox.control.settle();
  expect(events().map(({ type }) => type)).toEqual(expect.arrayContaining(['setup_intent.created', 'setup_intent.requires_action', 'payment_method.attached', 'setup_intent.succeeded']));
});

test('setup intents: declines, cancelling, the removed parameter', async () => {
  const { stripe } = await startBench();
  const customer = await stripe.customers.create();
  const declined = await failureOf(stripe.setupIntents.create({ customer: customer.id, payment_method: 'pm_card_chargeDeclined', confirm: true, allowed_payment_method_types: ['card'] }));
  expect(declined).toMatchObject({ statusCode: 402, code: 'card_declined', setup_intent: { status: 'requires_payment_method', last_setup_error: { code: 'card_declined' } } });
  const open = await stripe.setupIntents.create({ customer: customer.id });
  expect(open).toMatchObject({ status: 'requires_payment_method', automatic_payment_methods: { enabled: true } });
  expect((await stripe.setupIntents.cancel(open.id)).status).toBe('canceled');
  expect(await failureOf(stripe.setupIntents.confirm(open.id, { payment_method: 'pm_card_visa' }))).toMatchObject({ code: 'setup_intent_unexpected_state' });
  expect(await failureOf(stripe.setupIntents.create({ payment_method_types: ['card'] } as never))).toMatchObject({ code: 'parameter_unknown', param: 'payment_method_types' });
});
