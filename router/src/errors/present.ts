import type { Logger } from '@marketgraph/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isSubgraphCode, type ErrorCode } from './codes.ts';

/** Details that help a client recover. Whatever else an error carries stays inside. */
const PASSED_ON = ['inputPath', 'retryAfterSeconds'] as const;

export interface Presenter {
  /** Errors made by the router itself, about the request. */
  ofRequest(errors: readonly GraphQLError[]): GraphQLFormattedError[];
  /** Errors found while executing: from subgraphs, from the engine, from bugs. */
  ofExecution(errors: readonly (GraphQLError | GraphQLFormattedError)[]): GraphQLFormattedError[];
}

/** Turns any error into what a client may see: a code of ours, the trace id, never a stack or an address. */
export function createPresenter(traceId: string, log: Logger): Presenter {
  return {
    ofRequest: (errors) => errors.map((error) => shown(error, error.extensions['code'] as ErrorCode, traceId)),
    ofExecution: (errors) =>
      errors.map((error) => {
        const code = error.extensions?.['code'];
        if (isSubgraphCode(code)) return shown(error, code, traceId);
        log.error({ traceId, path: error.path, err: causeOf(error) }, 'operation failed');
        return masked(traceId, error.path);
      }),
  };
}

/** For what is caught at the outermost place: a bug, by definition. */
export function masked(traceId: string, path?: readonly (string | number)[]): GraphQLFormattedError {
  return { message: 'Internal error', ...(path === undefined ? {} : { path }), extensions: { code: 'INTERNAL', traceId } };
}

function shown(error: GraphQLError | GraphQLFormattedError, code: ErrorCode, traceId: string): GraphQLFormattedError {
  const extras: Record<string, unknown> = {};
  for (const name of PASSED_ON) {
    const value = error.extensions?.[name];
    if (value !== undefined) extras[name] = value;
  }
  return {
    message: error.message,
    ...(isRequestCode(code) && error.locations !== undefined ? { locations: error.locations } : {}),
    ...(error.path === undefined ? {} : { path: error.path }),
    extensions: { code, traceId, ...extras },
  };
}

/** Places in the client's own document. A subgraph's locations point into a query the client never wrote. */
function isRequestCode(code: ErrorCode): boolean {
  return code === 'GRAPHQL_PARSE_FAILED' || code === 'GRAPHQL_VALIDATION_FAILED';
}

function causeOf(error: GraphQLError | GraphQLFormattedError): unknown {
  return error instanceof GraphQLError ? (error.originalError ?? error) : { message: error.message, code: error.extensions?.['code'] };
}
