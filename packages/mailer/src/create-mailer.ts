import nodemailer, { type NodemailerError } from 'nodemailer';
import { SECOND } from '@marketgraph/kernel';
import type { MailLog } from './log.ts';
import { judge, type Judgement } from './mail-outcome.ts';
import { isMailAddress, parseSender } from './mail-address.ts';
import type { Mailer, OutgoingMail } from './mailer.ts';
import { readSmtpUrl, type SmtpServer } from './smtp-server.ts';

export interface MailerOptions {
  /** A server, or its address: `smtp://user:password@host:587`, `smtps://…:465`. */
  readonly smtp: string | SmtpServer;
  /** `Marketgraph <no-reply@marketgraph.example>` */
  readonly from: string;
  readonly log: MailLog;
  /** How long a connection, a greeting or an answer may take: 10 s unless told. */
  readonly timeoutMs?: number;
}

/** As many as the sweeper sends at once. */
const MOST_CONNECTIONS = 5;
/** Kept that long after a mail. Greeting a server costs more than the mail itself; servers do not like to be held on to. */
const IDLE_MS = 5 * SECOND;
/** Whatever the pool says of a mail that it was closed over, nobody has refused it. */
const CLOSED: Judgement = { outcome: 'retry', reason: 'the mailer was closed', channelDown: true };

/**
 * Connections are kept and used again. One that the server has ended meanwhile is noticed before a byte of a mail went over
 * it, and the mail goes over another; one that breaks while it carries a mail leaves that mail to be tried again.
 */
export function createMailer({ smtp, from, log, timeoutMs = 10 * SECOND }: MailerOptions): Mailer {
  const server = typeof smtp === 'string' ? readSmtpUrl(smtp) : smtp;
  const sender = parseSender(from);
  const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  const transport = nodemailer.createTransport({ pool: true, maxConnections: MOST_CONNECTIONS, idleTimeout: IDLE_MS, ...connectionOf(server), ...timeouts });
  let closed = false;
  return {
    send: async (mail) => {
      if (!isMailAddress(mail.to)) return { outcome: 'refused', reason: 'not the address of one mailbox' };
      try {
        await transport.sendMail(toMessage(mail, sender));
        return { outcome: 'sent' };
      } catch (error) {
        const { alert, ...outcome } = closed ? CLOSED : judge(error as NodemailerError);
        if (alert !== undefined) log.error({ mailId: mail.id, reason: outcome.reason }, alert);
        return outcome;
      }
    },
    close: () => {
      closed = true;
      transport.close();
    },
  };
}

/** Without encryption only to this machine, where a sandbox listens. */
function connectionOf({ host, port, secure = false, auth }: SmtpServer) {
  const local = ['localhost', '127.0.0.1', '::1'].includes(host);
  const encryption = secure ? {} : local ? { ignoreTLS: true } : { requireTLS: true };
  return { host, port, secure, ...encryption, ...(auth === undefined ? {} : { auth }) };
}

function toMessage({ id, to, subject, text, html, unsubscribeUrl }: OutgoingMail, sender: { name: string; address: string }) {
  const unsubscribe = unsubscribeUrl === undefined ? {} : { 'List-Unsubscribe': `<${unsubscribeUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  return {
    from: sender,
    // An object: nodemailer would read a text as a list of addresses.
    to: { name: '', address: to },
    subject,
    text,
    html,
    messageId: `<${id}@${sender.address.slice(sender.address.lastIndexOf('@') + 1)}>`,
    // So that nobody's holiday answers us.
    headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribe },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
