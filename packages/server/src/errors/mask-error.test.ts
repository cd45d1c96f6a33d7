import { GraphQLError } from 'graphql';
import { expect, test, vi } from 'vitest';
import type { Logger } from '../process/logger.ts';
import { badUserInput, forbidden, notFound, rateLimited, subscriberTooSlow, unauthenticated } from './errors.ts';
import { maskError } from './mask-error.ts';

const SECRET = 'select * from users';

function mask(error: unknown) {
  const logged = vi.fn();
  const log = { error: logged } as unknown as Logger;
  return { masked: maskError({ error, log, traceId: 'trace-1' }), logged };
}

function located(error: Error): GraphQLError {
  return new GraphQLError(error.message, { originalError: error, path: ['order', 0, 'fee'] });
}

test.each([
  [unauthenticated(), { code: 'UNAUTHENTICATED' }],
  [forbidden('Not yours.'), { code: 'FORBIDDEN' }],
  [notFound(), { code: 'NOT_FOUND' }],
  [badUserInput('No.', ['input', 'sku']), { code: 'BAD_USER_INPUT', inputPath: ['input', 'sku'] }],
  [rateLimited('Slowly.', 30), { code: 'RATE_LIMITED', retryAfterSeconds: 30 }],
  [subscriberTooSlow(), { code: 'SUBSCRIBER_TOO_SLOW' }],
])('%s is told as it is', (error, extensions) => {
  const { masked, logged } = mask(located(error));
  expect(masked.toJSON()).toEqual({ message: error.message, path: ['order', 0, 'fee'], extensions: { ...extensions, traceId: 'trace-1' } });
  expect(logged).not.toHaveBeenCalled();
});

const pretender = Object.assign(new Error(SECRET), { extensions: { code: 'FORBIDDEN', statement: SECRET } });
const relayed = new GraphQLError(SECRET, { extensions: { code: 'DOWNSTREAM', stacktrace: [SECRET] } });

test.each<[string, unknown]>([
  ['an error of a resolver', located(new Error(SECRET))],
  ['an error with a cause', located(new Error(SECRET, { cause: new Error(SECRET) }))],
  ["a library's error with extensions", located(pretender)],
  ["another service's error", located(relayed)],
  ['a complaint of graphql-js about a value of ours', new GraphQLError(`Enum "State" cannot represent value: "${SECRET}"`, { path: ['state'] })],
  ['an error that never was one', SECRET],
  ['an error outside of GraphQL', new Error(SECRET)],
  ['nothing at all', undefined],
])('%s is masked and logged', (_case, error) => {
  const { masked, logged } = mask(error);
  expect(masked.message).toBe('Internal error');
  expect(masked.extensions).toEqual({ code: 'INTERNAL', traceId: 'trace-1' });
  expect([masked.originalError, masked.cause, masked.nodes, masked.source]).toEqual([undefined, undefined, undefined, undefined]);
  expect(JSON.stringify(masked)).not.toContain(SECRET);
  expect(masked.stack).not.toContain(SECRET);
  expect(logged).toHaveBeenCalledTimes(1);
});

test('what is masked already is not logged again', () => {
  const { masked, logged } = mask(mask(new Error(SECRET)).masked);
  expect(masked.extensions['code']).toBe('INTERNAL');
  expect(logged).not.toHaveBeenCalled();
});
