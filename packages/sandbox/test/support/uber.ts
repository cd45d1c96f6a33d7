import { createHmac } from 'node:crypto';
import { expect, onTestFinished } from 'vitest';
import { createSandboxClock, createUberSandbox, UBER_CREDENTIALS, type SandboxClock, type UberSandbox, type UberSandboxOptions } from '../../src/index.ts';
import { startReceiver, type Receiver } from './receiver.ts';

export const KEY = 'uber-signing-key';
export const NOW = new Date('2026-03-02T12:00:00.000Z');

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface UberBench {
  readonly sandbox: UberSandbox;
  readonly clock: SandboxClock;
  readonly receiver: Receiver;
  readonly token: string;
  get(path: string): Promise<Answer>;
  post(path: string, body?: object): Promise<Answer>;
  /** The webhooks received so far, each with a signature that was checked. */
  events(): Record<string, unknown>[];
}

export async function requestToken(url: string, change: Record<string, string> = {}): Promise<Response> {
  const form = { client_id: UBER_CREDENTIALS.clientId, client_secret: UBER_CREDENTIALS.clientSecret, grant_type: 'client_credentials', scope: 'eats.deliveries' };
  return await fetch(`${url}/oauth/v2/token`, { method: 'POST', body: new URLSearchParams({ ...form, ...change }) });
}

/** A sandbox whose clock stands still, with a token and a webhook endpoint. */
export async function startUber(options: UberSandboxOptions = {}): Promise<UberBench> {
  const receiver = await startReceiver();
  const clock = createSandboxClock();
  clock.freeze(NOW);
  const sandbox = await createUberSandbox({ clock, webhook: { url: receiver.url, secret: KEY }, ...options });
  onTestFinished(async () => {
    await sandbox.stop();
    await receiver.close();
  });
  const { access_token: token } = (await (await requestToken(sandbox.url)).json()) as { access_token: string };
  const call = async (method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${sandbox.url}/v1/customers/${UBER_CREDENTIALS.customerId}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return {
    sandbox,
    clock,
    receiver,
    token,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    events: () => receiver.received.map(({ headers, body }) => {
      const signature = createHmac('sha256', KEY).update(body).digest('hex');
      expect([headers['x-uber-signature'], headers['x-postmates-signature']]).toEqual([signature, signature]);
      return JSON.parse(body) as Record<string, unknown>;
    }),
  };
}

function address(street: string): string {
  return JSON.stringify({ street_address: [street], city: 'New York', state: 'NY', zip_code: '10023', country: 'US' });
}

export const TRIP = { pickup_address: address('100 Maiden Ln'), dropoff_address: address('30 Lincoln Center Plaza') };
export { address };

export const ORDER = {
  ...TRIP,
  pickup_name: 'Corner Shop',
  pickup_phone_number: '+15555550101',
  dropoff_name: 'Gordon Shumway',
  dropoff_phone_number: '+15555550102',
  manifest_items: [{ name: 'Bow tie', quantity: 1, size: 'small', price: 100 }],
  manifest_total_value: 1_000,
};

export const ROBO = { test_specifications: { robo_courier_specification: { mode: 'auto' } } };

/** A time so many minutes from now. */
export function inMinutes(minutes: number): string {
  return new Date(NOW.getTime() + minutes * 60_000).toISOString();
}
