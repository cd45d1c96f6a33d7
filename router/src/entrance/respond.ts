import type { ServerResponse } from 'node:http';
import { toBytes } from '@marketgraph/server';
import type { GraphQLFormattedError } from 'graphql';

export type Headers = Readonly<Record<string, string>>;

/**
 * For every answer: nothing of ours is a page that may be framed, sniffed or kept. The explorer, which is a page, brings
 * its own content security policy.
 */
const SECURITY_HEADERS: Headers = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Text and bytes as they are; any other object as JSON. */
export function respond(response: ServerResponse, status: number, body: string | Uint8Array | object, headers: Headers = {}): void {
  const { type, bytes } = toBytes(body);
  response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': type, 'content-length': bytes.length, ...headers });
  response.end(bytes);
}

/** For a stream: the head alone. */
export function beginStream(response: ServerResponse, contentType: string, headers: Headers): void {
  response.writeHead(200, { ...SECURITY_HEADERS, ...headers, 'content-type': contentType });
}

/** Errors outside of GraphQL's path in the shape that its clients read. */
export function respondErrors(response: ServerResponse, status: number, errors: readonly GraphQLFormattedError[], headers: Headers = {}): void {
  respond(response, status, { errors }, headers);
}
