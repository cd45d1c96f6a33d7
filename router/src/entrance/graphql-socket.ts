import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { badUserInput, type Logger } from '@marketgraph/server';
import { GraphQLError, type ExecutionArgs, type FormattedExecutionResult } from 'graphql';
import { handleProtocols, makeServer, type Context, type SubscribePayload } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { createPresenter } from '../errors/present.ts';
import { codeOf, routerError } from '../errors/router-error.ts';
import type { Limits } from '../limits/limits.ts';
import { mustBeSure, type Graph } from '../operations/graph.ts';
import type { Credentials, Traits } from '../viewer/authenticate.ts';
import { localeOf } from '../viewer/locale.ts';
import { randomTraceId, traceIdOf } from '../viewer/trace.ts';
import { fromValue } from './graphql-request.ts';
import { startHeartbeat } from './heartbeat.ts';
import type { SocketSessions } from './socket-sessions.ts';

export interface GraphQLSocketOptions {
  readonly graph: Graph;
  readonly sessions: SocketSessions;
  readonly limits: Limits;
  readonly log: Logger;
}

export interface GraphQLSocket {
  /** Takes over a connection that asked for a socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, traits: Traits): void;
  /** Sockets open now. */
  readonly size: number;
  close(): Promise<void>;
}

interface Connection {
  readonly socket: WebSocket;
  traits: Traits;
  credentials: Credentials;
}
type ConnectionContext = Context<Record<string, unknown>, { readonly connection: Connection }>;

/** What runs in place of graphql-js's own functions: the entrance has prepared everything else. */
type Start = () => unknown;

/** `authorization` was not accepted: with a fresh token the client may come back. */
const NOT_LET_IN = 4403;
const TRY_AGAIN_LATER = 1013;
const BROKEN = 4500;
const GOING_AWAY = 1001;
const INIT_WITHIN = 10_000;
const GRACE = 2_000;

/** graphql-transport-ws. Whoever connects says who it is in the payload of `connection_init`: `{ authorization }`. */
export function createGraphQLSocket({ graph, sessions, limits, log }: GraphQLSocketOptions): GraphQLSocket {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.bodyBytes, handleProtocols, perMessageDeflate: false });
  const stopHeartbeat = startHeartbeat(sockets);
  const traceIds = new WeakMap<SubscribePayload, string>();

  async function connect({ connectionParams = {}, extra: { connection } }: ConnectionContext): Promise<boolean> {
    const { authorization } = connectionParams;
    const language = connectionParams['acceptLanguage'];
    if (typeof language === 'string') connection.traits = { ...connection.traits, locale: localeOf(language) };
    try {
      connection.credentials = await graph.authenticator.credentials(typeof authorization === 'string' ? authorization : undefined);
      // The token may outlive its session.
      await graph.authenticator.viewer(connection.credentials, connection.traits, true);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      const isAway = codeOf(error) === 'SUBGRAPH_UNAVAILABLE';
      connection.socket.close(isAway ? TRY_AGAIN_LATER : NOT_LET_IN, isAway ? 'Try again later' : 'Not authenticated');
      return false;
    }
    if (connection.credentials.kind === 'user') sessions.add(connection.credentials.sessionId, connection.socket);
    return true;
  }

  async function begin({ subscriptions, extra: { connection } }: ConnectionContext, payload: SubscribePayload): Promise<ExecutionArgs | readonly GraphQLError[]> {
    if (Object.keys(subscriptions).length > limits.subscriptionsPerSocket) {
      return [badUserInput(`A socket carries at most ${limits.subscriptionsPerSocket} operations at once.`)];
    }
    const traceId = traceIds.get(payload) ?? randomTraceId();
    const traits = { ...connection.traits, traceId };
    const { credentials } = connection;
    graph.admit(traits);
    graph.admit(credentials);
    const read = fromValue(payload);
    if (!read.ok) return read.refusal.errors;
    const prepared = graph.prepare(read.request);
    if (!prepared.ok) return prepared.refusal.errors;
    const { operation } = prepared;
    const viewer = await graph.authenticator.viewer(credentials, traits, mustBeSure(operation));
    const isSubscription = operation.operation.operation === 'subscription';
    const stream = isSubscription ? graph.subscribe(operation, { viewer, credentials, traits }) : undefined;
    const start: Start = () => stream ?? graph.run(operation, viewer);
    return { schema: NO_SCHEMA, document: operation.document.document, operationName: operation.operationName, contextValue: start };
  }

  async function beginSafely(context: ConnectionContext, payload: SubscribePayload): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const traceId = traceIdOf(traceparentIn(payload));
    traceIds.set(payload, traceId);
    try {
      return await begin(context, payload);
    } catch (error) {
      if (error instanceof GraphQLError) return [error];
      log.error({ err: error, traceId }, 'an operation failed');
      return [routerError('INTERNAL', 'Internal error')];
    }
  }

  const server = makeServer<Record<string, unknown>, { readonly connection: Connection }>({
    connectionInitWaitTimeout: INIT_WITHIN,
    onConnect: connect,
    onSubscribe: (context, _id, payload) => beginSafely(context, payload),
    execute: (args) => startOf(args)() as Promise<FormattedExecutionResult> as never,
    subscribe: (args) => startOf(args)() as never,
    // Ours are formatted already.
    onNext: (_context, _id, _payload, _args, result) => result as never,
    onError: (_context, _id, payload, errors) => createPresenter(traceIds.get(payload) ?? randomTraceId(), log).ofRequest(errors as readonly GraphQLError[]),
  });

  function serve(socket: WebSocket, traits: Traits): void {
    const connection: Connection = { socket, traits, credentials: { kind: 'guest' } };
    const closed = server.opened(
      {
        protocol: socket.protocol,
        // Settles when the bytes are out: this is how a slow reader holds back its own stream.
        send: (data) => new Promise((resolve) => (socket.readyState === socket.OPEN ? socket.send(data, () => resolve()) : resolve())),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) => {
          socket.on('message', (data) => {
            handle(String(data)).catch((error: unknown) => {
              log.error({ err: error }, 'a socket failed');
              socket.close(BROKEN, 'Internal error');
            });
          });
        },
      },
      { connection },
    );
    // Broken frames and messages that are too large: ws closes the socket itself.
    socket.on('error', (error) => log.debug({ err: error }, 'a socket was closed for an error'));
    socket.once('close', (code, reason) => {
      if (connection.credentials.kind === 'user') sessions.remove(connection.credentials.sessionId, socket);
      closed(code, String(reason)).catch((error: unknown) => log.error({ err: error }, 'a socket was not cleaned up'));
    });
  }

  return {
    upgrade: (request, socket, head, traits) => sockets.handleUpgrade(request, socket, head, (webSocket) => serve(webSocket, traits)),
    get size() {
      return sockets.clients.size;
    },
    close: async () => {
      stopHeartbeat();
      for (const client of sockets.clients) client.close(GOING_AWAY, 'Going away');
      const cut = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, GRACE);
      await new Promise((resolve) => {
        sockets.close(resolve);
      });
      clearTimeout(cut);
    },
  };
}

/** The library hands it on to the functions above, which have no use for it. */
const NO_SCHEMA = {} as ExecutionArgs['schema'];

function startOf({ contextValue }: ExecutionArgs): Start {
  return contextValue as Start;
}

function traceparentIn({ extensions }: SubscribePayload): string | undefined {
  const traceparent = extensions?.['traceparent'];
  return typeof traceparent === 'string' ? traceparent : undefined;
}
