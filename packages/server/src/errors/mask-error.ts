import { GraphQLError, type ExecutionResult } from 'graphql';
import type { BaseContext } from '../graph/subgraph.types.ts';
import type { Logger } from '../process/logger.ts';
import { ERROR_CODES } from './errors.ts';

const PUBLIC_CODES: ReadonlySet<unknown> = new Set(ERROR_CODES.filter((code) => code !== 'INTERNAL'));

export interface MaskOptions {
  error: unknown;
  log: Logger;
  traceId: string;
}

/**
 * What a client is told of an error. Those made by this package's factories keep their message and code, what graphql-js
 * says about a wrong argument becomes BAD_USER_INPUT, and everything else is `Internal error` with the trace id under
 * which the log holds the truth. The answer is a new error: neither a cause nor a stack travels along.
 */
export function maskError({ error, log, traceId }: MaskOptions): GraphQLError {
  const located = error instanceof GraphQLError ? error : undefined;
  const path = located?.path;
  const kept = located === undefined ? undefined : publicPartOf(located);
  if (located !== undefined && kept !== undefined) return tell(located.message, { ...kept, traceId }, path);
  if (!isMasked(located)) log.error({ err: located?.originalError ?? error, path, traceId }, 'a resolver failed');
  return tell('Internal error', { code: 'INTERNAL', traceId }, path);
}

export function maskResult(result: { errors?: readonly unknown[]; data?: ExecutionResult['data'] }, context: BaseContext): ExecutionResult {
  const { log, viewer } = context;
  const errors = (result.errors ?? []).map((error) => maskError({ error, log, traceId: viewer.traceId }));
  return result.data === undefined ? { errors } : { data: result.data, errors };
}

function tell(message: string, extensions: Record<string, unknown>, path: GraphQLError['path']): GraphQLError {
  return new GraphQLError(message, { path, extensions });
}

function publicPartOf(error: GraphQLError): Record<string, unknown> | undefined {
  // An Error of some library may carry `extensions` too, and graphql-js copies them when it adds the path.
  const origin = error.originalError ?? error;
  if (!(origin instanceof GraphQLError)) return undefined;
  if (PUBLIC_CODES.has(error.extensions['code'])) return error.extensions;
  if (error.extensions['code'] !== undefined) return undefined;
  return isRequestError(error) || isArgumentError(error) ? { code: 'BAD_USER_INPUT' } : undefined;
}

/** Raised before anything ran: a variable of a wrong type, an unknown operation name. All later ones have a path. */
function isRequestError(error: GraphQLError): boolean {
  return error.path === undefined;
}

/** Raised by a literal that its scalar refuses: graphql-js points at the literal, and at the field in all other cases. */
function isArgumentError(error: GraphQLError): boolean {
  const kind = error.nodes?.[0]?.kind;
  return kind !== undefined && (kind.endsWith('Value') || kind === 'Variable');
}

function isMasked(error: GraphQLError | undefined): boolean {
  return error?.extensions['code'] === 'INTERNAL';
}
