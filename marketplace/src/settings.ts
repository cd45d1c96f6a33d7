import { resolve } from 'node:path';
import type { SandboxName } from '@marketgraph/sandbox';
import { readEnv, type LogLevel } from '@marketgraph/server';
import { z } from 'zod';
import type { SandboxPorts } from './platform/sandboxes.ts';

const port = (standard: number) => z.coerce.number().int().min(1).max(65_535).default(standard);
/** A provider that runs already. No sandbox of ours is started for it, and its keys have to be given too. */
const provider = (protocol: RegExp) => z.url({ protocol }).optional();
const flag = (standard: 'true' | 'false') => z.enum(['true', 'false']).default(standard).transform((text) => text === 'true');

const schema = z.object({
  /** Where the embedded database, the sandboxes' memories and the made-up secrets are kept. */
  DATA_DIR: z.string().default('.data'),
  /** A PostgreSQL server to use instead of the embedded one. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: port(4000),
  /** Of the first of the six services, where each is a process of its own. */
  SERVICES_PORT: port(4001),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('warn'),
  /** Whether an empty marketplace is filled with the demo's. */
  DEMO: flag('true'),
  /** An event that a killed process had in hand is handed out again after so long; longer than any consumer takes. */
  EVENT_LEASE_SECONDS: z.coerce.number().int().min(1).max(600).default(30),
  STRIPE_API_URL: provider(/^https?$/),
  UBER_API_URL: provider(/^https?$/),
  SMTP_URL: provider(/^smtps?$/),
  STRIPE_SANDBOX_PORT: port(4010),
  UBER_SANDBOX_PORT: port(4011),
  SMTP_SANDBOX_PORT: port(4012),
  MAIL_SANDBOX_PORT: port(4013),
  /** Milliseconds between two steps of a sandbox courier. */
  COURIER_STEP_MS: z.coerce.number().int().min(10).max(600_000).default(2_000),
});

const PROVIDERS = [['STRIPE_API_URL', 'stripe'], ['UBER_API_URL', 'uber'], ['SMTP_URL', 'mail']] as const;

export interface Settings {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly servicesPort: number;
  readonly logLevel: LogLevel;
  readonly demo: boolean;
  readonly eventLeaseMs: number;
  /** Which providers are there already. */
  readonly given: ReadonlySet<SandboxName>;
  readonly sandboxPorts: SandboxPorts;
  readonly courierStepMs: number;
}

/** Ends the process with a list of all mistakes where there are any. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const values = readEnv(schema, env);
  return {
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    host: values.HOST,
    port: values.PORT,
    servicesPort: values.SERVICES_PORT,
    logLevel: values.LOG_LEVEL,
    demo: values.DEMO,
    eventLeaseMs: values.EVENT_LEASE_SECONDS * 1_000,
    given: new Set(PROVIDERS.filter(([variable]) => values[variable] !== undefined).map(([, name]) => name)),
    sandboxPorts: { stripe: values.STRIPE_SANDBOX_PORT, uber: values.UBER_SANDBOX_PORT, smtp: values.SMTP_SANDBOX_PORT, mail: values.MAIL_SANDBOX_PORT },
    courierStepMs: values.COURIER_STEP_MS,
  };
}
