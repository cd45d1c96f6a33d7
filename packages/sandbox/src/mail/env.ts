import { z } from 'zod';
import type { SandboxLog } from '../shared/log.ts';
import { defined, parseEnv, portVariable, sharedEnv, sharedOptions } from '../shared/options.ts';
import type { MailSandboxOptions } from './sandbox.ts';

export function readMailEnv(env: NodeJS.ProcessEnv, log: SandboxLog): MailSandboxOptions {
  const text = z.string().min(1).optional();
  const given = parseEnv(
    { ...sharedEnv, PORT: portVariable(4013), SMTP_PORT: portVariable(4012), SMTP_USER: text, SMTP_PASSWORD: text, SLOW_MS: z.coerce.number().int().min(0).optional() },
    env,
  );
  const { SMTP_PORT: smtpPort, SMTP_USER: user, SMTP_PASSWORD: password, SLOW_MS: slowMs } = given;
  if ((user === undefined) !== (password === undefined)) throw new Error('environment: SMTP_USER and SMTP_PASSWORD need each other');
  const login = user === undefined || password === undefined ? undefined : { user, password };
  return { ...sharedOptions(given, log), ...defined({ smtpPort, login, slowMs }) };
}
