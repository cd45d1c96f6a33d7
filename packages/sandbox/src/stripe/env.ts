import { z } from 'zod';
import type { SandboxLog } from '../shared/log.ts';
import { defined, parseEnv, portVariable, sharedEnv, sharedOptions } from '../shared/options.ts';
import type { StripeSandboxOptions } from './sandbox.ts';

const milliseconds = z.coerce.number().int().min(0).optional();

export function readStripeEnv(env: NodeJS.ProcessEnv, log: SandboxLog): StripeSandboxOptions {
  const given = parseEnv({ ...sharedEnv, PORT: portVariable(4010), PUBLIC_URL: z.url().optional(), SETTLE_MS: milliseconds, LATENCY_MS: milliseconds }, env);
  return { ...sharedOptions(given, log), ...defined({ publicUrl: given.PUBLIC_URL, settleMs: given.SETTLE_MS, latencyMs: given.LATENCY_MS }) };
}
