import { Writable } from 'node:stream';
import { pino, type DestinationStream } from 'pino';
import pretty from 'pino-pretty';
import { describeError } from './describe-error.ts';

interface LogMethod {
  (fields: object, message?: string): void;
  (message: string): void;
}

/** The part of pino that the project uses. Fields first, then a fixed sentence: sentences are what one searches for. */
export interface Logger {
  debug: LogMethod;
  info: LogMethod;
  warn: LogMethod;
  error: LogMethod;
  fatal: LogMethod;
  child(fields: Record<string, unknown>): Logger;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

export interface LoggerOptions {
  name: string;
  level: LogLevel;
  /** For people at a terminal; machines get one JSON object a line. */
  pretty?: boolean;
  /** Where lines go; standard output unless told. */
  destination?: DestinationStream;
}

const SECRET_FIELDS = [
  'authorization',
  'cookie',
  '"set-cookie"',
  '"x-marketgraph-viewer"',
  'password',
  'passwordHash',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'clientSecret',
  'apiKey',
  'privateKey',
  'card',
  'verificationCode',
];

/**
 * A log line outlives what it describes, so secrets are cut out by name, on the top level and up to two levels below
 * (`req.headers.authorization`). Deeper ones are not found: log narrow values, never whole requests.
 */
const REDACTED = SECRET_FIELDS.flatMap((field) => {
  const below = field.startsWith('"') ? `[${field}]` : `.${field}`;
  const top = field.startsWith('"') ? `[${field}]` : field;
  return [top, `*${below}`, `*.*${below}`];
});

export function createLogger({ name, level, pretty: forPeople = false, destination }: LoggerOptions): Logger {
  const options = {
    name,
    level,
    base: { service: name },
    serializers: { err: describeError },
    redact: { paths: REDACTED, censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  const stream = forPeople ? pretty({ colorize: true, ignore: 'service', sync: true, ...(destination && { destination: writable(destination) }) }) : destination;
  return stream === undefined ? pino(options) : pino(options, stream);
}

function writable(destination: DestinationStream): Writable {
  return new Writable({
    write: (chunk, _encoding, done) => {
      destination.write(String(chunk));
      done();
    },
  });
}

/** Says nothing; for tests. */
export const silentLogger: Logger = createLogger({ name: 'silent', level: 'silent' });
