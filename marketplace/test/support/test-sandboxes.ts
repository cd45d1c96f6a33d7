import { STRIPE_EVENT_TYPES } from '@marketgraph/commerce';
import { createMailControl, createStripeControl, createUberControl, startSandboxProcess, type MailControl, type StripeControl, type UberControl } from '@marketgraph/sandbox';
import type { Sandboxes } from '../../src/platform/sandboxes.ts';
import type { Secrets } from '../../src/platform/secrets.ts';

export interface TestSandboxes extends Sandboxes {
  readonly control: { readonly stripe: StripeControl; readonly uber: UberControl; readonly mail: MailControl };
  /** Tells the providers where the marketplace is; one that takes a free port knows only once it listens. */
  sendWebhooksTo(bases: { readonly stripe: string; readonly uber: string }): Promise<void>;
}

/** Child processes on free ports, without a journal: what they know ends with the test file. */
export async function startTestSandboxes(secrets: Secrets, courierStepMs: number): Promise<TestSandboxes> {
  const [stripe, uber, mail] = await Promise.all([
    startSandboxProcess('stripe', { port: 0, env: { SETTLE_MS: '20', WEBHOOK_RETRY_MS: '200' } }),
    startSandboxProcess('uber', { port: 0, env: { STEP_MS: String(courierStepMs), WEBHOOK_RETRY_MS: '200' } }),
    startSandboxProcess('mail', { port: 0, env: { SMTP_PORT: '0' } }),
  ]);
  const control = { stripe: createStripeControl(stripe.url), uber: createUberControl(uber.url), mail: createMailControl(mail.url) };
  return {
    stripe,
    uber,
    mail,
    control,
    sendWebhooksTo: async (bases) => {
      await Promise.all([
        control.stripe.setWebhookEndpoint({ url: `${bases.stripe}/webhooks/stripe`, secret: secrets.stripeWebhookSecret, enabledEvents: [...STRIPE_EVENT_TYPES] }),
        control.uber.setWebhookEndpoint({ url: `${bases.uber}/webhooks/uber`, secret: secrets.uberWebhookSecret }),
      ]);
    },
    stop: async () => void (await Promise.all([stripe.stop(), uber.stop(), mail.stop()])),
  };
}
