import type { NodemailerError } from 'nodemailer';
import type { MailOutcome } from './mailer.ts';

/** What the address cannot help: only these say for certain that it does not exist or takes no mail. */
const DEAD_ADDRESS = new Set(['5.1.1', '5.1.10', '5.2.1']);
const SIGN_IN = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2']);
/** Ended before the server had a word about this mail: the next one would fare no better. */
const NO_CONNECTION = new Set(['ECONNECTION', 'EDNS', 'ESOCKET', 'ETLS', 'EPROTOCOL', 'EPROXY']);
const LONGEST_REASON = 300;

export type MailFailure = Exclude<MailOutcome, { outcome: 'sent' }>;

/** With `alert` where somebody has to look at it: our sign-in or our standing with the receivers is at fault. */
export type Judgement = MailFailure & { readonly alert?: string };

export function judge(error: NodemailerError): Judgement {
  const reason = reasonOf(error);
  const code = error.code ?? '';
  if (SIGN_IN.has(code)) return { outcome: 'retry', reason, channelDown: true, alert: 'the mail server refuses our sign-in' };
  if (error.responseCode === undefined) return judgeWithoutAnswer(error, reason);
  if (error.permanent !== true) return { outcome: 'retry', reason, channelDown: error.responseCode === 421 };
  const status = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(error.response ?? '')?.[0] ?? '';
  if (error.command === 'RCPT TO' && DEAD_ADDRESS.has(status)) return { outcome: 'suppressed', reason };
  // A matter of policy, which can be put right within the day that a mail is tried for.
  if (status.startsWith('5.7.')) return { outcome: 'retry', reason, channelDown: false, alert: 'mail is refused by policy' };
  return { outcome: 'refused', reason };
}

function judgeWithoutAnswer(error: NodemailerError, reason: string): Judgement {
  const code = error.code ?? '';
  // An idle socket may be the fault of this one mail; no greeting is not.
  if (code === 'ETIMEDOUT') return { outcome: 'retry', reason, channelDown: error.timeoutType !== 'SOCKET_TIMEOUT' };
  if (NO_CONNECTION.has(code)) return { outcome: 'retry', reason, channelDown: true };
  return { outcome: 'refused', reason };
}

/** The server's own words, which never hold the mail's. */
function reasonOf(error: NodemailerError): string {
  return `${error.code ?? error.name}: ${error.response ?? error.message}`.slice(0, LONGEST_REASON);
}
