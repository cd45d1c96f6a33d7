import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../process/logger.ts';
import { addressOf } from './address-of.ts';
import { DEFAULT_MAX_BYTES, readBody } from './read-body.ts';
import { respond, respondTooLarge } from './respond.ts';
import type { HttpRoute } from './routes.ts';

/** Whether the request was one of the routes' and has been answered. */
export type RouteHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** Serves routes of one or of all subgraphs. A route that throws is answered with 500 and no detail. */
export function createRouteHandler(routes: readonly HttpRoute[], log: Logger): RouteHandler {
  const byAddress = new Map<string, HttpRoute>();
  for (const route of routes) {
    const address = `${route.method} ${route.path}`;
    if (byAddress.has(address)) throw new Error(`two routes for ${address}`);
    byAddress.set(address, route);
  }
  return async (request, response) => {
    const { path, query } = addressOf(request);
    const route = byAddress.get(`${request.method} ${path}`);
    if (route === undefined) return false;
    await answer(route, query, request, response, log);
    return true;
  };
}

async function answer(route: HttpRoute, query: URLSearchParams, request: IncomingMessage, response: ServerResponse, log: Logger): Promise<void> {
  try {
    const refused = await route.refuse?.({ headers: request.headers, query });
    if (refused !== undefined) return respond(response, refused.status, refused.body, { ...refused.headers, connection: 'close' });
    const rawBody = await readBody(request, route.maxBytes ?? DEFAULT_MAX_BYTES);
    if (rawBody === undefined) return respondTooLarge(response);
    const { status, body, headers } = await route.handle({ headers: request.headers, rawBody, query });
    respond(response, status, body, headers);
  } catch (error) {
    log.error({ err: error, route: route.path }, 'a route failed');
    if (response.headersSent) response.destroy();
    else respond(response, 500, { error: 'Internal error' });
  }
}
