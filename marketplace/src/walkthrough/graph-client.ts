import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

type Variables = Readonly<Record<string, unknown>>;

export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly traceId?: string };
}

export class GraphErrors extends Error {
  override readonly name = 'GraphErrors';
  readonly errors: readonly GraphError[];

  constructor(errors: readonly GraphError[]) {
    super(errors.map((error) => `${error.extensions?.code ?? 'ERROR'} at ${error.path?.join('.') ?? '-'}: ${error.message}`).join('; '));
    this.errors = errors;
  }
}

export interface GraphStream<Data> {
  /** The next event; fails when none comes in time, when the server ends the stream, or when it brings errors. */
  next(): Promise<Data>;
  /** Events up to and including the first that fits. */
  until(fits: (data: Data) => boolean): Promise<Data[]>;
  /** Resolves when the server closes the socket or ends the stream. */
  readonly closed: Promise<unknown>;
  /** Cuts the connection as a tunnel would: no goodbye to the server. */
  cut(): void;
  close(): void;
}

/** A client app, as small as can be: HTTP for queries and mutations, graphql-ws for subscriptions. */
export interface GraphClient {
  request<Data>(document: string, variables?: Variables): Promise<Data>;
  /** Data and errors side by side, for what is expected to fail. */
  execute<Data>(document: string, variables?: Variables): Promise<{ readonly data: Data | null; readonly errors: readonly GraphError[] }>;
  subscribe<Data>(document: string, variables?: Variables): GraphStream<Data>;
}

const WAIT_MS = 20_000;

export function createGraphClient(url: string, accessToken?: () => string | undefined): GraphClient {
  const headers = (): Record<string, string> => {
    const token = accessToken?.();
    return token === undefined ? {} : { authorization: `Bearer ${token}` };
  };

  async function execute<Data>(query: string, variables: Variables = {}) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers() },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as { data?: Data | null; errors?: GraphError[] };
    return { data: body.data ?? null, errors: body.errors ?? [] };
  }

  return {
    execute,
    request: async <Data>(query: string, variables?: Variables) => {
      const { data, errors } = await execute<Data>(query, variables);
      if (errors.length > 0 || data === null) throw new GraphErrors(errors);
      return data;
    },
    subscribe: <Data>(query: string, variables: Variables = {}) => openStream<Data>(url, headers(), query, variables),
  };
}

function openStream<Data>(url: string, connectionParams: Record<string, string>, query: string, variables: Variables): GraphStream<Data> {
  const received: Data[] = [];
  const waiting: (() => void)[] = [];
  let failure: unknown;
  let socket: WebSocket | undefined;
  const closed = Promise.withResolvers<unknown>();
  const wake = (): void => {
    for (const resume of waiting.splice(0)) resume();
  };
  const fail = (reason: unknown): void => {
    failure ??= reason;
    closed.resolve(reason);
    wake();
  };
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
    on: {
      opened: (opened) => {
        socket = opened as WebSocket;
      },
      closed: (event) => fail(event),
    },
  });
  client.subscribe<Data>(
    { query, variables: { ...variables } },
    {
      next: ({ data, errors }) => {
        if (errors !== undefined) return fail(new GraphErrors(errors as unknown as GraphError[]));
        if (data) received.push(data);
        wake();
      },
      error: (error) => fail(Array.isArray(error) ? new GraphErrors(error as unknown as GraphError[]) : error),
      complete: () => fail(new Error('the server ended the subscription')),
    },
  );

  const next = async (): Promise<Data> => {
    const deadline = performance.now() + WAIT_MS;
    for (;;) {
      const data = received.shift();
      if (data !== undefined) return data;
      if (failure !== undefined) throw failure instanceof Error ? failure : new Error(`the socket was closed: ${describeClose(failure)}`);
      if (performance.now() > deadline) throw new Error(`no event within ${WAIT_MS / 1_000} s`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(1, deadline - performance.now()));
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  };
  return {
    next,
    until: async (fits) => {
      const events: Data[] = [];
      for (;;) {
        const event = await next();
        events.push(event);
        if (fits(event)) return events;
      }
    },
    closed: closed.promise,
    cut: () => socket?.terminate(),
    close: () => void client.dispose(),
  };
}

function describeClose(event: unknown): string {
  const { code, reason } = (event ?? {}) as { code?: number; reason?: string };
  return `${code ?? 'no code'} ${reason ?? ''}`.trim();
}
