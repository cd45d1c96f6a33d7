import type { IncomingHttpHeaders } from 'node:http';

export interface RouteRequest {
  readonly headers: IncomingHttpHeaders;
  /** The bytes as they came: a webhook's signature covers these, not what JSON makes of them. */
  readonly rawBody: Buffer;
  readonly query: URLSearchParams;
}

export interface RouteAnswer {
  readonly status: number;
  /** Text and bytes as they are; any other object as JSON. */
  readonly body?: string | Uint8Array | object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Something a subgraph serves beside its graph: a webhook, an upload, a key set. */
export interface HttpRoute {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Exactly; there are no patterns. */
  readonly path: string;
  /** Bytes of the largest body; 1 MB unless told. A larger one is answered with 413 and never read whole. */
  readonly maxBytes?: number;
  /** Asked before the body is read, where a stranger's would be a large one: what it answers is answered, and the body left unread. */
  refuse?(request: Omit<RouteRequest, 'rawBody'>): Promise<RouteAnswer | undefined>;
  handle(request: RouteRequest): Promise<RouteAnswer>;
}
