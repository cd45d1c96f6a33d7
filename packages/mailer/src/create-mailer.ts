import nodemailer, { type NodemailerError } from 'nodemailer';
import { SECOND } from '@marketgraph/kernel';
import type { MailLog } from './log.ts';
import { judge } from './mail-outcome.ts';
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

export function createMailer({ smtp, from, log, timeoutMs = 10 * SECOND }: MailerOptions): Mailer {
  const server = typeof smtp === 'string' ? readSmtpUrl(smtp) : smtp;
  const sender = parseSender(from);
  const transport = nodemailer.createTransport({ ...connectionOf(server), connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs });
  return {
    send: async (mail) => {
      if (!isMailAddress(mail.to)) return { outcome: 'refused', reason: 'not the address of one mailbox' };
      try {
        await transport.sendMail(toMessage(mail, sender));
        return { outcome: 'sent' };
      } catch (error) {
        const { alert, ...outcome } = judge(error as NodemailerError);
        if (alert !== undefined) log.error({ mailId: mail.id, reason: outcome.reason }, alert);
        return outcome;
      }
    },
    close: () => transport.close(),
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
