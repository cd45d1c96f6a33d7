import { z } from 'zod';
import type { SandboxLog } from '../shared/log.ts';
import { defined, parseEnv, portVariable, sharedEnv, sharedOptions } from '../shared/options.ts';
import type { UberSandboxOptions } from './sandbox.ts';

const text = z.string().min(1).optional();

export function readUberEnv(env: NodeJS.ProcessEnv, log: SandboxLog): UberSandboxOptions {
  const given = parseEnv(
    {
      ...sharedEnv,
      PORT: portVariable(4011),
      CUSTOMER_ID: text,
      CLIENT_ID: text,
      CLIENT_SECRET: text,
      STEP_MS: z.coerce.number().int().min(1).optional(),
      TOKENS_PER_HOUR: z.coerce.number().int().min(1).optional(),
    },
    env,
  );
  const { CUSTOMER_ID: customerId, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, STEP_MS: stepMs, TOKENS_PER_HOUR: tokensPerHour } = given;
  return { ...sharedOptions(given, log), ...defined({ customerId, clientId, clientSecret, stepMs, tokensPerHour }) };
}
