import { once } from 'node:events';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { callbackify } from 'node:util';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

export interface ReceivedMail {
  readonly to: string[];
  readonly mail: Email;
}

export interface TestSmtpServer {
  readonly url: string;
  readonly port: number;
  readonly received: ReceivedMail[];
  /** Answers to recipients, by the part before the `@`, until they are used up; an empty one takes the mail. */
  readonly answers: Map<string, { code: number; text: string }[]>;
  /** How many connections were opened. */
  connections(): number;
  /** Ends all that are open without a word, as a server does that was restarted. */
  drop(): void;
  close(): Promise<void>;
}

/** A mail server of this machine, that refuses whom it is told to. */
export async function startSmtpServer(): Promise<TestSmtpServer> {
  const received: ReceivedMail[] = [];
  const answers: TestSmtpServer['answers'] = new Map();
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, callback) => (auth.password === 'right' ? callback(null, { user: auth.username ?? '' }) : callback(new Error('wrong password'))),
    onRcptTo: ({ address }, _session, callback) => {
      const answer = answers.get(address.split('@')[0] ?? '')?.shift();
      if (answer === undefined) callback();
      else callback(Object.assign(new Error(answer.text), { responseCode: answer.code }));
    },
    onData: callbackify(async (stream: SMTPServerDataStream, session: SMTPServerSession) => {
      const mail = await PostalMime.parse(await buffer(stream));
      received.push({ to: session.envelope.rcptTo.map(({ address }) => address), mail });
    }),
  });
  server.server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    answers,
    connections: () => connections,
    drop: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
