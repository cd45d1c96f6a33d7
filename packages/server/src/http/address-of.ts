import type { IncomingMessage } from 'node:http';

/** Path and query as they were sent. `URL` would throw at some addresses that a stranger can send, such as `//`. */
export function addressOf(request: IncomingMessage): { path: string; query: URLSearchParams } {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return mark === -1 ? { path: url, query: new URLSearchParams() } : { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) };
}
