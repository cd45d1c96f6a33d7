import type { IncomingHttpHeaders } from 'node:http';
import type { Headers } from './respond.ts';

/**
 * Origins whose pages may read our answers and open sockets: `https://shop.example`, `http://localhost:*` whatever the port, `*` for any.
 * Tokens travel in a header, never in a cookie, so `*` gives nothing away.
 */
export interface CorsOptions {
  readonly origins: '*' | readonly string[];
}

export interface Cors {
  allows(origin: string): boolean;
  /** For every answer to a request with an origin. */
  headers(request: IncomingHttpHeaders): Headers;
  /** For the browser's question beforehand. */
  preflight(request: IncomingHttpHeaders): Headers;
}

const ALLOWED_HEADERS = 'content-type, authorization, accept-language, traceparent, tracestate, x-graphql-preflight, apollo-require-preflight, x-upload-token';

export function createCors({ origins }: CorsOptions): Cors {
  const allows = (origin: string): boolean => origins === '*' || origins.some((allowed) => matches(allowed, origin));
  const headers = ({ origin }: IncomingHttpHeaders): Headers => {
    const vary = { vary: 'origin, accept' };
    if (origin === undefined || !allows(origin)) return vary;
    return { ...vary, 'access-control-allow-origin': origins === '*' ? '*' : origin, 'access-control-expose-headers': 'x-trace-id, retry-after' };
  };
  return {
    allows,
    headers,
    preflight: (request) => ({
      ...headers(request),
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': ALLOWED_HEADERS,
      'access-control-max-age': '86400',
    }),
  };
}

const ANY_PORT = ':*';

/** Nothing but a port stands for the star: `http://localhost.example` is another host than `http://localhost:*`. */
function matches(allowed: string, origin: string): boolean {
  if (!allowed.endsWith(ANY_PORT)) return allowed === origin;
  const host = allowed.slice(0, -ANY_PORT.length);
  return origin.startsWith(host) && /^(:\d{1,5})?$/.test(origin.slice(host.length));
}
