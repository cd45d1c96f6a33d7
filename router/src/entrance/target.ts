import type { IncomingMessage } from 'node:http';

export interface Target {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Not by `new URL`, which throws at some of what strangers write into a request line. */
export function targetOf(request: IncomingMessage): Target {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return mark === -1 ? { path: url, query: new URLSearchParams() } : { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) };
}
