import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpRoute } from '@marketgraph/server';

export interface WebhookReceiver {
  readonly url: string;
  /** What was answered, in order. */
  readonly statuses: readonly number[];
  /** Serves these from now on: a process that was started again. */
  serve(routes: readonly HttpRoute[]): void;
  close(): Promise<void>;
}

/** The subgraph's routes behind a port, for a provider that really sends. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const statuses: number[] = [];
  let current: readonly HttpRoute[] = [];
  async function answer(request: IncomingMessage, rawBody: Buffer): Promise<number> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const route = current.find(({ path, method }) => path === url.pathname && method === request.method);
    if (route === undefined) return 404;
    try {
      return (await route.handle({ headers: request.headers, rawBody, query: url.searchParams })).status;
    } catch {
      // What a process that dies answers: nothing that the provider would take for an answer.
      return 500;
    }
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const status = await answer(request, Buffer.concat(chunks));
      statuses.push(status);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    statuses,
    serve: (routes) => {
      current = routes;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
