import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A webhook endpoint that keeps the raw requests. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Statuses for the next requests; 200 once they are used up. 0 closes the connection. */
  answerNext(...statuses: number[]): void;
  /** From now on requests stay open until `resume`. */
  pause(): void;
  resume(): void;
  /** How many requests are open at this moment. */
  open(): number;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let planned: number[] = [];
  let open = 0;
  let pass = Promise.withResolvers<void>();
  pass.resolve();
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    open += 1;
    const body = await text(request);
    await pass.promise;
    const status = planned.shift() ?? 200;
    received.push({ headers: request.headers, body });
    open -= 1;
    if (status === 0) response.destroy();
    else response.writeHead(status).end();
  };
  const server = createServer((request, response) => {
    void handle(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    received,
    answerNext: (...statuses) => {
      planned = statuses;
    },
    pause: () => {
      pass = Promise.withResolvers();
    },
    resume: () => pass.resolve(),
    open: () => open,
    close: () =>
      new Promise((resolve) => {
        pass.resolve();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
