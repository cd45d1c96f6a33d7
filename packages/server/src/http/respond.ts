import type { ServerResponse } from 'node:http';
import type { ErrorCode } from '../errors/errors.ts';

export function respond(response: ServerResponse, status: number, body: string | object = '', headers: Readonly<Record<string, string>> = {}): void {
  const { type, bytes } = toBytes(body);
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length, ...headers });
  response.end(bytes);
}

/** Text and bytes go as they are, any other object as JSON. */
export function toBytes(body: string | Uint8Array | object): { readonly type: string; readonly bytes: Uint8Array } {
  if (body instanceof Uint8Array) return { type: 'application/octet-stream', bytes: body };
  if (typeof body === 'string') return { type: 'text/plain; charset=utf-8', bytes: Buffer.from(body) };
  return { type: 'application/json; charset=utf-8', bytes: Buffer.from(JSON.stringify(body)) };
}

/** A failure before GraphQL is reached, in the shape that GraphQL clients read. */
export function respondError(response: ServerResponse, status: number, code: ErrorCode, message: string): void {
  respond(response, status, { errors: [{ message, extensions: { code } }] });
}

/** Its body was not read to the end, so the connection cannot carry another request. */
export function respondTooLarge(response: ServerResponse): void {
  respond(response, 413, { errors: [{ message: 'The body is too large.', extensions: { code: 'BAD_USER_INPUT' } }] }, { connection: 'close' });
}
