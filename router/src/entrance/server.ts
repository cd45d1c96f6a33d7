import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { badUserInput, notFound, type HttpRoute, type Logger } from '@marketgraph/server';
import type { GraphQLError } from 'graphql';
import { createPresenter, masked } from '../errors/present.ts';
import type { ClientAddress } from '../viewer/client-address.ts';
import { acceptsHtml } from './accept.ts';
import type { Cors } from './cors.ts';
import type { GraphQLHttp } from './graphql-http.ts';
import type { GraphQLSocket } from './graphql-socket.ts';
import { beginStream, respond, respondErrors, type Headers } from './respond.ts';
import { answer, createRoutes, withoutIdentity } from './routes.ts';
import { targetOf, type Target } from './target.ts';
import { traitsOf } from './traits.ts';

export interface EntranceOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly graphql: GraphQLHttp;
  readonly socket: GraphQLSocket;
  readonly cors: Cors;
  readonly clientAddress: ClientAddress;
  /** Answers a browser that opens the graph's address. */
  readonly explorer: HttpRoute['handle'] | undefined;
  readonly routes: readonly HttpRoute[];
  /** What `/ready` tells, and whether the router should be sent requests. */
  readonly readiness: () => { readonly isReady: boolean; readonly details: object };
  readonly log: Logger;
}

export interface Entrance {
  listen(): Promise<string>;
  close(): Promise<void>;
}

const GRAPHQL_PATH = '/graphql';
/** Longer than load balancers keep idle connections: it is always they who close one. */
const KEEP_ALIVE = 65_000;
const GRACE = 5_000;

/** The router's door: everything that comes from outside comes through here. */
export function createEntrance(options: EntranceOptions): Entrance {
  const { graphql, socket, cors, clientAddress, explorer, readiness, log } = options;
  const routes = createRoutes(options.routes, log);
  let isClosing = false;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = targetOf(request);
    const traits = traitsOf(request, clientAddress);
    const headers = { ...cors.headers(request.headers), 'x-trace-id': traits.traceId };
    const refuse = (status: number, error: GraphQLError, more: Headers = {}): void => {
      respondErrors(response, status, createPresenter(traits.traceId, log).ofRequest([error]), { ...headers, ...more });
    };
    if (isClosing) response.setHeader('connection', 'close');
    try {
      if (request.method === 'OPTIONS') return preflight(request, response);
      if (target.path === GRAPHQL_PATH) {
        if (wantsExplorer(request, target)) return answer(response, await openExplorer(request, target), headers);
        if (request.method === 'GET' || request.method === 'POST') return await graphql(request, response, target, traits, headers);
        return refuse(405, badUserInput('Only GET and POST.'), { allow: 'GET, POST, OPTIONS' });
      }
      if (target.path === '/health') return respond(response, 200, { status: 'up' }, headers);
      if (target.path === '/ready') return respondReadiness(response, headers);
      if (await routes(request, response, target, traits.traceId, headers)) return undefined;
      return refuse(404, notFound('There is nothing at this address.'));
    } catch (error) {
      // A client that went away in the middle of its own body is no event.
      if (request.destroyed && !request.complete) return undefined;
      log.error({ err: error, traceId: traits.traceId, path: target.path }, 'a request failed');
      if (response.headersSent) response.destroy();
      else respondErrors(response, 500, [masked(traits.traceId)], headers);
      return undefined;
    }
  }

  function preflight(request: IncomingMessage, response: ServerResponse): void {
    beginStream(response, 'text/plain; charset=utf-8', cors.preflight(request.headers));
    response.end();
  }

  function wantsExplorer(request: IncomingMessage, { query }: Target): boolean {
    return explorer !== undefined && request.method === 'GET' && !query.has('query') && acceptsHtml(request.headers.accept);
  }

  async function openExplorer(request: IncomingMessage, { query }: Target): ReturnType<HttpRoute['handle']> {
    if (explorer === undefined) throw new Error('there is no explorer');
    return explorer({ headers: withoutIdentity(request.headers), rawBody: Buffer.alloc(0), query });
  }

  function respondReadiness(response: ServerResponse, headers: Headers): void {
    const { isReady, details } = readiness();
    respond(response, isReady && !isClosing ? 200 : 503, { status: isReady && !isClosing ? 'ready' : 'not ready', ...details }, headers);
  }

  function upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    const { origin } = request.headers;
    if (isClosing) return reject(connection, '503 Service Unavailable');
    if (targetOf(request).path !== GRAPHQL_PATH) return reject(connection, '404 Not Found');
    if (origin !== undefined && !cors.allows(origin) && !isOwn(origin, request.headers.host)) return reject(connection, '403 Forbidden');
    return socket.upgrade(request, connection, head, traitsOf(request, clientAddress));
  }

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE, requestTimeout: 60_000 }, (request, response) => void handle(request, response));
  server.on('upgrade', upgrade);
  return {
    listen: () => listen(server, options.port, options.host),
    close: async () => {
      isClosing = true;
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      await socket.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), GRACE);
      await closed;
      clearTimeout(cut);
    },
  };
}

function isOwn(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

function reject(connection: Duplex, status: string): void {
  // Nobody else listens, and an error that nobody hears ends the process.
  connection.on('error', () => connection.destroy());
  connection.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const { address, family, port: taken } = server.address() as AddressInfo;
      resolve(`http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`);
    });
  });
}
