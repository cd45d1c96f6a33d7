import { join } from 'node:path';
import { startSandboxProcess, type SandboxProcess } from '@marketgraph/sandbox';
import type { Logger } from '@marketgraph/server';
import type { Secrets } from './secrets.ts';

export interface SandboxPorts {
  readonly stripe: number;
  readonly uber: number;
  readonly smtp: number;
  readonly mail: number;
}

export interface Sandboxes {
  readonly stripe: SandboxProcess;
  readonly uber: SandboxProcess;
  readonly mail: SandboxProcess;
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
}

/** Stripe, Uber and a mail server of our own, each a child process with a memory of its own: they outlive a crash of ours. */
export async function startSandboxes({ dataDir, ports, secrets, webhooks, courierStepMs, log }: SandboxesOptions): Promise<Sandboxes> {
  const journal = (name: string): string => join(dataDir, 'sandboxes', `${name}.jsonl`);
  const print = (name: string) => (line: string) => log.debug({ sandbox: name, line }, 'sandbox output');
  const [stripe, uber, mail] = await Promise.all([
    startSandboxProcess('stripe', {
      port: ports.stripe,
      journal: journal('stripe'),
      webhook: { url: `${webhooks.stripe}/webhooks/stripe`, secret: secrets.stripeWebhookSecret },
      log: print('stripe'),
    }),
    startSandboxProcess('uber', {
      port: ports.uber,
      journal: journal('uber'),
      webhook: { url: `${webhooks.uber}/webhooks/uber`, secret: secrets.uberWebhookSecret },
      env: { STEP_MS: String(courierStepMs) },
      log: print('uber'),
    }),
    startSandboxProcess('mail', { port: ports.mail, journal: journal('mail'), env: { SMTP_PORT: String(ports.smtp) }, log: print('mail') }),
  ]);
  return { stripe, uber, mail, stop: async () => void (await Promise.all([stripe.stop(), uber.stop(), mail.stop()])) };
}
