import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FormattedExecutionResult } from 'graphql';
import type { Asker, Graph } from '../operations/graph.ts';
import type { PreparedOperation } from '../operations/prepare.ts';
import { letGo } from '../streams.ts';
import { beginStream, type Headers } from './respond.ts';

/** Proxies close connections on which nothing moves. */
const KEEP_ALIVE = 12_000;

export interface EventStreamOptions {
  readonly graph: Graph;
  readonly operation: PreparedOperation;
  readonly asker: Asker;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly headers: Headers;
  /** The router is stopping: the connection is cut without `complete`, so that clients come back and resume. */
  readonly closing: AbortSignal;
}

/** The "distinct connections" mode of GraphQL over server-sent events: `next` for every answer, `complete` at the end. */
export async function sendEvents({ graph, operation, asker, request, response, headers, closing }: EventStreamOptions): Promise<void> {
  if (operation.operation.operation !== 'subscription') {
    const result = await graph.run(operation, asker.viewer);
    beginStream(response, 'text/event-stream; charset=utf-8', headers);
    response.end(next(result) + COMPLETE);
    return;
  }
  // Before the head is sent: what cannot begin is refused as any other operation.
  const stream = graph.subscribe(operation, asker);
  beginStream(response, 'text/event-stream; charset=utf-8', { ...headers, 'x-accel-buffering': 'no' });
  response.flushHeaders();
  const leave = (): void => letGo(stream);
  request.once('close', leave);
  response.once('close', leave).on('error', leave);
  const cut = (): void => void response.destroy();
  closing.addEventListener('abort', cut, { once: true });
  const keepAlive = setInterval(() => response.write(':\n\n'), KEEP_ALIVE);
  try {
    for await (const result of stream) {
      // A reader that does not read fills its own queue, not our memory.
      if (!response.write(next(result)) && !response.destroyed) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
    response.end(COMPLETE);
  } finally {
    clearInterval(keepAlive);
    closing.removeEventListener('abort', cut);
    leave();
  }
}

const COMPLETE = 'event: complete\ndata:\n\n';

function next(result: FormattedExecutionResult): string {
  return `event: next\ndata: ${JSON.stringify(result)}\n\n`;
}
