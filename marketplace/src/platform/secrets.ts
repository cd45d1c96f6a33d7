import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { SUBGRAPHS } from '@marketgraph/kernel';
import { generateServiceKeys, type TrustedKeys } from '@marketgraph/server';
import type { JWK } from 'jose';

/** What this installation made up for itself at its first start and keeps. A deployment sets its own in the environment. */
export interface Secrets {
  /** Private Ed25519 keys by service: each signs its own calls. */
  readonly serviceKeys: Readonly<Record<string, JWK>>;
  readonly trustedKeys: TrustedKeys;
  /** Identity derives its sealing and hashing keys from it. */
  readonly identitySecret: string;
  readonly stripeWebhookSecret: string;
  readonly uberWebhookSecret: string;
}

/** Reads the file, or writes it first; readable by its owner alone. */
export async function loadSecrets(path: string): Promise<Secrets> {
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Secrets;
  const secrets = await createSecrets();
  mkdirSync(dirname(path), { recursive: true });
  // Renamed into place, so that a start that was cut off leaves no half file behind.
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(secrets), { mode: 0o600 });
  renameSync(draft, path);
  return secrets;
}

export async function createSecrets(): Promise<Secrets> {
  const pairs = await Promise.all([...SUBGRAPHS, 'router' as const].map(async (name) => ({ name, ...(await generateServiceKeys()) })));
  return {
    serviceKeys: Object.fromEntries(pairs.map(({ name, privateJwk }) => [name, privateJwk])),
    trustedKeys: Object.fromEntries(pairs.map(({ name, publicJwk }) => [name, publicJwk])),
    identitySecret: randomBytes(32).toString('hex'),
    stripeWebhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
    uberWebhookSecret: randomBytes(24).toString('hex'),
  };
}
