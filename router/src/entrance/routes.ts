import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { badUserInput, type HttpRoute, type Logger, type RouteAnswer } from '@marketgraph/server';
import { createPresenter, masked } from '../errors/present.ts';
import { readBody } from './read-body.ts';
import { respond, respondErrors, type Headers } from './respond.ts';
import type { Target } from './target.ts';

const DEFAULT_MAX_BYTES = 1_000_000;
/** Whatever says who the viewer is comes from us or not at all. */
const IDENTITY_HEADERS = /^x-marketgraph-/;

/** Answers with what the route says; `false` where there is no such route. */
export type Routes = (request: IncomingMessage, response: ServerResponse, target: Target, traceId: string, headers: Headers) => Promise<boolean>;

/** What subgraphs serve beside the graph (webhooks, uploads, key sets), when they run in this process. */
export function createRoutes(routes: readonly HttpRoute[], log: Logger): Routes {
  const known = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));
  return async (request, response, { path, query }, traceId, headers) => {
    const route = known.get(`${request.method} ${path}`);
    if (route === undefined) return false;
    try {
      const asked = { headers: withoutIdentity(request.headers), query };
      const refused = await route.refuse?.(asked);
      if (refused !== undefined) {
        answer(response, refused, { ...headers, connection: 'close' });
        return true;
      }
      const rawBody = await readBody(request, route.maxBytes ?? DEFAULT_MAX_BYTES);
      if (rawBody === undefined) respondErrors(response, 413, createPresenter(traceId, log).ofRequest([badUserInput('The body is too large.')]), { ...headers, connection: 'close' });
      else answer(response, await route.handle({ ...asked, rawBody }), headers);
    } catch (error) {
      // A client that went away in the middle of its own body is no event.
      if (request.destroyed && !request.complete) return true;
      log.error({ err: error, traceId, path }, 'a route failed');
      respondErrors(response, 500, [masked(traceId)], headers);
    }
    return true;
  };
}

export function answer(response: ServerResponse, { status, body, headers: own }: RouteAnswer, headers: Headers): void {
  respond(response, status, body ?? '', { ...headers, ...own });
}

export function withoutIdentity(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !IDENTITY_HEADERS.test(name)));
}
