import { GraphQLError } from 'graphql';

/** Codes a client may meet in `extensions.code`. Anything else is masked as INTERNAL. */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'RATE_LIMITED',
  'PERSISTED_QUERY_NOT_FOUND',
  'SUBSCRIBER_TOO_SLOW',
  'INTERNAL',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

function errorWithCode(code: ErrorCode, message: string, more: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...more } });
}

export function unauthenticated(message = 'Sign in first.'): GraphQLError {
  return errorWithCode('UNAUTHENTICATED', message);
}

export function forbidden(message = 'Not allowed.'): GraphQLError {
  return errorWithCode('FORBIDDEN', message);
}

export function notFound(message = 'Not found.'): GraphQLError {
  return errorWithCode('NOT_FOUND', message);
}

/** `inputPath` leads to the value within the arguments, such as `['input', 'lines', '2', 'variantId']`. */
export function badUserInput(message: string, inputPath: readonly string[] = []): GraphQLError {
  return errorWithCode('BAD_USER_INPUT', message, inputPath.length === 0 ? {} : { inputPath });
}

export function rateLimited(message: string, retryAfterSeconds: number): GraphQLError {
  return errorWithCode('RATE_LIMITED', message, { retryAfterSeconds });
}

export function subscriberTooSlow(): GraphQLError {
  return errorWithCode('SUBSCRIBER_TOO_SLOW', 'Events came faster than they were read; subscribe again with the last `seq`.');
}
