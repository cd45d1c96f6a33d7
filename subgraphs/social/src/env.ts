import { readEnv } from '@marketgraph/server';
import { z } from 'zod';
import type { SocialSettings } from './deps.ts';

const schema = z.object({
  /** `smtp://user:password@host:587` or `smtps://…:465`. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  /** `Marketgraph <no-reply@marketgraph.example>` */
  MAIL_FROM: z.string().min(3),
  /** Where links in mails lead: the shop's site. */
  SITE_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:3000'),
  MARKETPLACE_NAME: z.string().min(1).max(60).default('Marketgraph'),
});

export interface SocialEnv {
  readonly smtpUrl: string;
  readonly mailFrom: string;
  readonly settings: SocialSettings;
}

/** Social's own settings; ends the process with a list of all mistakes where there are any. */
export function readSocialEnv(env: NodeJS.ProcessEnv): SocialEnv {
  const values = readEnv(schema, env);
  return {
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    settings: { marketplaceName: values.MARKETPLACE_NAME, siteUrl: values.SITE_URL.replace(/\/+$/, '') },
  };
}
