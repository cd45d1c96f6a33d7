import { expect, test } from 'vitest';
import { UBER_CREDENTIALS } from '../src/index.ts';
import { address, inMinutes, ORDER, requestToken, startUber, TRIP } from './support/uber.ts';

test('tokens last thirty days and are refused after that, or when asked for too often', async () => {
  const { sandbox, get } = await startUber({ tokensPerHour: 2 });
  const issued = await requestToken(sandbox.url);
  expect(issued.status).toBe(200);
  expect(await issued.json()).toMatchObject({ token_type: 'Bearer', expires_in: 2_592_000, scope: 'eats.deliveries', access_token: expect.any(String) });
  expect((await requestToken(sandbox.url)).status).toBe(429);
  expect((await requestToken(sandbox.url, { client_secret: 'wrong' })).status).toBe(401);
  expect(await (await requestToken(sandbox.url, { grant_type: 'password' })).json()).toMatchObject({ error: 'unsupported_grant_type' });
  expect(await (await requestToken(sandbox.url, { scope: 'everything' })).json()).toMatchObject({ error: 'invalid_scope' });
  expect((await get('/deliveries')).status).toBe(200);
  await sandbox.control.advanceClock(30 * 86_400_000);
  expect(await get('/deliveries')).toEqual({ status: 401, body: { code: 'unauthorized', message: 'Invalid OAuth 2.0 credentials provided.' } });
  expect((await requestToken(sandbox.url)).status).toBe(200);
  await sandbox.control.expireTokens();
  expect(await sandbox.control.tokensIssued()).toBe(3);
});

test('another customer, an unknown delivery, no token', async () => {
  const { sandbox, token, get } = await startUber();
  const foreign = await fetch(`${sandbox.url}/v1/customers/cus_other/deliveries`, { headers: { authorization: `Bearer ${token}` } });
  expect([foreign.status, await foreign.json()]).toMatchObject([404, { code: 'customer_not_found', kind: 'error' }]);
  expect(await get('/deliveries/del_nobody')).toMatchObject({ status: 404, body: { code: 'delivery_not_found', kind: 'error' } });
  expect((await fetch(`${sandbox.url}/v1/customers/${UBER_CREDENTIALS.customerId}/deliveries`)).status).toBe(401);
});

test('a quote, and the delivery at its price', async () => {
  const { post } = await startUber();
  const quote = await post('/delivery_quotes', TRIP);
  expect(quote).toMatchObject({ status: 200, body: { kind: 'delivery_quote', created: inMinutes(0), expires: inMinutes(15), currency: 'usd', currency_type: 'USD', pickup_duration: 12 } });
  expect(quote.body.id).toMatch(/^dqt_/);
  expect(quote.body.fee).toBeGreaterThan(599);
  const delivery = await post('/deliveries', { ...ORDER, quote_id: quote.body.id, external_id: 'vor_1', tip: 200, dropoff_notes: 'Second floor' });
  expect(delivery).toMatchObject({
    status: 200,
    body: {
      kind: 'delivery', status: 'pending', complete: false, live_mode: false, quote_id: quote.body.id, external_id: 'vor_1', tip: 200, fee: Number(quote.body.fee) + 200, courier: null,
      currency: 'usd', pickup: { name: 'Corner Shop', detailed_address: { street_address_1: '100 Maiden Ln', zip_code: '10023' } }, dropoff: { notes: 'Second floor' },
      related_deliveries: [], undeliverable_action: '', undeliverable_reason: '', manifest: { total_value: 1_000 }, pickup_ready: inMinutes(0),
    },
  });
  expect(delivery.body.id).toMatch(/^del_/);
  expect(await post('/deliveries', { ...ORDER, quote_id: quote.body.id })).toMatchObject({ status: 400, body: { code: 'used_quote' } });
});

test('a quote counts for fifteen minutes and for its own trip', async () => {
  const { sandbox, post } = await startUber();
  const { body: quote } = await post('/delivery_quotes', TRIP);
  expect(await post('/deliveries', { ...ORDER, quote_id: quote.id, dropoff_address: address('1 Elsewhere') })).toMatchObject({ status: 400, body: { code: 'mismatched_price_quote' } });
  expect(await post('/deliveries', { ...ORDER, quote_id: quote.id, external_store_id: 'ven_1' })).toMatchObject({ body: { code: 'mismatched_price_quote' } });
  await sandbox.control.advanceClock(15 * 60_000);
  expect(await post('/deliveries', { ...ORDER, quote_id: quote.id })).toMatchObject({ status: 400, body: { code: 'expired_quote' } });
});

test.each([
  [{ pickup_ready_dt: inMinutes(-2) }, 'pickup_ready_too_early'],
  [{ pickup_ready_dt: inMinutes(30 * 24 * 60) }, 'pickup_ready_too_late'],
  [{ pickup_ready_dt: inMinutes(30), pickup_deadline_dt: inMinutes(39) }, 'pickup_window_too_small'],
  [{ pickup_deadline_dt: inMinutes(15) }, 'pickup_deadline_too_early'],
  [{ pickup_deadline_dt: inMinutes(30), dropoff_ready_dt: inMinutes(31) }, 'dropoff_ready_after_pickup_deadline'],
  [{ dropoff_ready_dt: inMinutes(25), pickup_deadline_dt: inMinutes(30), dropoff_deadline_dt: inMinutes(44) }, 'dropoff_deadline_too_early'],
  [{ pickup_deadline_dt: inMinutes(60), dropoff_deadline_dt: inMinutes(45) }, 'dropoff_deadline_before_pickup_deadline'],
  [{ dropoff_address: address('1 Undeliverable Street') }, 'address_undeliverable'],
  [{ dropoff_address: address('2 Limited Couriers Road') }, 'address_undeliverable_limited_couriers'],
  [{ dropoff_address: address('3 Unknown Location') }, 'unknown_location'],
  [{ pickup_latitude: 40.7, pickup_longitude: -74, dropoff_latitude: 38.9, dropoff_longitude: -77 }, 'address_undeliverable'],
])('a quote with %o is refused with %s', async (change, code) => {
  const { post } = await startUber();
  expect(await post('/delivery_quotes', { ...TRIP, ...change })).toMatchObject({ status: 400, body: { code, kind: 'error' } });
});

test('plain addresses are taken too, and the same address is always the same place', async () => {
  const { post } = await startUber();
  const order = { ...ORDER, pickup_address: '425 Market St, San Francisco, CA 94105', dropoff_address: '201 3rd St, San Francisco, CA 94103' };
  const [one, two] = [await post('/deliveries', order), await post('/deliveries', order)];
  expect(one.body.pickup).toMatchObject({ detailed_address: { street_address_1: '425 Market St', city: 'San Francisco', state: 'CA', zip_code: '94105', country: 'US' } });
  expect(one.body.dropoff).toEqual(two.body.dropoff);
});

test('what is wrong with an order is said field by field', async () => {
  const { post, sandbox } = await startUber();
  const { pickup_name: _left, ...incomplete } = ORDER;
  expect(await post('/deliveries', { ...incomplete, dropoff_phone_number: '555', manifest_items: [{ name: 'Tie', quantity: 0 }] })).toEqual({
    status: 400,
    body: {
      code: 'invalid_params', kind: 'error', message: 'The parameters of your request were invalid.',
      metadata: { pickup_name: 'This field is required.', dropoff_phone_number: 'dropoff phone number is not valid.', 'manifest_items.0.quantity': expect.any(String) },
    },
  });
  expect((await post('/delivery_quotes', { ...TRIP, pickup_address: '{' })).body).toMatchObject({ code: 'invalid_params', metadata: { pickup_address: expect.any(String) } });
  expect(await sandbox.control.countDeliveries()).toMatchObject({ count: 0 });
});

test('one key or one reference makes one delivery', async () => {
  const { post, sandbox } = await startUber();
  const order = { ...ORDER, external_id: 'vor_1', manifest_reference: 'dlv_1', idempotency_key: 'dlv_1:create' };
  const first = await post('/deliveries', order);
  const replayed = await post('/deliveries', order);
  expect(replayed).toEqual(first);
  const other = await post('/deliveries', { ...order, idempotency_key: 'dlv_1:again' });
  expect(other).toEqual({ status: 409, body: { code: 'duplicate_delivery', kind: 'error', message: expect.any(String), metadata: { delivery_id: first.body.id } } });
  await sandbox.control.advanceClock(60 * 60_000);
  expect((await post('/deliveries', order)).status).toBe(409);
  expect((await post('/deliveries', { ...order, manifest_reference: 'dlv_2', idempotency_key: 'dlv_2:create' })).status).toBe(200);
  const many = await Promise.all(Array.from({ length: 10 }, () => post('/deliveries', { ...ORDER, external_id: 'vor_2', idempotency_key: 'dlv_3:create' })));
  expect(new Set(many.map(({ body }) => body.id)).size).toBe(1);
  expect(await sandbox.control.countDeliveries('vor_2')).toMatchObject({ count: 1, byStatus: { pending: 1 } });
});

test('lists by state and page', async () => {
  const { post, get, sandbox } = await startUber();
  const ids: unknown[] = [];
  for (let index = 0; index < 3; index += 1) ids.unshift((await post('/deliveries', ORDER)).body.id);
  await sandbox.control.failDelivery(String(ids[0]));
  const page = await get('/deliveries?limit=2');
  expect(page.body).toMatchObject({ total_count: -1, data: [{ id: ids[0] }, { id: ids[1] }], next_href: `${sandbox.url}/v1/customers/cus_sandbox/deliveries?limit=2&offset=2` });
  expect((await get('/deliveries?limit=2&offset=2')).body).toMatchObject({ data: [{ id: ids[2] }], next_href: '' });
  expect((await get('/deliveries?filter=ongoing')).body.data).toHaveLength(2);
  expect((await get('/deliveries?filter=canceled')).body).toMatchObject({ data: [{ id: ids[0] }] });
  expect((await get('/deliveries?filter=lost')).status).toBe(400);
});

test('planned failures: busy couriers, limits, a broken connection after the work', async () => {
  const { post, sandbox } = await startUber();
  expect(await post('/deliveries', { ...ORDER, dropoff_name: 'CourierBusy' })).toMatchObject({ status: 503, body: { code: 'couriers_busy' } });
  await sandbox.control.failNext({ status: 429 });
  expect(await post('/delivery_quotes', TRIP)).toMatchObject({ status: 429, body: { code: 'customer_limited', kind: 'error' } });
  await sandbox.control.failNext({ status: 503 });
  expect(await post('/delivery_quotes', TRIP)).toMatchObject({ status: 503, body: { code: 'service_unavailable' } });
  const order = { ...ORDER, external_id: 'vor_1', idempotency_key: 'k' };
  await sandbox.control.failNext({ hangUp: true, effect: 'after' });
  await expect(post('/deliveries', order)).rejects.toThrow('fetch failed');
  const found = await post('/deliveries', order);
  expect(found.status).toBe(200);
  expect(await sandbox.control.countDeliveries('vor_1')).toMatchObject({ count: 1, ids: [found.body.id] });
});
