import { randomBytes } from 'node:crypto';
import { SUBGRAPHS } from '@marketgraph/kernel';
import type { Secrets } from './secrets.ts';

/** The variables that docker-compose.yml asks for and nobody should choose by hand, as lines of an `.env` file. */
export function composeEnvironment(secrets: Secrets): string {
  const lines: [string, string][] = [
    ['POSTGRES_PASSWORD', randomBytes(24).toString('hex')],
    ['IDENTITY_SECRET', secrets.identitySecret],
    ['STRIPE_WEBHOOK_SECRET', secrets.stripeWebhookSecret],
    ['UBER_WEBHOOK_SECRET', secrets.uberWebhookSecret],
    ['TRUSTED_KEYS', JSON.stringify(secrets.trustedKeys)],
    ...[...SUBGRAPHS, 'router'].map((name): [string, string] => [`${name.toUpperCase()}_KEY`, JSON.stringify(secrets.serviceKeys[name])]),
  ];
  // In single quotes compose takes a value as it is: the keys are JSON.
  return `${lines.map(([name, value]) => `${name}='${value}'`).join('\n')}\n`;
}
