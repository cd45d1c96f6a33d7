import { createClient, type Client } from 'graphql-ws/client';
import type { FormattedExecutionResult } from 'graphql';
import { WebSocket } from 'ws';
import type { TestGraph } from './start-graph.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: FormattedExecutionResult;
}

/** One operation by POST, as most clients send it. */
export async function post(graph: Pick<TestGraph, 'url'>, query: string, { variables, authorization, headers = {} }: { variables?: object; authorization?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  const response = await fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...(authorization === undefined ? {} : { authorization }), ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as FormattedExecutionResult };
}

export function codes(body: FormattedExecutionResult): unknown[] {
  return (body.errors ?? []).map((error) => error.extensions?.['code']);
}

/** What a subscription has given so far. */
export interface Watcher {
  readonly results: FormattedExecutionResult[];
  /** `complete`, or what ended it instead. */
  readonly end: () => unknown;
  stop(): void;
}

export interface SocketClient {
  readonly client: Client;
  watch(query: string, variables?: Record<string, unknown>): Watcher;
  /** Close codes seen so far. */
  readonly closes: number[];
  close(): Promise<void>;
}

export function socketClient(graph: Pick<TestGraph, 'url'>, authorization?: string): SocketClient {
  const closes: number[] = [];
  const client = createClient({
    url: `${graph.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(authorization === undefined ? {} : { connectionParams: { authorization } }),
    on: { closed: (event) => void closes.push((event as { code: number }).code) },
  });
  return {
    client,
    closes,
    watch: (query, variables = {}) => {
      const results: FormattedExecutionResult[] = [];
      let end: unknown;
      const stop = client.subscribe(
        { query, variables },
        {
          next: (result) => void results.push(result as FormattedExecutionResult),
          error: (error) => {
            end = error;
          },
          complete: () => {
            end ??= 'complete';
          },
        },
      );
      return { results, end: () => end, stop };
    },
    close: async () => {
      await client.dispose();
    },
  };
}
