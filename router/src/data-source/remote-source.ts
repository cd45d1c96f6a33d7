import type { Clock } from '@marketgraph/kernel';
import { VIEWER_HEADER } from '@marketgraph/server';
import { Pool } from 'undici';
import { SubgraphUnavailable } from '../errors/subgraph-errors.ts';
import { createAddresses, type Address } from './addresses.ts';
import { createRemoteStreams } from './remote-streams.ts';
import type { SubgraphAnswer, SubgraphCall, SubgraphSource } from './source.ts';
import type { SignViewer } from './viewer-token.ts';

export interface RemoteSourceOptions {
  readonly name: string;
  /** Base addresses of its copies, such as `http://catalog:4002`. */
  readonly urls: readonly string[];
  readonly sign: SignViewer;
  readonly clock: Clock;
  readonly timeoutMs?: number;
}

const TIMEOUT = 10_000;
const CONNECT_TIMEOUT = 2_000;
const CONNECTIONS = 64;

/** The request never left: even a mutation may be sent to another copy. */
const NEVER_SENT: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
/** As the operating system and undici name what goes wrong on a wire; `ERR_…` are mistakes of ours. */
const NETWORK_CODE = /^(E[A-Z0-9]+|UND_ERR_[A-Z_]+)$/;
/** A proxy before the subgraph found nobody behind it. */
const NOBODY_THERE: ReadonlySet<number> = new Set([502, 503, 504]);

/** A subgraph in processes of its own, over HTTP. */
export function createRemoteSource({ name, urls, sign, clock, timeoutMs = TIMEOUT }: RemoteSourceOptions): SubgraphSource {
  const addresses = createAddresses(urls.map(graphqlUrl), clock);
  const pools = new Map<string, Pool>();
  const streams = createRemoteStreams({ name, addresses, sign });

  function poolOf({ url }: Address): Pool {
    let pool = pools.get(url.origin);
    if (pool === undefined) {
      pool = new Pool(url.origin, { connections: CONNECTIONS, connect: { timeout: CONNECT_TIMEOUT } });
      pools.set(url.origin, pool);
    }
    return pool;
  }

  async function send(address: Address, call: SubgraphCall, body: string, token: string, signal: AbortSignal): Promise<SubgraphAnswer> {
    const response = await poolOf(address).request({
      method: 'POST',
      path: address.url.pathname,
      headers: { 'content-type': 'application/json', accept: 'application/json', [VIEWER_HEADER]: token, 'x-trace-id': call.viewer.traceId },
      body,
      signal,
    });
    const text = await response.body.text();
    if (NOBODY_THERE.has(response.statusCode)) throw new SubgraphUnavailable(name, new Error(`status ${response.statusCode}`));
    // A mistake in our keys or clocks. It must not read as if the client had to sign in.
    if (response.statusCode === 401 || response.statusCode === 403) throw new Error(`${name} refused the router's signature`);
    return readAnswer(name, text);
  }

  return {
    name,
    execute: async (call) => {
      const token = await sign(call.viewer);
      const body = JSON.stringify({ query: call.query, variables: call.variables, operationName: call.operationName });
      const signal = AbortSignal.timeout(timeoutMs);
      const mayRepeat = !call.query.trimStart().startsWith('mutation');
      let failure: unknown;
      for (const address of attempts(addresses.inOrder())) {
        try {
          const answer = await send(address, call, body, token, signal);
          addresses.succeeded(address);
          return answer;
        } catch (error) {
          if (!isOutage(error)) throw error;
          failure = error;
          addresses.failed(address);
          if (signal.aborted || !(mayRepeat || NEVER_SENT.has(errorCode(error)))) break;
        }
      }
      throw new SubgraphUnavailable(name, failure);
    },
    subscribe: streams.subscribe,
    isUp: () => addresses.isUp(),
    close: async () => {
      await streams.close();
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

/** A kept connection may have been closed by the other side meanwhile: a lone copy is asked once more. */
function attempts(inOrder: readonly Address[]): readonly Address[] {
  return inOrder.length === 1 ? [...inOrder, ...inOrder] : inOrder;
}

function graphqlUrl(base: string): string {
  const url = new URL(base);
  if (url.pathname === '/') url.pathname = '/graphql';
  return url.href;
}

function readAnswer(name: string, text: string): SubgraphAnswer {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (error) {
    throw new SubgraphUnavailable(name, error);
  }
  if (typeof answer !== 'object' || answer === null || !('data' in answer || 'errors' in answer)) {
    throw new SubgraphUnavailable(name, new Error('the answer is not one of GraphQL'));
  }
  return answer as SubgraphAnswer;
}

/** Whether the network or the other process failed, and not we. */
function isOutage(error: unknown): boolean {
  if (error instanceof SubgraphUnavailable) return true;
  if (error instanceof DOMException && error.name === 'TimeoutError') return true;
  return NETWORK_CODE.test(errorCode(error) ?? '');
}

function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? undefined : errorCode(error.cause);
}
