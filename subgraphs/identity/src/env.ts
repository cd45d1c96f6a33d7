import { readEnv } from '@marketgraph/server';
import { z } from 'zod';
import { SECRET_MINIMUM_LENGTH } from './crypto/secrets.ts';
import type { IdentitySettings } from './deps.ts';

const schema = z.object({
  /** From which keys are derived that seal the signing keys and make codes in the database useless. The same for every copy; lost, everybody has to sign in again. */
  IDENTITY_SECRET: z.string().min(SECRET_MINIMUM_LENGTH),
  /** `smtp://user:password@host:587` or `smtps://…:465`. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  /** `Marketgraph <no-reply@marketgraph.example>` */
  MAIL_FROM: z.string().min(3),
  /** Where links in mails lead: the shop's site. */
  SITE_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:3000'),
  MARKETPLACE_NAME: z.string().min(1).max(60).default('Marketgraph'),
  /** Claim `iss` of access tokens. */
  TOKEN_ISSUER: z.string().min(1).default('marketgraph'),
  /** What limits per address are multiplied by. Raise it only where all clients come from one address, as in a trial. */
  ADDRESS_LIMIT_FACTOR: z.coerce.number().int().min(1).max(10_000).default(1),
});

export interface IdentityEnv {
  readonly secret: string;
  readonly smtpUrl: string;
  readonly mailFrom: string;
  readonly settings: IdentitySettings;
}

/** Identity's own settings; ends the process with a list of all mistakes where there are any. */
export function readIdentityEnv(env: NodeJS.ProcessEnv): IdentityEnv {
  const values = readEnv(schema, env);
  return {
    secret: values.IDENTITY_SECRET,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    settings: { marketplaceName: values.MARKETPLACE_NAME, siteUrl: values.SITE_URL.replace(/\/+$/, ''), issuer: values.TOKEN_ISSUER, addressLimitFactor: values.ADDRESS_LIMIT_FACTOR },
  };
}
