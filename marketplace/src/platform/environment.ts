import { SUBGRAPHS, type SubgraphName } from '@marketgraph/kernel';
import type { Databases } from './databases.ts';
import type { SomeSandboxes } from './sandboxes.ts';
import type { Secrets } from './secrets.ts';

/**
 * Settings of the subgraphs and of the router's entrance, as one environment for both forms: `process.env` first, so that
 * whoever has a real provider's keys uses them, then the sandboxes' addresses and what this installation made up for
 * itself. Where a provider has no sandbox, nothing is made up for it: a key that is missing stops the start.
 */
export function marketplaceEnvironment(env: NodeJS.ProcessEnv, { stripe, uber, mail }: Omit<SomeSandboxes, 'stop'>, secrets: Secrets): NodeJS.ProcessEnv {
  return {
    IDENTITY_SECRET: secrets.identitySecret,
    // Whoever tries the marketplace does so from one address, and with a web app that has a port of its own.
    ADDRESS_LIMIT_FACTOR: '100',
    RATE_LIMIT: '2000',
    ...(env['NODE_ENV'] === 'production' ? {} : { CORS_ORIGINS: 'http://localhost:*,http://127.0.0.1:*' }),
    ...(stripe === undefined ? {} : stripeSettings(stripe.url, secrets)),
    ...(uber === undefined ? {} : uberSettings(uber.url, secrets)),
    ...(mail === undefined ? {} : { SMTP_URL: `smtp://127.0.0.1:${mail.smtpPort}`, MAIL_FROM: 'Marketgraph <no-reply@marketgraph.test>' }),
    ...env,
  };
}

function stripeSettings(url: string, { stripeWebhookSecret }: Secrets): NodeJS.ProcessEnv {
  return {
    STRIPE_API_URL: url,
    STRIPE_SECRET_KEY: 'sk_test_sandbox',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_sandbox',
    STRIPE_WEBHOOK_SECRET: stripeWebhookSecret,
  };
}

function uberSettings(url: string, { uberWebhookSecret }: Secrets): NodeJS.ProcessEnv {
  return {
    UBER_API_URL: url,
    UBER_AUTH_URL: url,
    UBER_CUSTOMER_ID: 'cus_sandbox',
    UBER_CLIENT_ID: 'sandbox',
    UBER_CLIENT_SECRET: 'sandbox',
    UBER_WEBHOOK_SECRET: uberWebhookSecret,
    // The sandbox's couriers drive by themselves.
    UBER_ROBO_COURIER: 'true',
  };
}

/** Addresses of the subgraphs when each is a process of its own, in the order of their names' list. */
export function serviceUrls(firstPort = 4001): Readonly<Record<SubgraphName, string>> {
  const entries = SUBGRAPHS.map((name, index) => [name, `http://127.0.0.1:${firstPort + index}`] as const);
  return Object.fromEntries(entries) as Record<SubgraphName, string>;
}

/** What one subgraph's process is started with. */
export function serviceEnvironment(options: {
  readonly name: SubgraphName;
  readonly settings: NodeJS.ProcessEnv;
  readonly databases: Databases;
  readonly secrets: Secrets;
  readonly urls: Readonly<Record<SubgraphName, string>>;
  readonly logLevel: string;
}): NodeJS.ProcessEnv {
  const { name, settings, databases, secrets, urls, logLevel } = options;
  return {
    ...settings,
    DATABASE_URL: databases.url(name),
    BUS_DATABASE_URL: databases.url('bus'),
    PORT: new URL(urls[name]).port,
    LOG_LEVEL: logLevel,
    SERVICE_KEY: JSON.stringify(secrets.serviceKeys[name]),
    TRUSTED_KEYS: JSON.stringify(secrets.trustedKeys),
    SUBGRAPH_URLS: JSON.stringify(urls),
  };
}
