import type { FormattedExecutionResult } from 'graphql';
import { createCors } from './entrance/cors.ts';
import { createGraphQLHttp } from './entrance/graphql-http.ts';
import { createGraphQLSocket } from './entrance/graphql-socket.ts';
import { createEntrance } from './entrance/server.ts';
import { createSocketSessions } from './entrance/socket-sessions.ts';
import { watchSessions } from './entrance/watch-sessions.ts';
import { execute, subscribe, type LocalRequest } from './operations/ask-locally.ts';
import { createCore } from './operations/create-core.ts';
import type { RouterOptions } from './options.ts';
import { createClientAddress } from './viewer/client-address.ts';

export interface Router {
  listen(): Promise<{ readonly url: string }>;
  /** The whole way but the network: limits, viewer, rules, plan, errors as a client sees them. */
  execute(request: LocalRequest): Promise<FormattedExecutionResult>;
  /** A subscription; ends when the reader leaves. Throws a GraphQLError where it cannot begin. */
  subscribe(request: LocalRequest): Promise<AsyncIterableIterator<FormattedExecutionResult>>;
  readonly status: RouterStatus;
  close(): Promise<void>;
}

export interface RouterStatus {
  /** Whether revoked sessions are heard of at once. */
  readonly sessionFeed: 'up' | 'down';
  readonly subgraphs: Readonly<Record<string, 'up' | 'down'>>;
  readonly sockets: number;
  /** Streams of owners open now, however many clients share them. */
  readonly streams: number;
}

export async function createRouter(options: RouterOptions): Promise<Router> {
  const { log, host = '127.0.0.1', port = 0, cors: corsOptions = { origins: [] }, trustedProxies = [], routes = [], explorer } = options;
  const core = await createCore(options);
  const { graph, limits, sessions } = core;
  const closing = new AbortController();
  const socketSessions = createSocketSessions();
  const stopWatching = watchSessions(sessions, socketSessions, log);
  const socket = createGraphQLSocket({ graph, sessions: socketSessions, limits, log });

  function status(): RouterStatus {
    const subgraphs = Object.fromEntries([...core.sources].map(([name, source]) => [name, source.isUp() ? 'up' : 'down'] as const));
    return { sessionFeed: sessions.isFeedUp() ? 'up' : 'down', subgraphs, sockets: socket.size, streams: core.subscriptions.size };
  }

  const entrance = createEntrance({
    host,
    port,
    socket,
    routes,
    explorer,
    log,
    graphql: createGraphQLHttp({ graph, limits, closing: closing.signal, log }),
    cors: createCors(corsOptions),
    clientAddress: createClientAddress(trustedProxies),
    // Ready in spite of a subgraph that is away: the rest of the graph answers, and a restart of the router helps nobody.
    readiness: () => ({ isReady: true, details: { sessionFeed: status().sessionFeed, subgraphs: status().subgraphs } }),
  });

  return {
    listen: async () => {
      const url = await entrance.listen();
      log.info({ url }, 'router is listening');
      return { url };
    },
    execute: (request) => execute(core.graph, request, log),
    subscribe: (request) => subscribe(core.graph, request),
    get status() {
      return status();
    },
    close: async () => {
      closing.abort();
      stopWatching();
      await entrance.close();
      await core.close();
    },
  };
}
