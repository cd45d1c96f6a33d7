import { GraphQLError } from 'graphql';
import type { ErrorCode } from './codes.ts';

interface Details {
  readonly path?: readonly (string | number)[];
  /** The error whose place in the document is worth showing. */
  readonly source?: GraphQLError;
}

/** An error whose message was written for the client. */
export function routerError(code: ErrorCode, message: string, details: Details = {}): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code },
    ...(details.path === undefined ? {} : { path: details.path }),
    ...(details.source?.source === undefined ? {} : { source: details.source.source }),
    ...(details.source?.positions === undefined ? {} : { positions: details.source.positions }),
  });
}

/** `who` is the subgraph's name: a domain of the graph, never an address. */
export function unavailable(who: string, path?: readonly (string | number)[]): GraphQLError {
  const message = `The ${who} service is not available right now.`;
  return routerError('SUBGRAPH_UNAVAILABLE', message, path === undefined ? {} : { path });
}

export function codeOf(error: GraphQLError): unknown {
  return error.extensions['code'];
}
