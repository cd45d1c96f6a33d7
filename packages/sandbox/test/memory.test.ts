import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFakeClock, DAY } from '@marketgraph/kernel';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createSandboxClock, createStripeSandbox } from '../src/index.ts';
import { failureOf, payment, SECRET, startBench, stripeClient, temporaryFolder } from './support/stripe.ts';

test('after a restart the provider still knows everything (PLT-10)', async () => {
  const journal = join(await temporaryFolder(), 'deep', 'stripe.jsonl');
  const before = await createStripeSandbox({ journal });
  const stripe = stripeClient(before.port);
  const params = payment('pm_card_visa', { capture_method: 'manual', metadata: { order: 'ord_1' } });
  const held = await stripe.paymentIntents.create(params, { idempotencyKey: 'order-1' });
  const challenged = await stripe.paymentIntents.create(payment('pm_card_authenticationRequired'));
  const declined = await failureOf(stripe.paymentIntents.create(payment('pm_card_chargeDeclined'), { idempotencyKey: 'order-2' }));
  const list = await stripe.paymentIntents.list();
  await before.stop();

  const { sandbox, stripe: again } = await startBench({ journal, webhook: undefined });
  expect((await again.paymentIntents.list()).data).toEqual(list.data);
  const replayed = await again.paymentIntents.create(params, { idempotencyKey: 'order-1' });
  expect(replayed).toEqual(held);
  expect(replayed.lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true' });
  const replayedDecline = await failureOf(again.paymentIntents.create(payment('pm_card_chargeDeclined'), { idempotencyKey: 'order-2' }));
  expect(replayedDecline.payment_intent?.id).toBe(declined.payment_intent?.id);
  expect(await sandbox.control.authenticate(challenged.id)).toBe('succeeded');
  expect((await again.paymentIntents.capture(held.id)).status).toBe('succeeded');
  expect((await sandbox.control.countIntents({ order: 'ord_1' })).count).toBe(1);
  expect((await stat(journal)).mode & 0o777).toBe(0o600);
});

test('events that were not delivered before the restart are delivered after it', async () => {
  const journal = join(await temporaryFolder(), 'stripe.jsonl');
  const before = await createStripeSandbox({ journal, webhook: { url: 'http://127.0.0.1:9/closed', secret: SECRET } });
  await before.control.setWebhookMode({ mode: 'hold' });
  await stripeClient(before.port).customers.create();
  await before.control.setWebhookMode({ mode: 'normal' });
  await stripeClient(before.port).customers.create();
  await vi.waitFor(async () => expect((await before.control.webhookDeliveries({ state: 'waiting' }))[0]?.attempts).toHaveLength(1));
  await before.stop();

  const bench = await startBench({ journal });
  expect(await bench.sandbox.control.settle()).toMatchObject({ delivered: 1, held: 1 });
  await bench.sandbox.control.releaseWebhooks();
  expect(await bench.sandbox.control.settle()).toMatchObject({ delivered: 2, held: 0 });
  expect(bench.events().map(({ type }) => type)).toEqual(['customer.created', 'customer.created']);
});

test('an event whose answer was lost in a crash is sent again', async () => {
  const journal = join(await temporaryFolder(), 'stripe.jsonl');
  const bench = await startBench({ journal });
  bench.receiver.pause();
  await bench.stripe.customers.create();
  await vi.waitFor(() => expect(bench.receiver.open()).toBe(1));
  await bench.sandbox.stop();
  bench.receiver.resume();
  const again = await createStripeSandbox({ journal });
  onTestFinished(() => again.stop());
  await vi.waitFor(() => expect(bench.events()).toHaveLength(2));
  const [first, second] = bench.events();
  expect(second).toEqual(first);
});

test('a hold lapses even when its seven days end while the sandbox is down', async () => {
  const journal = join(await temporaryFolder(), 'stripe.jsonl');
  const before = await createStripeSandbox({ journal });
  const held = await stripeClient(before.port).paymentIntents.create(payment('pm_card_visa', { capture_method: 'manual' }));
  await before.stop();
  const { sandbox, stripe } = await startBench({ journal });
  await sandbox.control.advanceClock(7 * 86_400_000);
  expect((await stripe.paymentIntents.retrieve(held.id)).status).toBe('canceled');
});

test("the sandbox follows a test's own clock", async () => {
  const clock = createFakeClock(new Date('2026-01-01T00:00:00Z'));
  const { stripe } = await startBench({ clock: createSandboxClock(clock) });
  const held = await stripe.paymentIntents.create(payment('pm_card_visa', { capture_method: 'manual' }));
  expect(held.created).toBe(Date.UTC(2026, 0, 1) / 1_000);
  clock.advance(7 * DAY);
  await vi.waitFor(async () => expect((await stripe.paymentIntents.retrieve(held.id)).status).toBe('canceled'));
});

test('a torn last line is cut off; a damaged one in the middle is refused', async () => {
  const journal = join(await temporaryFolder(), 'stripe.jsonl');
  const before = await createStripeSandbox({ journal });
  const customer = await stripeClient(before.port).customers.create();
  await before.stop();
  const whole = await readFile(journal, 'utf8');
  await appendFile(journal, '{"set":[["customers","cus_torn",{"id"');
  const { stripe, sandbox } = await startBench({ journal, webhook: undefined });
  expect((await stripe.customers.list()).data.map(({ id }) => id)).toEqual([customer.id]);
  await sandbox.stop();
  expect(await readFile(journal, 'utf8')).toBe(whole);
  await writeFile(journal, `${whole}{"set":\n${whole.split('\n')[1]}\n`);
  await expect(createStripeSandbox({ journal })).rejects.toThrow(`cannot be read at ${journal}:`);
  await writeFile(journal, '{"journal":"uber","format":1}\n');
  await expect(createStripeSandbox({ journal })).rejects.toThrow('is not a journal of this sandbox');
});

test('a long journal is compacted at the start and means the same', async () => {
  const journal = join(await temporaryFolder(), 'stripe.jsonl');
  const before = await createStripeSandbox({ journal });
  const stripe = stripeClient(before.port);
  const { id } = await stripe.customers.create();
  await before.stop();
  const lines = Array.from({ length: 3_000 }, (_, index) => JSON.stringify({ set: [['customers', id, { id, object: 'customer', created: 1, metadata: { index: String(index) } }]] }));
  await appendFile(journal, `${lines.join('\n')}\n`);
  const { stripe: again } = await startBench({ journal, webhook: undefined });
  expect(await again.customers.retrieve(id)).toMatchObject({ metadata: { index: '2999' } });
  expect((await readFile(journal, 'utf8')).split('\n').length).toBeLessThan(20);
});
