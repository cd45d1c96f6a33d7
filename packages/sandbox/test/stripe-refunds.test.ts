import { expect, test } from 'vitest';
import { failureOf, payment, startBench } from './support/stripe.ts';

test('refunds in parts up to what was captured, and no further', async () => {
  const { sandbox, stripe, events } = await startBench();
  const intent = await stripe.paymentIntents.create(payment('pm_card_visa', { capture_method: 'automatic' }));
  const first = await stripe.refunds.create({ payment_intent: intent.id, amount: 2_000, metadata: { vendor_order: 'vor_1' }, expand: ['charge', 'balance_transaction'] });
  expect(first).toMatchObject({
    object: 'refund', status: 'succeeded', amount: 2_000, payment_intent: intent.id, metadata: { vendor_order: 'vor_1' },
    charge: { amount_refunded: 2_000, refunded: false }, balance_transaction: { amount: -2_000, fee: 0, net: -2_000, type: 'refund' },
  });
  const over = await failureOf(stripe.refunds.create({ payment_intent: intent.id, amount: 3_001 }));
  expect(over).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400, param: 'amount', message: 'Refund amount ($30.01) is greater than unrefunded amount on charge ($30.00)' });
  expect(over.code).toBeUndefined();
  const rest = await stripe.refunds.create({ payment_intent: intent.id, expand: ['charge'] });
  expect(rest).toMatchObject({ amount: 3_000, charge: { amount_refunded: 5_000, refunded: true } });
  expect(await failureOf(stripe.refunds.create({ payment_intent: intent.id }))).toMatchObject({ code: 'charge_already_refunded' });
  expect((await stripe.refunds.list({ payment_intent: intent.id })).data.map(({ amount }) => amount)).toEqual([3_000, 2_000]);
  await sandbox.control.settle();
  expect(events().map(({ type }) => type).slice(3)).toEqual(['charge.refunded', 'refund.created', 'charge.refunded', 'refund.created']);
});

test('a refund that fails later gives the money back to the balance', async () => {
  const { sandbox, stripe, events } = await startBench({ settleMs: 3_600_000 });
  const intent = await stripe.paymentIntents.create(payment('pm_card_refundFail', { capture_method: 'automatic' }));
  const refund = await stripe.refunds.create({ payment_intent: intent.id });
  expect(refund.status).toBe('succeeded');
  await sandbox.control.settle();
  expect(await stripe.refunds.retrieve(refund.id, { expand: ['charge', 'failure_balance_transaction'] })).toMatchObject({
    status: 'failed', failure_reason: 'expired_or_canceled_card', charge: { amount_refunded: 0, refunded: false }, failure_balance_transaction: { amount: 5_000, type: 'refund_failure' },
  });
  expect(events().map(({ type }) => type)).toContain('refund.failed');
});

test('a slow refund is pending until it arrives', async () => {
  const { sandbox, stripe, events } = await startBench({ settleMs: 60_000 });
  const intent = await stripe.paymentIntents.create(payment('pm_card_pendingRefund', { capture_method: 'automatic' }));
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 1_000 });
  expect(refund.status).toBe('pending');
  await sandbox.control.advanceClock(60_000);
  expect((await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
  await sandbox.control.settle();
  expect(events().filter(({ type }) => type === 'refund.updated')).toHaveLength(1);
});

test('what was not captured is cancelled, not refunded', async () => {
  const { stripe } = await startBench();
  const held = await stripe.paymentIntents.create(payment('pm_card_visa', { capture_method: 'manual' }));
  expect(await failureOf(stripe.refunds.create({ payment_intent: held.id }))).toMatchObject({ message: expect.stringContaining('You must cancel the PaymentIntent') });
  const open = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
  expect(await failureOf(stripe.refunds.create({ payment_intent: open.id }))).toMatchObject({ param: 'payment_intent', statusCode: 400 });
  expect(await failureOf(stripe.refunds.create({}))).toMatchObject({ statusCode: 400 });
});
