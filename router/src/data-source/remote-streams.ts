import type { ServiceViewer } from '@marketgraph/contracts';
import { createClient, type Client, type SubscribePayload } from 'graphql-ws/client';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { WebSocket } from 'ws';
import { SubgraphUnavailable, SubscriptionRefused } from '../errors/subgraph-errors.ts';
import { createChannel, mapStream, type Stream } from '../streams.ts';
import type { Address, Addresses } from './addresses.ts';
import type { SubgraphAnswer, SubgraphCall } from './source.ts';
import { requireEvent } from './stream-end.ts';
import type { SignViewer } from './viewer-token.ts';

export interface RemoteStreams {
  subscribe(call: SubgraphCall): Promise<Stream<SubgraphAnswer>>;
  close(): Promise<void>;
}

/** Unread events of one stream, before it is cut and resumed. */
const MOST_UNREAD = 1_000;
const PING_EVERY = 10_000;
const PONG_WITHIN = 5_000;

/** Live fields of a subgraph in another process: one socket to each of its copies carries the streams of all viewers. */
export function createRemoteStreams({ name, addresses, sign }: { name: string; addresses: Addresses; sign: SignViewer }): RemoteStreams {
  const sockets = new Map<string, Socket>();

  function socketOf(address: Address): Socket {
    let socket = sockets.get(address.url.href);
    if (socket === undefined) {
      socket = createSocket(address.url, sign);
      sockets.set(address.url.href, socket);
    }
    return socket;
  }

  /** Settles once the copy has taken the operation, or cannot be reached. */
  function open(address: Address, payload: SubscribePayload): Promise<Stream<SubgraphAnswer>> {
    return new Promise((resolve, reject) => {
      const socket = socketOf(address);
      let leave = (): void => undefined;
      const channel = createChannel<FormattedExecutionResult>(MOST_UNREAD, () => leave());
      leave = socket.client.subscribe<Record<string, unknown>>(payload, {
        next: (result) => {
          if (channel.push(result as FormattedExecutionResult)) return;
          channel.fail(new SubgraphUnavailable(name, new Error('its events came faster than they were handled')));
          leave();
        },
        error: (error) => {
          if (Array.isArray(error)) return channel.fail(new SubscriptionRefused(error as readonly GraphQLFormattedError[]));
          addresses.failed(address);
          forget();
          const failure = new SubgraphUnavailable(name, error);
          channel.fail(failure);
          return reject(failure);
        },
        complete: () => channel.end(),
      });
      const forget = socket.whenConnected(() => {
        addresses.succeeded(address);
        resolve(mapStream(channel.stream, (answer) => requireEvent(name, answer as SubgraphAnswer)));
      });
    });
  }

  return {
    subscribe: async ({ query, variables, operationName, viewer }) => {
      const extensions = { viewer: await sign(viewer) };
      const payload = { query, variables: { ...variables }, ...(operationName === undefined ? {} : { operationName }), extensions };
      let failure: unknown;
      for (const address of addresses.inOrder()) {
        try {
          return await open(address, payload);
        } catch (error) {
          if (!(error instanceof SubgraphUnavailable)) throw error;
          failure = error;
        }
      }
      throw failure;
    },
    close: async () => {
      await Promise.all([...sockets.values()].map(({ client }) => client.dispose()));
    },
  };
}

interface Socket {
  readonly client: Client;
  /** At once, or as soon as the other side has let us in. Returns what takes the wish back. */
  whenConnected(then: () => void): () => void;
}

/** Streams are resumed by whoever reads them, each from its own place: the socket itself never tries again. */
function createSocket(url: URL, sign: SignViewer): Socket {
  let silence: NodeJS.Timeout | undefined;
  let isConnected = false;
  const waiting = new Set<() => void>();
  const client = createClient({
    url: url.href.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazyCloseTimeout: 1_000,
    connectionAckWaitTimeout: PONG_WITHIN,
    connectionParams: async () => ({ viewer: await sign(ROUTER) }),
    keepAlive: PING_EVERY,
    on: {
      connected: () => {
        isConnected = true;
        for (const then of waiting) then();
        waiting.clear();
      },
      // A peer that vanished without a word would leave clients waiting for events for ever.
      ping: (received) => {
        if (!received) silence = setTimeout(() => client.terminate(), PONG_WITHIN);
      },
      pong: (received) => {
        if (received) clearTimeout(silence);
      },
      closed: () => {
        isConnected = false;
        clearTimeout(silence);
      },
    },
  });
  return {
    client,
    whenConnected: (then) => {
      if (isConnected) then();
      else waiting.add(then);
      return () => waiting.delete(then);
    },
  };
}

const ROUTER: ServiceViewer = { kind: 'service', service: 'router', traceId: 'router-socket', locale: 'en', clientAddress: '', userAgent: '' };
