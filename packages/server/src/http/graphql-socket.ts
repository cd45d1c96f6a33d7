import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Viewer } from '@marketgraph/contracts';
import type { ExecutionArgs, GraphQLError } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { unauthenticated } from '../errors/errors.ts';
import type { Subgraph, SubgraphRequest } from '../graph/subgraph.types.ts';
import { InvalidViewerToken, type ViewerVerifier } from '../viewer/signed-viewer.types.ts';
import { addressOf } from './address-of.ts';
import { DEFAULT_MAX_BYTES } from './read-body.ts';

// A type, not an interface: graphql-ws wants one that can be indexed.
type Connection = { viewer?: Viewer };

export interface SocketServer {
  /** Says goodbye to all clients. */
  close(): Promise<void>;
  /** For those who do not answer it. */
  cut(): void;
}

/**
 * graphql-ws at `/graphql`. `connection_init` carries `{ viewer: <signed viewer> }`. An operation may carry one of its own
 * in `extensions.viewer`: one socket from the router then serves many viewers.
 */
export function serveSockets(server: Server, subgraph: Subgraph, verifyViewer: ViewerVerifier): SocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: DEFAULT_MAX_BYTES });
  const ofOperation = new WeakMap<SubscribePayload, Viewer>();

  const verified = async (token: unknown): Promise<Viewer | undefined> => {
    if (typeof token !== 'string') return undefined;
    try {
      return await verifyViewer(token);
    } catch (error) {
      if (error instanceof InvalidViewerToken) return undefined;
      throw error;
    }
  };

  const graphqlWs = useServer<Record<string, unknown>, Connection>(
    {
      schema: subgraph.schema,
      onConnect: async ({ connectionParams, extra }) => {
        const viewer = await verified(connectionParams?.['viewer']);
        if (viewer === undefined) return false;
        extra.viewer = viewer;
        return true;
      },
      onSubscribe: async ({ extra }, _id, payload): Promise<readonly GraphQLError[] | undefined> => {
        const token = payload.extensions?.['viewer'];
        const viewer = token === undefined ? extra.viewer : await verified(token);
        if (viewer === undefined) return [unauthenticated('The viewer is not signed.')];
        ofOperation.set(payload, viewer);
        return undefined;
      },
      context: (_ctx, _id, payload) => ({ viewer: ofOperation.get(payload) }),
      execute: (args) => subgraph.execute(requestOf(args)),
      subscribe: (args) => subgraph.subscribe(requestOf(args)),
    },
    sockets,
  );

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (addressOf(request).path !== '/graphql') {
      // A client that is gone already must not bring the process down.
      socket.once('error', () => socket.destroy());
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit('connection', webSocket, request));
  });

  return {
    close: async () => graphqlWs.dispose(),
    cut: () => {
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

function requestOf({ document, variableValues, operationName, contextValue }: ExecutionArgs): SubgraphRequest {
  const { viewer } = contextValue as Connection;
  if (viewer === undefined) throw new Error('an operation ran without a viewer');
  return { document, variables: variableValues ?? undefined, operationName: operationName ?? undefined, viewer };
}
