import type { IncomingMessage, ServerResponse } from 'node:http';
import { badUserInput, type Logger } from '@marketgraph/server';
import { GraphQLError } from 'graphql';
import { createPresenter, masked } from '../errors/present.ts';
import { codeOf } from '../errors/router-error.ts';
import type { Limits } from '../limits/limits.ts';
import { mustBeSure, type Asker, type Graph } from '../operations/graph.ts';
import type { PreparedOperation } from '../operations/prepare.ts';
import { malformed, type Refusal } from '../operations/refusal.ts';
import type { Traits } from '../viewer/authenticate.ts';
import { acceptedTypes, EVENT_STREAM, JSON_RESPONSE, type ResponseType } from './accept.ts';
import { isForgeable } from './csrf.ts';
import { fromBody, fromQuery, type ReadRequest } from './graphql-request.ts';
import { readBody } from './read-body.ts';
import { respond, type Headers } from './respond.ts';
import { sendEvents } from './sse.ts';
import type { Target } from './target.ts';

export interface GraphQLHttpOptions {
  readonly graph: Graph;
  readonly limits: Limits;
  readonly closing: AbortSignal;
  readonly log: Logger;
}

/** GraphQL over HTTP: one operation a request, its answer as JSON or, for subscriptions, as a stream of events. */
export type GraphQLHttp = (request: IncomingMessage, response: ServerResponse, target: Target, traits: Traits, headers: Headers) => Promise<void>;

export function createGraphQLHttp({ graph, limits, closing, log }: GraphQLHttpOptions): GraphQLHttp {
  async function readRequest(request: IncomingMessage, { query }: Target): Promise<ReadRequest> {
    if (request.method === 'GET') {
      return isForgeable(request.headers) ? no('A GET from another site needs the header `x-graphql-preflight`.', 403) : fromQuery(query, limits);
    }
    const unsupported = unsupportedBody(request.headers);
    if (unsupported !== undefined) return no(unsupported, 415);
    const body = await readBody(request, limits.bodyBytes);
    return body === undefined ? no(`The body is larger than ${limits.bodyBytes} bytes.`, 413) : fromBody(body, limits);
  }

  async function ask(operation: PreparedOperation, authorization: string | undefined, traits: Traits): Promise<Asker> {
    const credentials = await graph.authenticator.credentials(authorization);
    graph.admit(credentials);
    return { credentials, traits, viewer: await graph.authenticator.viewer(credentials, traits, mustBeSure(operation)) };
  }

  return async (request, response, target, traits, headers) => {
    const accepted = acceptedTypes(request.headers.accept);
    const presenter = createPresenter(traits.traceId, log);
    const refuse = ({ errors, status, isOperation }: Refusal, more: Headers = {}): void => {
      const type = accepted.find((known) => known !== EVENT_STREAM) ?? JSON_RESPONSE;
      const shownStatus = isOperation && type === JSON_RESPONSE && status < 500 ? 200 : status;
      respond(response, shownStatus, { errors: presenter.ofRequest(errors) }, { ...headers, ...more, 'content-type': `${type}; charset=utf-8` });
    };

    try {
      graph.admit(traits);
    } catch (error) {
      if (error instanceof GraphQLError) return refuse(notAsked(error), { ...retryHeaders(error), connection: 'close' });
      throw error;
    }
    if (accepted.length === 0) return refuse(malformed(badUserInput('Answers are `application/graphql-response+json`, `application/json` or `text/event-stream`.'), 406));
    const read = await readRequest(request, target);
    // What was not read of a body cannot be told from the next request.
    if (!read.ok) return refuse(read.refusal, read.refusal.status === 413 ? { connection: 'close' } : {});
    const prepared = graph.prepare(read.request);
    if (!prepared.ok) return refuse(prepared.refusal);
    const { operation } = prepared;
    const kind = operation.operation.operation;
    if (request.method === 'GET' && kind !== 'query') return refuse(malformed(badUserInput(`A ${kind} must be sent by POST.`), 405), { allow: 'POST' });
    const type = responseType(accepted, kind);
    if (type === undefined) return refuse(malformed(badUserInput('Subscriptions are answered as `text/event-stream`, or over a graphql-ws socket.'), 406));
    try {
      const asker = await ask(operation, request.headers.authorization, traits);
      if (type === EVENT_STREAM) return await sendEvents({ graph, operation, asker, request, response, headers, closing });
      return respond(response, 200, await graph.run(operation, asker.viewer), { ...headers, 'content-type': `${type}; charset=utf-8` });
    } catch (error) {
      if (error instanceof GraphQLError) return refuse(notAsked(error), retryHeaders(error));
      log.error({ err: error, traceId: traits.traceId }, 'a request failed');
      return respond(response, 500, { errors: [masked(traits.traceId)] }, headers);
    }
  };
}

function responseType(accepted: readonly ResponseType[], kind: string): ResponseType | undefined {
  if (kind === 'subscription') return accepted.find((type) => type === EVENT_STREAM);
  return accepted.find((type) => type !== EVENT_STREAM) ?? EVENT_STREAM;
}

function unsupportedBody(headers: IncomingMessage['headers']): string | undefined {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').split(';').map((piece) => piece.trim().toLowerCase());
  if (type !== 'application/json') return 'The body must be `application/json`.';
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length).replaceAll('"', '');
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') return 'The body must be UTF-8.';
  const encoding = headers['content-encoding']?.trim().toLowerCase();
  return encoding === undefined || encoding === 'identity' ? undefined : 'The body must not be compressed.';
}

/** Who asks could not be found out, so nothing ran. */
function notAsked(error: GraphQLError): Refusal {
  const statuses: Readonly<Record<string, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, RATE_LIMITED: 429, SUBGRAPH_UNAVAILABLE: 503 };
  return malformed(error, statuses[String(codeOf(error))] ?? 400);
}

function retryHeaders(error: GraphQLError): Headers {
  const code = codeOf(error);
  if (code === 'RATE_LIMITED') return { 'retry-after': String(error.extensions['retryAfterSeconds'] ?? 1) };
  if (code === 'SUBGRAPH_UNAVAILABLE') return { 'retry-after': '1' };
  return code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer' } : {};
}

function no(message: string, status: number): ReadRequest {
  return { ok: false, refusal: malformed(badUserInput(message), status) };
}

