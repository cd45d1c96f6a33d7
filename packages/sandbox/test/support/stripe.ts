import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stripe } from 'stripe';
import { expect, onTestFinished } from 'vitest';
import { createStripeSandbox, type StripeSandbox, type StripeSandboxOptions } from '../../src/index.ts';
import { startReceiver, type Receiver } from './receiver.ts';

export const SECRET = 'whsec_contract_test';

/** The real SDK, pointed at the sandbox as the marketplace's adapter is. */
export function stripeClient(port: number, key = 'sk_test_x'): Stripe {
  return new Stripe(key, { host: '127.0.0.1', port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 });
}

export interface Bench {
  readonly sandbox: StripeSandbox;
  readonly stripe: Stripe;
  readonly receiver: Receiver;
  /** The events received so far, each verified by the SDK. */
  events(): Stripe.Event[];
}

/** A sandbox with a webhook endpoint, both gone when the test is. */
export async function startBench(options: StripeSandboxOptions = {}): Promise<Bench> {
  const receiver = await startReceiver();
  const sandbox = await createStripeSandbox({ webhook: { url: receiver.url, secret: SECRET }, ...options });
  onTestFinished(async () => {
    await sandbox.stop();
    await receiver.close();
  });
  const stripe = stripeClient(sandbox.port);
  const events = (): Stripe.Event[] => receiver.received.map(({ body, headers }) => stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), SECRET));
  return { sandbox, stripe, receiver, events };
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A payment of 50 dollars by card, confirmed by the server. */
export function payment(method: string, extra: Partial<Stripe.PaymentIntentCreateParams> = {}): Stripe.PaymentIntentCreateParams {
  return { amount: 5_000, currency: 'usd', payment_method: method, confirm: true, allowed_payment_method_types: ['card'], ...extra };
}

/** What a call that must fail failed with. */
export async function failureOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const failure = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(Stripe.errors.StripeError);
  return failure as Stripe.errors.StripeError;
}
