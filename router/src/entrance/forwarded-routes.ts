import type { SubgraphName } from '@marketgraph/kernel';
import type { HttpRoute, RouteAnswer } from '@marketgraph/server';
import { request } from 'undici';

interface Forwarded {
  readonly method: HttpRoute['method'];
  readonly path: string;
  readonly to: SubgraphName;
  readonly maxBytes?: number;
  /** Without this header the body is not even read. */
  readonly needs?: string;
}

/** What subgraphs serve beside the graph, so that clients and providers need to know one address only. */
const FORWARDED: readonly Forwarded[] = [
  { method: 'GET', path: '/.well-known/jwks.json', to: 'identity' },
  { method: 'POST', path: '/uploads/imports', to: 'catalog', maxBytes: 21_000_000, needs: 'x-upload-token' },
  { method: 'POST', path: '/webhooks/stripe', to: 'commerce' },
  { method: 'POST', path: '/webhooks/uber', to: 'logistics' },
];

const TIMEOUT_MS = 30_000;
/** Of this connection alone, or set anew by the client that forwards. */
const NOT_PASSED_ON = new Set(['connection', 'host', 'keep-alive', 'transfer-encoding', 'content-length', 'upgrade', 'expect', 'te', 'trailer']);

/** Passes those requests on to the first copy of their subgraph, bytes as they came: signatures cover them. */
export function forwardedRoutes(urls: Readonly<Record<SubgraphName, readonly string[]>>): HttpRoute[] {
  return FORWARDED.map(({ method, path, to, maxBytes, needs }) => ({
    method,
    path,
    ...(maxBytes === undefined ? {} : { maxBytes }),
    ...(needs === undefined ? {} : { refuse: async ({ headers }) => (headers[needs] === undefined ? { status: 401, body: { error: `Send the header ${needs}.` } } : undefined) }),
    handle: async ({ headers, rawBody, query }): Promise<RouteAnswer> => {
      const url = new URL(path, urls[to][0]);
      url.search = query.toString();
      const passedOn = Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_PASSED_ON.has(name)));
      try {
        const answer = await request(url, { method, headers: passedOn, body: method === 'GET' ? null : rawBody, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
        const type = answer.headers['content-type'];
        return { status: answer.statusCode, body: Buffer.from(await answer.body.arrayBuffer()), headers: typeof type === 'string' ? { 'content-type': type } : {} };
      } catch {
        // Whoever sent it tries again: providers do, and so do people.
        return { status: 503, body: { error: 'This part of the marketplace is away; try again.' } };
      }
    },
  }));
}
