import { join } from 'node:path';
import { STRIPE_EVENT_TYPES } from '@marketgraph/commerce';
import { startSandboxProcess, type SandboxName, type SandboxProcess, type SandboxProcessOptions } from '@marketgraph/sandbox';
import type { Logger } from '@marketgraph/server';
import type { Secrets } from './secrets.ts';

export interface SandboxPorts {
  readonly stripe: number;
  readonly uber: number;
  readonly smtp: number;
  readonly mail: number;
}

export type Sandboxes = Readonly<Record<SandboxName, SandboxProcess>> & Stoppable;
/** Without those of providers that were there already. */
export type SomeSandboxes = Readonly<Partial<Record<SandboxName, SandboxProcess>>> & Stoppable;

interface Stoppable {
  stop(): Promise<void>;
}

export interface SandboxesOptions {
  readonly dataDir: string;
  readonly ports: SandboxPorts;
  readonly secrets: Secrets;
  /** Where providers send their webhooks, such as `http://127.0.0.1:4000`. */
  readonly webhooks: { readonly stripe: string; readonly uber: string };
  /** Milliseconds between two steps of a courier that drives by itself. */
  readonly courierStepMs: number;
  readonly log: Logger;
  /** Providers that need no sandbox. */
  readonly given: ReadonlySet<SandboxName>;
}

/** Stripe, Uber and a mail server of our own, each a child process with a memory of its own: they outlive a crash of ours. */
export async function startSandboxes({ dataDir, ports, secrets, webhooks, courierStepMs, log, given }: SandboxesOptions): Promise<SomeSandboxes> {
  const start = (name: SandboxName, options: SandboxProcessOptions): Promise<SandboxProcess> | undefined =>
    given.has(name)
      ? undefined
      : startSandboxProcess(name, { journal: join(dataDir, 'sandboxes', `${name}.jsonl`), log: (line) => log.debug({ sandbox: name, line }, 'sandbox output'), ...options });
  const [stripe, uber, mail] = await Promise.all([
    start('stripe', {
      port: ports.stripe,
      webhook: { url: `${webhooks.stripe}/webhooks/stripe`, secret: secrets.stripeWebhookSecret, enabledEvents: [...STRIPE_EVENT_TYPES] },
    }),
    start('uber', {
      port: ports.uber,
      webhook: { url: `${webhooks.uber}/webhooks/uber`, secret: secrets.uberWebhookSecret },
      env: { STEP_MS: String(courierStepMs) },
    }),
    start('mail', { port: ports.mail, env: { SMTP_PORT: String(ports.smtp) } }),
  ]);
  return {
    ...(stripe === undefined ? {} : { stripe }),
    ...(uber === undefined ? {} : { uber }),
    ...(mail === undefined ? {} : { mail }),
    stop: async () => void (await Promise.all([stripe?.stop(), uber?.stop(), mail?.stop()])),
  };
}
