import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { describeError, type SandboxLog } from '../shared/log.ts';
import type { Collection } from '../shared/store.ts';
import { refusal, type MailFault, type MailFaults } from './faults.ts';
import { parseMessage, type MailMessage } from './messages.ts';
import { isSlow, recipientRefusal, refusesContent } from './recipients.ts';

const LARGEST_MESSAGE = 10 * 1024 * 1024;

export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  readonly waitForPortMs: number;
  /** Where set, clients must log in with it; otherwise they may with anything. */
  readonly login: { readonly user: string; readonly password: string } | undefined;
  /** How long `slow@` keeps a client waiting for the answer to a message that was taken. */
  readonly slowMs: number;
  readonly messages: Collection<MailMessage>;
  readonly deferred: Collection<number>;
  readonly faults: MailFaults;
  readonly now: () => Date;
  readonly log: SandboxLog;
}

export interface SmtpEnd {
  readonly port: number;
  close(): Promise<void>;
}

function errorOf(fault: MailFault | undefined): Error | undefined {
  return fault === undefined ? undefined : refusal(fault.responseCode, fault.message);
}

/** The SMTP side: takes every message, but for what magic recipients and planned faults say. */
export async function startSmtp(options: SmtpOptions): Promise<SmtpEnd> {
  const { faults, log } = options;
  const stopping = new AbortController();

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const source = await buffer(stream);
    const { mailFrom, rcptTo } = session.envelope;
    const to = rcptTo.map(({ address }) => address);
    if (stream.sizeExceeded) throw refusal(552, '5.3.4 message too large');
    if (refusesContent(to)) throw refusal(554, '5.6.0 content refused');
    const fault = faults.take('data');
    const refused = errorOf(fault);
    if (refused !== undefined && fault?.capture !== true) throw refused;
    const message = await parseMessage(source, { from: mailFrom === false ? '' : mailFrom.address, to }, options.now());
    options.messages.put(message.id, message);
    if (refused !== undefined) throw refused;
    // Taken, but the client does not learn of it in time: the case in which a retry sends a second copy.
    if (isSlow(to)) await wait(options.slowMs, undefined, { signal: stopping.signal });
  }

  async function outcomeOf(stream: SMTPServerDataStream, session: SMTPServerSession, answer: (error: Error | null) => void): Promise<void> {
    try {
      await receive(stream, session);
      answer(null);
    } catch (error) {
      answer(error instanceof Error ? error : new Error(describeError(error)));
    }
  }

  const server = new SMTPServer({
    authOptional: options.login === undefined,
    disabledCommands: options.login === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    size: LARGEST_MESSAGE,
    logger: false,
    onConnect: (_session, callback) => callback(errorOf(faults.take('connect'))),
    onAuth: ({ username, password }, _session, callback) => {
      const right = username === options.login?.user && password === options.login?.password;
      if (right) callback(null, { user: username });
      else callback(refusal(535, '5.7.8 wrong user or password'));
    },
    onMailFrom: (_address, _session, callback) => callback(errorOf(faults.take('mail'))),
    onRcptTo: ({ address }, _session, callback) => callback(errorOf(faults.take('rcpt')) ?? recipientRefusal(address, options.deferred)),
    onData: (stream, session, callback) => {
      void outcomeOf(stream, session, callback);
    },
    // A stop does not wait for clients that keep their connections open.
    closeTimeout: 1,
  });
  // Clients that hang up in the middle are nothing to fail for.
  server.on('error', (error) => log.info('smtp', { error: describeError(error) }));
  const port = await bind(server, options);
  return {
    port,
    close: async () => {
      stopping.abort();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

async function bind(server: SMTPServer, { host, port, waitForPortMs }: SmtpOptions): Promise<number> {
  for (let left = waitForPortMs; ; left -= 100) {
    try {
      const listening = once(server.server, 'listening');
      server.listen(port, host);
      await listening;
      return (server.server.address() as AddressInfo).port;
    } catch (error) {
      if (left <= 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      await wait(100);
    }
  }
}
