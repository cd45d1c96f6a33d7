import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describeError, type SandboxLog } from './log.ts';

export interface HttpRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: Buffer;
}

export type HttpReply =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string | Buffer | object }
  /** Closes the connection without an answer. */
  | { readonly hangUp: true }
  /** Never answers: the client's time-out decides. */
  | { readonly stall: true };

export type HttpHandler = (request: HttpRequest) => HttpReply | Promise<HttpReply>;

export interface HttpServer {
  readonly url: string;
  readonly port: number;
  /** Requests that arrive before wait for it. */
  serve(handler: HttpHandler): void;
  close(): Promise<void>;
}

const LARGEST_BODY = 8 * 1024 * 1024;

/**
 * Binds the port first and serves later, because a fixed port doubles as the lock on the journal: the predecessor of a
 * restarted process may live for a moment longer. `waitForPortMs` is how long that moment may be.
 */
export async function listen(options: { host: string; port: number; waitForPortMs: number; log: SandboxLog }): Promise<HttpServer> {
  const ready = Promise.withResolvers<HttpHandler>();
  const server = createServer((request, response) => {
    void answer(request, response, ready.promise, options.log);
  });
  // Longer than any client keeps an idle connection: a request must not meet one that is just being closed.
  server.keepAliveTimeout = 120_000;
  await bind(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    serve: ready.resolve,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bind(server: Server, { host, port, waitForPortMs }: { host: string; port: number; waitForPortMs: number }): Promise<void> {
  for (let left = waitForPortMs; ; left -= 100) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve();
        });
      });
      return;
    } catch (error) {
      if (left <= 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      await wait(100);
    }
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, handler: Promise<HttpHandler>, log: SandboxLog): Promise<void> {
  try {
    const rawBody = await readBody(request);
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const handle = await handler;
    const method = request.method ?? 'GET';
    send(response, await handle({ method, path: url.pathname, query: url.searchParams, headers: request.headers, rawBody }));
  } catch (error) {
    log.error('a request failed inside the sandbox', { path: request.url, error: describeError(error) });
    if (response.headersSent) response.destroy();
    else send(response, { status: 500, body: { error: { type: 'api_error', message: `Sandbox: ${describeError(error)}` } } });
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error(`body larger than ${LARGEST_BODY} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, reply: HttpReply): void {
  if ('hangUp' in reply) {
    response.destroy();
    return;
  }
  if ('stall' in reply) return;
  const { status, headers = {}, body = '' } = reply;
  const plain = typeof body === 'string' || Buffer.isBuffer(body);
  response.writeHead(status, { 'content-type': plain ? 'text/plain; charset=utf-8' : 'application/json', ...headers });
  response.end(plain ? body : JSON.stringify(body, null, 2));
}

export interface Route {
  readonly method: string;
  /** `/messages/:id`: a colon names a segment. */
  readonly path: string;
  handle(request: HttpRequest, segments: Readonly<Record<string, string>>): HttpReply | Promise<HttpReply>;
}

/** The first route that fits, with its named segments; `undefined` where none does. */
export function findRoute<Candidate extends { method: string; path: string }>(
  routes: readonly Candidate[],
  method: string,
  path: string,
): { route: Candidate; segments: Record<string, string> } | undefined {
  const given = path.split('/');
  for (const route of routes) {
    if (route.method !== method) continue;
    const wanted = route.path.split('/');
    if (wanted.length !== given.length) continue;
    const segments: Record<string, string> = {};
    const fits = wanted.every((part, index) => {
      const value = given[index] ?? '';
      if (!part.startsWith(':')) return part === value;
      segments[part.slice(1)] = decodeURIComponent(value);
      return value !== '';
    });
    if (fits) return { route, segments };
  }
  return undefined;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
