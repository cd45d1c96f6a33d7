/** What a client may find in `extensions.code`. Anything else that goes wrong is `INTERNAL`. */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'RATE_LIMITED',
  'PERSISTED_QUERY_NOT_FOUND',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'SUBGRAPH_UNAVAILABLE',
  'SUBSCRIBER_TOO_SLOW',
  'INTERNAL',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * Codes that a subgraph may answer with. A subgraph that cannot parse or validate what the router planned does not know
 * its own schema any more: that is our fault, not the client's, and must not read as a mistake in the client's query.
 */
const FROM_SUBGRAPHS: ReadonlySet<string> = new Set<ErrorCode>([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'RATE_LIMITED',
  'SUBGRAPH_UNAVAILABLE',
  'SUBSCRIBER_TOO_SLOW',
]);

export function isSubgraphCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && FROM_SUBGRAPHS.has(code);
}
