import { z } from 'zod';
import { createSandboxClock, type SandboxClock } from './clock.ts';
import type { SandboxLog } from './log.ts';
import type { WebhookEndpoint } from './webhook-mode.ts';

/** What every sandbox is started with, in process or as a child. */
export interface SandboxOptions {
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** The file that holds the provider's memory; without it the memory ends with the process. */
  readonly journal?: string | undefined;
  readonly webhook?: WebhookEndpoint | undefined;
  /** Delay before the second try of a webhook; it doubles from there up to a minute. */
  readonly webhookRetryMs?: number;
  readonly webhookTimeoutMs?: number;
  readonly clock?: SandboxClock;
  readonly log?: SandboxLog;
  readonly waitForPortMs?: number;
}

/** How long a child waits for the port of its predecessor, whose parent may have been killed a moment ago. */
const WAIT_FOR_PORT_MS = 5_000;

/** Variables that all sandboxes read. */
export const sharedEnv = {
  HOST: z.string().default('127.0.0.1'),
  JOURNAL: z.string().min(1).optional(),
  WEBHOOK_URL: z.url().optional(),
  WEBHOOK_SECRET: z.string().min(1).optional(),
  /** Types of events between commas; all where it is absent. */
  WEBHOOK_EVENTS: z
    .string()
    .optional()
    .transform((list) => list?.split(',').map((type) => type.trim())),
  WEBHOOK_RETRY_MS: z.coerce.number().int().min(1).optional(),
  WEBHOOK_TIMEOUT_MS: z.coerce.number().int().min(1).optional(),
  /** RFC 3339: the clock stands still there until told otherwise. */
  FREEZE_AT: z.iso.datetime().optional(),
};

export const portVariable = (standard: number) => z.coerce.number().int().min(0).max(65_535).default(standard);

/** Every mistake at once, by name. */
export function parseEnv<Shape extends z.ZodRawShape>(shape: Shape, env: NodeJS.ProcessEnv): z.infer<z.ZodObject<Shape>> {
  // A variable that is set to nothing counts as absent, as in compose files.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error(`environment: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
}

type SharedEnv = z.infer<z.ZodObject<typeof sharedEnv>>;

/** The options that every sandbox takes from its environment. */
export function sharedOptions(given: SharedEnv & { PORT: number }, log: SandboxLog): SandboxOptions {
  const clock = createSandboxClock();
  if (given.FREEZE_AT !== undefined) clock.freeze(new Date(given.FREEZE_AT));
  const { WEBHOOK_URL: url, WEBHOOK_SECRET: secret, WEBHOOK_EVENTS: enabledEvents } = given;
  if ((url === undefined) !== (secret === undefined)) throw new Error('environment: WEBHOOK_URL and WEBHOOK_SECRET need each other');
  const webhook = url === undefined || secret === undefined ? undefined : defined({ url, secret, enabledEvents });
  return defined({
    host: given.HOST,
    port: given.PORT,
    journal: given.JOURNAL,
    webhook,
    webhookRetryMs: given.WEBHOOK_RETRY_MS,
    webhookTimeoutMs: given.WEBHOOK_TIMEOUT_MS,
    waitForPortMs: WAIT_FOR_PORT_MS,
    clock,
    log,
  });
}

/** Drops what is `undefined`, for options whose absence means a default. */
export function defined<Values extends object>(values: Values): { [Key in keyof Values]: Exclude<Values[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [Key in keyof Values]: Exclude<Values[Key], undefined> };
}
