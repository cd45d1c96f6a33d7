import { DEMO_LOGINS, DEMO_PASSWORD } from '../demo/logins.ts';

export interface Started {
  /** Of the router. */
  readonly url: string;
  readonly inbox: string;
  /** Whether there is a demo whose logins may be used. */
  readonly demo: boolean;
  readonly milliseconds: number;
}

/** What whoever started a marketplace needs to know. */
export function banner(title: string, { url, inbox, demo, milliseconds }: Started): string {
  const lines = [
    '',
    `${title} after ${(milliseconds / 1_000).toFixed(1)} s.`,
    '',
    `  graph and explorer   ${url}/graphql`,
    `  mail inbox           ${inbox}`,
    '',
  ];
  if (demo) {
    lines.push(`Logins, all with the password ${DEMO_PASSWORD}:`, '');
    lines.push(...DEMO_LOGINS.map(({ email, who }) => `  ${email.padEnd(28)} ${who}`), '');
    lines.push('A whole sale, step by step, in another terminal: npm run walkthrough');
  } else {
    lines.push('An operator, in another terminal: npx node marketplace/src/main.ts operator create --email ADDRESS --role ADMIN');
  }
  lines.push('Stop with Ctrl-C.', '');
  return lines.join('\n');
}
