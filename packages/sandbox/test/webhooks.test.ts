import { expect, test, vi } from 'vitest';
import { createSandboxClock } from '../src/index.ts';
import { SECRET, payment, startBench, stripeClient, type Bench } from './support/stripe.ts';

/** A payment causes three events, in this order. */
const EVENTS = ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'];

function pay({ stripe }: Bench): Promise<{ id: string }> {
  return stripe.paymentIntents.create(payment('pm_card_visa', { capture_method: 'automatic' }));
}

const types = ({ events }: Bench): string[] => events().map(({ type }) => type);

/** Time stands still: nothing that is delayed happens unless the test says so. */
function frozen(): ReturnType<typeof createSandboxClock> {
  const clock = createSandboxClock();
  clock.freeze();
  return clock;
}

test('events arrive by themselves, in order, one at a time, and signed', async () => {
  const bench = await startBench();
  bench.receiver.pause();
  await pay(bench);
  await vi.waitFor(() => expect(bench.receiver.open()).toBe(1));
  bench.receiver.resume();
  await vi.waitFor(() => expect(types(bench)).toEqual(EVENTS));
  const [first] = bench.receiver.received;
  const header = String(first?.headers['stripe-signature']);
  expect(header).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
  expect(() => bench.stripe.webhooks.constructEvent(first?.body ?? '', header, 'whsec_other')).toThrow('No signatures found');
  expect(() => bench.stripe.webhooks.constructEvent(`${first?.body} `, header, SECRET)).toThrow('No signatures found');
});

test('what is not answered with 2xx is sent again, later each time, with a fresh signature', async () => {
  const clock = frozen();
  const bench = await startBench({ clock, webhookRetryMs: 1_000 });
  const { control } = bench.sandbox;
  bench.receiver.answerNext(500, 0, 302);
  await bench.stripe.customers.create();
  const attempts = async (): Promise<number> => (await control.webhookDeliveries())[0]?.attempts.length ?? 0;
  await vi.waitFor(async () => expect(await attempts()).toBe(1));
  await control.advanceClock(999);
  expect(await attempts()).toBe(1);
  await control.advanceClock(1);
  await vi.waitFor(async () => expect(await attempts()).toBe(2));
  await control.advanceClock(1_999);
  expect(await attempts()).toBe(2);
  await control.advanceClock(1);
  await vi.waitFor(async () => expect(await attempts()).toBe(3));
  await control.advanceClock(4_000);
  await vi.waitFor(async () => expect((await control.webhookDeliveries())[0]).toMatchObject({ state: 'delivered', attempts: [{ status: 500 }, { error: expect.any(String) }, { status: 302 }, { status: 200 }] }));
  const times = bench.receiver.received.map(({ headers }) => Number(/t=(\d+)/.exec(String(headers['stripe-signature']))?.[1]));
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBe(7);
  expect(new Set(bench.receiver.received.map(({ body }) => body)).size).toBe(1);
});

test('an endpoint that never takes an event is given up after three days', async () => {
  const bench = await startBench({ clock: frozen(), webhookRetryMs: 1_000 });
  const { control } = bench.sandbox;
  bench.receiver.answerNext(500, 500, 500);
  await bench.stripe.customers.create();
  await vi.waitFor(() => expect(bench.receiver.received).toHaveLength(1));
  await control.advanceClock(3 * 86_400_000 + 1);
  expect(await control.settle()).toMatchObject({ abandoned: 1, waiting: 0 });
});

test('duplicates come at the same moment and are the same event', async () => {
  const bench = await startBench();
  await bench.sandbox.control.setWebhookMode({ mode: 'duplicate', copies: 3 });
  bench.receiver.pause();
  await pay(bench);
  await vi.waitFor(() => expect(bench.receiver.open()).toBe(9));
  bench.receiver.resume();
  await bench.sandbox.control.settle();
  expect(bench.receiver.received).toHaveLength(9);
  expect(new Set(bench.events().map(({ id }) => id)).size).toBe(3);
});

test('held events wait, and are released in the order that the test wants', async () => {
  const bench = await startBench();
  const { control } = bench.sandbox;
  await control.setWebhookMode({ mode: 'hold' });
  await pay(bench);
  expect(await control.settle()).toMatchObject({ held: 3, delivered: 0 });
  expect(await control.releaseWebhooks({ types: ['charge.succeeded'] })).toBe(1);
  await control.settle();
  expect(types(bench)).toEqual(['charge.succeeded']);
  expect(await control.releaseWebhooks({ order: 'reverse' })).toBe(2);
  await control.settle();
  expect(types(bench)).toEqual(['charge.succeeded', 'payment_intent.succeeded', 'payment_intent.created']);
});

test('late events come when their delay is over', async () => {
  const bench = await startBench({ clock: frozen() });
  const { control } = bench.sandbox;
  await control.setWebhookMode({ mode: 'delay', ms: 5_000 });
  await pay(bench);
  await control.advanceClock(4_999);
  expect(bench.receiver.received).toHaveLength(0);
  await control.advanceClock(1);
  await vi.waitFor(() => expect(types(bench)).toEqual(EVENTS));
});

test('shuffled events all come, spread over the window', async () => {
  const bench = await startBench({ clock: frozen() });
  const { control } = bench.sandbox;
  await control.setWebhookMode({ mode: 'shuffle', windowMs: 10_000 });
  for (let time = 0; time < 10; time += 1) await pay(bench);
  await control.advanceClock(10_000);
  expect(await control.settle()).toMatchObject({ delivered: 30, waiting: 0 });
  const created = (await control.webhookDeliveries()).map(({ messageId }) => messageId);
  const received = bench.events().map(({ id }) => id);
  expect(received.toSorted()).toEqual(created.toSorted());
  expect(received).not.toEqual(created);
});

test('dropped events are never sent, but can be sent again by hand', async () => {
  const bench = await startBench();
  const { control } = bench.sandbox;
  await control.setWebhookMode({ mode: 'drop' });
  const intent = await pay(bench);
  expect(await control.settle()).toMatchObject({ dropped: 3 });
  expect(bench.receiver.received).toHaveLength(0);
  const [last] = await control.webhookDeliveries({ type: 'payment_intent.succeeded', about: intent.id });
  await control.resendWebhook(last?.messageId ?? '');
  await control.settle();
  expect(types(bench)).toEqual(['payment_intent.succeeded']);
  await expect(control.resendWebhook('evt_nobody')).rejects.toThrow('404');
  await expect(control.setWebhookMode({ mode: 'duplicate', copies: 1 })).rejects.toThrow('400');
});

test('without an endpoint events are kept, and a new endpoint gets the next ones', async () => {
  const bench = await startBench({ webhook: undefined });
  const { control } = bench.sandbox;
  await pay(bench);
  await control.setWebhookEndpoint({ url: bench.receiver.url, secret: SECRET });
  await bench.stripe.customers.create();
  await control.settle();
  expect(types(bench)).toEqual(['customer.created']);
  expect((await bench.stripe.events.list()).data).toHaveLength(4);
});

test('an endpoint gets the types that it asked for, and the others are listed only', async () => {
  const bench = await startBench();
  const { control } = bench.sandbox;
  await control.setWebhookEndpoint({ url: bench.receiver.url, secret: SECRET, enabledEvents: ['payment_intent.succeeded'] });
  await pay(bench);
  expect(await control.settle()).toMatchObject({ delivered: 1, waiting: 0, dropped: 0 });
  expect(types(bench)).toEqual(['payment_intent.succeeded']);
  const listed = (await bench.stripe.events.list()).data.map(({ type, pending_webhooks: pending }) => [type, pending]);
  expect(listed.toSorted()).toEqual([['charge.succeeded', 0], ['payment_intent.created', 0], ['payment_intent.succeeded', 1]]);
});

test('reset forgets everything but the endpoint', async () => {
  const bench = await startBench();
  const { control, port } = bench.sandbox;
  await pay(bench);
  await control.failNext({ status: 500 });
  await control.reset();
  expect((await stripeClient(port).paymentIntents.list()).data).toEqual([]);
  await bench.stripe.customers.create();
  await control.settle();
  expect(types(bench).at(-1)).toBe('customer.created');
});
