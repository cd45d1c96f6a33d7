import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Subgraph } from '../graph/subgraph.types.ts';
import type { Logger } from '../process/logger.ts';
import type { ViewerVerifier } from '../viewer/signed-viewer.types.ts';
import { addressOf } from './address-of.ts';
import { createGraphqlHandler } from './graphql-handler.ts';
import { serveSockets } from './graphql-socket.ts';
import { respond, respondError } from './respond.ts';
import { createRouteHandler } from './route-handler.ts';

export interface ServeOptions {
  subgraph: Subgraph;
  /** 0 takes a free one. */
  port: number;
  host: string;
  verifyViewer: ViewerVerifier;
  log: Logger;
  /** How long requests under way may take to finish on closing; 5 seconds unless told. */
  graceMs?: number;
}

export interface RunningServer {
  readonly url: string;
  /** Takes no new work, lets what runs finish, then cuts what is left. */
  close(): Promise<void>;
}

/** Longer than clients keep idle connections, so that it is always the client who closes one and no request meets a closed door. */
const KEEP_ALIVE_MS = 65_000;

/** A subgraph as a process of its own: its graph over HTTP and sockets, its routes, its health. It is not started by this. */
export async function serveSubgraph(options: ServeOptions): Promise<RunningServer> {
  const { subgraph, port, host, verifyViewer, log, graceMs = 5_000 } = options;
  const graphql = await createGraphqlHandler({ subgraph, verifyViewer, log });
  const routes = createRouteHandler(subgraph.routes, log);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { path } = addressOf(request);
    if (path === '/graphql') {
      if (request.method === 'POST') return graphql.handle(request, response);
      return respondError(response, 405, 'BAD_USER_INPUT', 'Only POST.');
    }
    if (path === '/health') return respond(response, 200, { status: 'up' });
    if (path === '/ready') return respondReadiness(subgraph, response, log);
    if (!(await routes(request, response))) respondError(response, 404, 'NOT_FOUND', 'There is nothing at this address.');
    return undefined;
  }

  const running = new Set<ServerResponse>();
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 60_000 }, (request, response) => {
    running.add(response);
    response.once('close', () => running.delete(response));
    handle(request, response).catch((error: unknown) => {
      log.error({ err: error, path: request.url }, 'a request failed');
      if (response.headersSent) response.destroy();
      else respondError(response, 500, 'INTERNAL', 'Internal error');
    });
  });
  const sockets = serveSockets(server, subgraph, verifyViewer);
  const url = await listen(server, port, host);
  log.info({ url, subgraph: subgraph.name }, 'serving');
  return {
    url,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      // Otherwise the client would keep the connection open behind its last answer, and we would wait for that.
      for (const response of running) response.shouldKeepAlive = false;
      const cut = setTimeout(() => {
        sockets.cut();
        server.closeAllConnections();
      }, graceMs);
      await sockets.close();
      await closed;
      clearTimeout(cut);
      await graphql.close();
    },
  };
}

async function respondReadiness(subgraph: Subgraph, response: ServerResponse, log: Logger): Promise<void> {
  try {
    await subgraph.ready();
    respond(response, 200, { status: 'ready' });
  } catch (error) {
    log.warn({ err: error }, 'not ready');
    respond(response, 503, { status: 'not ready' });
  }
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address() as AddressInfo;
      resolve(`http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`);
    });
  });
}
