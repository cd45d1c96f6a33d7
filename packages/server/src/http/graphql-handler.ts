import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginSchemaReportingDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import type { Viewer } from '@marketgraph/contracts';
import type { FormattedExecutionResult } from 'graphql';
import type { Subgraph } from '../graph/subgraph.types.ts';
import type { Logger } from '../process/logger.ts';
import { InvalidViewerToken, VIEWER_HEADER, type ViewerVerifier } from '../viewer/signed-viewer.types.ts';
import { DEFAULT_MAX_BYTES, readBody } from './read-body.ts';
import { respondError, respondTooLarge } from './respond.ts';

interface RequestContext {
  readonly viewer: Viewer;
}

export interface GraphqlHandler {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

/**
 * `POST /graphql` for the router and other subgraphs. Apollo Server parses, validates and remembers documents; execution
 * is the subgraph's own, so that both forms of the system run the same code. Browsers are no concern here: without a
 * viewer signed by a service there is no answer.
 */
export async function createGraphqlHandler({ subgraph, verifyViewer, log }: { subgraph: Subgraph; verifyViewer: ViewerVerifier; log: Logger }): Promise<GraphqlHandler> {
  const server = new ApolloServer<RequestContext>({
    schema: subgraph.schema,
    introspection: false,
    csrfPrevention: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    logger: apolloLogger(log),
    plugins: [
      executeWith(subgraph),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await server.start();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const viewer = await viewerOf(request, verifyViewer);
    if (viewer === undefined) return respondError(response, 401, 'UNAUTHENTICATED', 'Only services may call this.');
    const raw = await readBody(request, DEFAULT_MAX_BYTES);
    if (raw === undefined) return respondTooLarge(response);
    const body = parseJson(raw);
    if (body === undefined) return respondError(response, 400, 'BAD_USER_INPUT', 'The body is not JSON.');
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: 'POST', headers: headersOf(request), body, search: '' },
      context: async () => ({ viewer }),
    });
    if (answer.body.kind !== 'complete') throw new Error('incremental delivery is not used between services');
    response.writeHead(answer.status ?? 200, Object.fromEntries(answer.headers));
    response.end(answer.body.string);
  }

  return { handle, close: () => server.stop() };
}

function executeWith(subgraph: Subgraph): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ document, request, operationName, contextValue }) => {
        const result = await subgraph.execute({ document, variables: request.variables, operationName: operationName ?? undefined, viewer: contextValue.viewer });
        return {
          http: { headers: new HeaderMap() },
          body: { kind: 'single', singleResult: result as FormattedExecutionResult },
        };
      },
    }),
  };
}

async function viewerOf(request: IncomingMessage, verifyViewer: ViewerVerifier): Promise<Viewer | undefined> {
  const token = request.headers[VIEWER_HEADER];
  if (typeof token !== 'string') return undefined;
  try {
    return await verifyViewer(token);
  } catch (error) {
    if (error instanceof InvalidViewerToken) return undefined;
    throw error;
  }
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

function parseJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function apolloLogger(log: Logger): { debug(message?: string): void; info(message?: string): void; warn(message?: string): void; error(message?: string): void } {
  return {
    debug: (message = '') => log.debug({}, message),
    info: (message = '') => log.info({}, message),
    warn: (message = '') => log.warn({}, message),
    error: (message = '') => log.error({}, message),
  };
}
