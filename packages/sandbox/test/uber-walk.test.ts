import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createUberSandbox, startSandboxProcess } from '../src/index.ts';
import { temporaryFolder } from './support/stripe.ts';
import { ORDER, requestToken, ROBO, startUber, type UberBench } from './support/uber.ts';

const STEP = 1_000;

/** The statuses that were told, and the kinds of everything. */
function told({ events }: UberBench, about?: unknown): unknown[] {
  return events().filter((event) => event.kind === 'event.delivery_status' && (about ?? event.delivery_id) === event.delivery_id).map(({ status }) => status);
}

async function order(bench: UberBench, change: object = {}): Promise<string> {
  const { status, body } = await bench.post('/deliveries', { ...ORDER, ...change });
  expect(status).toBe(200);
  return String(body.id);
}

test('a robo courier walks by himself: every status once, positions along the line, the last metres told', async () => {
  const bench = await startUber({ stepMs: STEP });
  const { sandbox, get, events } = bench;
  const id = await order(bench, { ...ROBO, pickup_latitude: 40.7, pickup_longitude: -74, dropoff_latitude: 40.72, dropoff_longitude: -73.98 });
  await sandbox.control.advanceClock(10 * STEP);
  await sandbox.control.settle();
  expect(told(bench)).toEqual(['pending', 'pickup', 'pickup', 'pickup_complete', 'dropoff', 'dropoff', 'delivered']);
  const courier = events().filter(({ kind }) => kind === 'event.courier_update');
  expect(courier).toHaveLength(6);
  expect(courier.map(({ location }) => location)).toEqual(courier.map(({ data }) => (data as { courier: { location: object } }).courier.location));
  const way = courier.slice(2).map(({ location }) => location as { lat: number; lng: number });
  expect(way[0]).toEqual({ lat: 40.705, lng: -73.995 });
  expect(way.map(({ lat }) => lat)).toEqual(way.map(({ lat }) => lat).toSorted((a, b) => a - b));
  expect(courier.map(({ data }) => (data as { courier_imminent: boolean }).courier_imminent)).toEqual([false, true, false, false, false, true]);
  const { body } = await get(`/deliveries/${id}`);
  expect(body).toMatchObject({ status: 'delivered', complete: true, courier_imminent: false, refund: [], pickup: { status: 'completed' }, dropoff: { status: 'completed' } });
  expect(events()[0]).toMatchObject({ kind: 'event.delivery_status', delivery_id: id, live_mode: false, customer_id: 'cus_sandbox', id: expect.stringMatching(/^evt_/), data: { id } });
});

test('a robo courier waits for the parcel to be ready; his arrival comes nearer', async () => {
  const bench = await startUber({ stepMs: STEP });
  const { sandbox, get, clock } = bench;
  const id = await order(bench, { ...ROBO, pickup_ready_dt: new Date(clock.now().getTime() + 3_600_000).toISOString() });
  await sandbox.control.advanceClock(3_600_000);
  expect((await get(`/deliveries/${id}`)).body).toMatchObject({ status: 'pending', courier: null });
  await sandbox.control.advanceClock(STEP);
  const start = (await get(`/deliveries/${id}`)).body;
  expect(start).toMatchObject({ status: 'pickup', courier: { name: 'Alex I.' } });
  await sandbox.control.advanceClock(2 * STEP);
  const near = (await get(`/deliveries/${id}`)).body;
  expect(near).toMatchObject({ status: 'pickup', courier_imminent: true });
  expect(Date.parse(String(near.pickup_eta))).toBeLessThan(Date.parse(String(start.pickup_eta)));
});

test('by hand: step by step, to a status, to a place, and a courier who drops out', async () => {
  const bench = await startUber();
  const { sandbox } = bench;
  const { control } = sandbox;
  const id = await order(bench);
  expect((await control.advanceDelivery(id)).status).toBe('pickup');
  expect((await control.reassignCourier(id)).courier).toBeNull();
  expect((await control.advanceDelivery(id, 'dropoff')).status).toBe('dropoff');
  await expect(control.advanceDelivery(id, 'pickup')).rejects.toThrow('409');
  const moved = await control.moveCourier(id, { share: 0.5 });
  expect(moved.courier?.location.lat).toBeCloseTo((moved.pickup.location.lat + moved.dropoff.location.lat) / 2, 5);
  await control.moveCourier(id, { lat: 1, lng: 2, imminent: true });
  expect((await control.advanceDelivery(id)).status).toBe('delivered');
  await expect(control.advanceDelivery(id)).rejects.toThrow('is delivered already');
  await expect(control.advanceDelivery('del_nobody')).rejects.toThrow('404');
  await control.settle();
  expect(told(bench)).toEqual(['pending', 'pickup', 'pending', 'pickup', 'pickup_complete', 'dropoff', 'dropoff', 'delivered']);
});

test('cancelling is possible until the parcel is picked up', async () => {
  const bench = await startUber();
  const { post, get, sandbox } = bench;
  const [early, late] = [await order(bench), await order(bench)];
  await sandbox.control.advanceDelivery(early);
  expect(await post(`/deliveries/${early}/cancel`)).toMatchObject({ status: 200, body: { id: early, status: 'canceled', complete: true } });
  expect(await post(`/deliveries/${early}/cancel`)).toMatchObject({ status: 400, body: { code: 'noncancelable_delivery' } });
  await sandbox.control.advanceDelivery(late, 'pickup_complete');
  expect(await post(`/deliveries/${late}/cancel`)).toMatchObject({ status: 400, body: { code: 'noncancelable_delivery' } });
  expect((await get(`/deliveries/${late}`)).body.status).toBe('pickup_complete');
  await sandbox.control.settle();
  expect(told(bench, early)).toEqual(['pending', 'pickup', 'canceled']);
});

test('a parcel that nobody takes goes back in a delivery of its own', async () => {
  const bench = await startUber({ stepMs: STEP });
  const { get, sandbox } = bench;
  const id = await order(bench, { ...ROBO, dropoff_name: 'Undeliverable' });
  await sandbox.control.advanceClock(10 * STEP);
  const { body } = await get(`/deliveries/${id}`);
  expect(body).toMatchObject({ status: 'returned', complete: true, undeliverable_action: 'returned', undeliverable_reason: 'CUSTOMER_UNAVAILABLE', dropoff: { status: 'failed' } });
  const [related] = body.related_deliveries as { id: string; relationship: string }[];
  expect(related).toMatchObject({ id: expect.stringMatching(/^ret_/), relationship: 'return' });
  expect((await get(`/deliveries/${related?.id}`)).body).toMatchObject({ status: 'pickup_complete', dropoff: { name: 'Corner Shop' }, related_deliveries: [{ id, relationship: 'original' }] });
  await sandbox.control.advanceClock(6 * STEP);
  expect((await get(`/deliveries/${related?.id}`)).body.status).toBe('delivered');
});

test('or stays at the door, or is given up by the provider', async () => {
  const bench = await startUber({ stepMs: STEP });
  const { get, sandbox } = bench;
  const left = await order(bench, { undeliverable_action: 'leave_at_door' });
  await sandbox.control.advanceDelivery(left, 'dropoff');
  expect(await sandbox.control.returnDelivery(left, 'NO_ANSWER')).toMatchObject({ status: 'delivered', undeliverable_action: 'left_at_door', undeliverable_reason: 'NO_ANSWER' });
  const lost = await order(bench);
  expect(await sandbox.control.failDelivery(lost, 'NO_COURIERS')).toMatchObject({ status: 'canceled', complete: true, undeliverable_reason: 'NO_COURIERS' });
  const doomed = await order(bench, { ...ROBO, dropoff_name: 'Cancel' });
  await sandbox.control.advanceClock(10 * STEP);
  expect((await get(`/deliveries/${doomed}`)).body).toMatchObject({ status: 'canceled', complete: true });
});

test('updates, tips and proofs', async () => {
  const bench = await startUber();
  const { post, sandbox } = bench;
  const id = await order(bench, { dropoff_verification: { pincode: { enabled: true }, signature_requirement: { enabled: true }, picture: true } });
  const changed = await post(`/deliveries/${id}`, { dropoff_notes: 'Ring twice', tip_by_customer: 300 });
  expect(changed).toMatchObject({ status: 200, body: { tip: 300, dropoff: { notes: 'Ring twice', verification_requirements: { pincode: { enabled: true, value: '1234' } } } } });
  expect((await post(`/deliveries/${id}`, { tip_by_customer: 1 })).body.code).toBe('tip_already_recorded_error');
  const proof = { waypoint: 'dropoff', type: 'pincode' };
  expect((await post(`/deliveries/${id}/proof-of-delivery`, proof)).body.code).toBe('invalid_params');
  await sandbox.control.advanceDelivery(id, 'delivered');
  const document = (await post(`/deliveries/${id}/proof-of-delivery`, proof)).body.document;
  expect(Buffer.from(String(document), 'base64').subarray(1, 4).toString()).toBe('PNG');
  expect((await post(`/deliveries/${id}/proof-of-delivery`, { waypoint: 'pickup', type: 'picture' })).status).toBe(400);
  expect((await post(`/deliveries/${id}`, { dropoff_notes: 'Too late' })).body).toMatchObject({ code: 'invalid_params', metadata: { param_details: expect.any(String) } });
  const other = await order(bench);
  expect((await post(`/deliveries/${other}`, { tip_by_customer: 10_001 })).body.code).toBe('max_tip_exceeded');
  await post(`/deliveries/${other}/cancel`);
  expect((await post(`/deliveries/${other}`, { tip_by_customer: 100 })).body.code).toBe('invalid_tipping_state');
});

test('duplicate and unordered webhooks keep their ids and can be told apart by their time', async () => {
  const bench = await startUber({ stepMs: STEP });
  const { control } = bench.sandbox;
  await control.setWebhookMode({ mode: 'hold' });
  await order(bench, ROBO);
  await control.advanceClock(10 * STEP);
  await control.releaseWebhooks({ order: 'reverse' });
  await control.settle();
  expect(told(bench)[0]).toBe('delivered');
  expect(told(bench).at(-1)).toBe('pending');
  const updated = bench.events().map(({ data }) => (data as { updated: string }).updated);
  expect(updated).toEqual(updated.toSorted().toReversed());
  const before = bench.receiver.received.length;
  await control.setWebhookMode({ mode: 'duplicate', copies: 2 });
  await order(bench);
  await control.settle();
  const [first, second] = bench.events().slice(before);
  expect(first).toEqual(second);
});

test('a restart in the middle of the way goes on from there', async () => {
  const journal = join(await temporaryFolder(), 'uber.jsonl');
  const bench = await startUber({ journal, stepMs: STEP });
  const id = await order(bench, { ...ROBO, external_id: 'vor_1', idempotency_key: 'k' });
  await bench.sandbox.control.advanceClock(4 * STEP);
  await bench.sandbox.stop();
  const again = await createUberSandbox({ journal, stepMs: STEP, clock: bench.clock, webhook: { url: bench.receiver.url, secret: 'uber-signing-key' } });
  onTestFinished(() => again.stop());
  const call = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${again.url}/v1/customers/cus_sandbox${path}`, { ...init, headers: { authorization: `Bearer ${bench.token}` } });
  expect(await (await call(`/deliveries/${id}`)).json()).toMatchObject({ status: 'pickup_complete' });
  expect(await (await call('/deliveries', { method: 'POST', body: JSON.stringify({ ...ORDER, external_id: 'vor_1', idempotency_key: 'k' }) })).json()).toMatchObject({ id });
  await again.control.advanceClock(6 * STEP);
  expect(await (await call(`/deliveries/${id}`)).json()).toMatchObject({ status: 'delivered' });
});

test('as a child process, with its steps by the real clock', async () => {
  const child = await startSandboxProcess('uber', { port: 0, env: { STEP_MS: '5' } });
  onTestFinished(() => child.kill());
  const { access_token: token } = (await (await requestToken(child.url)).json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const created = await fetch(`${child.url}/v1/customers/cus_sandbox/deliveries`, { method: 'POST', headers, body: JSON.stringify({ ...ORDER, ...ROBO }) });
  const { id, tracking_url: page } = (await created.json()) as { id: string; tracking_url: string };
  await vi.waitFor(async () => expect(await (await fetch(`${child.url}/v1/customers/cus_sandbox/deliveries/${id}`, { headers })).json()).toMatchObject({ status: 'delivered' }), { timeout: 10_000 });
  expect(await (await fetch(page)).text()).toContain('delivered');
});
