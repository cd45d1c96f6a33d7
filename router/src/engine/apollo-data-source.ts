import type { GraphQLDataSource } from '@apollo/gateway';
import type { Viewer } from '@marketgraph/contracts';
import type { GraphQLFormattedError } from 'graphql';
import { errorsOfFetch } from '../data-source/fetch-errors.ts';
import type { SubgraphAnswer, SubgraphCall, SubgraphSource } from '../data-source/source.ts';
import type { FetchRecord } from '../data-source/sources.ts';
import { unavailable } from '../errors/router-error.ts';
import { SubgraphUnavailable } from '../errors/subgraph-errors.ts';

/** What the router hangs on an operation for its data sources. */
export interface OperationContext {
  readonly viewer: Viewer;
}

/** A subgraph as the gateway's executor wants it. */
export function createApolloDataSource(source: SubgraphSource, onFetch: (fetch: FetchRecord) => void): GraphQLDataSource<OperationContext> {
  return {
    process: async ({ request, context }) => {
      const { viewer } = context as OperationContext;
      const call: SubgraphCall = { query: request.query ?? '', variables: request.variables ?? {}, operationName: request.operationName, viewer };
      onFetch({ subgraph: source.name, query: call.query, traceId: viewer.traceId });
      return fetchOrErrors(source, call);
    },
  };
}

async function fetchOrErrors(source: SubgraphSource, call: SubgraphCall): Promise<SubgraphAnswer> {
  try {
    return located(await source.execute(call), call);
  } catch (error) {
    return { errors: errorsOfFetch(call, formatted(source.name, error)) };
  }
}

/** A subgraph that refused the whole fetch says nothing of the fields that are missing now. */
function located(answer: SubgraphAnswer, call: SubgraphCall): SubgraphAnswer {
  const [error] = answer.errors ?? [];
  if (error === undefined || (answer.data !== undefined && answer.data !== null) || answer.errors?.some(({ path }) => path !== undefined)) return answer;
  return { errors: errorsOfFetch(call, formattedError(error)) };
}

function formattedError(error: GraphQLFormattedError): GraphQLFormattedError {
  return { message: error.message, ...(error.extensions === undefined ? {} : { extensions: error.extensions }) };
}

function formatted(subgraph: string, error: unknown): GraphQLFormattedError {
  if (error instanceof SubgraphUnavailable) return unavailable(subgraph).toJSON();
  // Masked later on; the message is for our log.
  return { message: error instanceof Error ? error.message : String(error) };
}
