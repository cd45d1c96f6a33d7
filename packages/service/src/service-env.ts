import { SUBGRAPHS, type SubgraphName } from '@marketgraph/kernel';
import type { TrustedKeys } from '@marketgraph/server';
import type { JWK } from 'jose';
import { z } from 'zod';

const url = z.url();
const json = <Schema extends z.ZodType>(schema: Schema) =>
  z.string().transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON' });
      return z.NEVER;
    }
  }).pipe(schema);
const jwk = z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });
const services = [...SUBGRAPHS, 'router'] as const;

/** What every subgraph reads from its environment when it runs as a process of its own; each adds what it needs besides. */
export const serviceEnv = z.object({
  /** PostgreSQL of this subgraph. */
  DATABASE_URL: url,
  /** PostgreSQL of the events' queues, shared by all subgraphs. */
  BUS_DATABASE_URL: url,
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(10),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** Private Ed25519 key (JWK) with which this service signs its calls to the others. */
  SERVICE_KEY: json(jwk.extend({ d: z.string() })),
  /** Public keys (JWK) of everyone whose calls are accepted, by service name. */
  TRUSTED_KEYS: json(z.partialRecord(z.enum(services), jwk)),
  /** Base addresses of the other subgraphs, by name. */
  SUBGRAPH_URLS: json(z.partialRecord(z.enum(SUBGRAPHS), url)),
});

export interface ServiceEnv {
  readonly DATABASE_URL: string;
  readonly BUS_DATABASE_URL: string;
  readonly DATABASE_CONNECTIONS: number;
  readonly HOST: string;
  readonly PORT: number;
  readonly LOG_LEVEL: 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly SERVICE_KEY: JWK;
  readonly TRUSTED_KEYS: TrustedKeys;
  readonly SUBGRAPH_URLS: Readonly<Partial<Record<SubgraphName, string>>>;
}

