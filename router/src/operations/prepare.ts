import { badUserInput } from '@marketgraph/server';
import { GraphQLError, getVariableValues, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Documents, KnownDocument } from '../documents/documents.ts';
import type { PersistedQueries } from '../documents/persisted.ts';
import { codeOf } from '../errors/router-error.ts';
import { costOf } from '../limits/cost.ts';
import { checkVariables } from '../limits/json.ts';
import type { Limits } from '../limits/limits.ts';
import { checkShape } from '../limits/shape.ts';
import { createLru } from '../lru.ts';
import { malformed, refused, type Refusal } from './refusal.ts';

/** A request as GraphQL over HTTP defines it, its parts of the right kind. */
export interface GraphQLRequest {
  readonly query?: string | undefined;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** An operation that may run, as far as can be said without knowing who asks. */
export interface PreparedOperation {
  readonly document: KnownDocument;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  /** The same for every request with the same document and operation. */
  readonly planKey: string;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Of the right types, with defaults. */
  readonly coerced: Readonly<Record<string, unknown>>;
}

export type Prepared = { readonly ok: true; readonly operation: PreparedOperation } | { readonly ok: false; readonly refusal: Refusal };

export interface PrepareOptions {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly persisted: PersistedQueries;
  readonly limits: Limits;
}

export type Prepare = (request: GraphQLRequest) => Prepared;

/** More mistakes than these in one set of variables help nobody. */
const MAX_VARIABLE_ERRORS = 5;

export function createPrepare({ schema, documents, persisted, limits }: PrepareOptions): Prepare {
  /** Operations within the limits whatever their variables are. */
  const settled = createLru<string, true>(1_000);

  function checkLimits({ document, operation, planKey, coerced }: PreparedOperation): GraphQLError | undefined {
    if (settled.get(planKey) === true) return undefined;
    const shape = checkShape(operation, document.fragments, limits);
    if (shape !== undefined) return shape;
    const { refusal, varies } = costOf(schema, operation, document.fragments, coerced, limits);
    if (refusal === undefined && !varies) settled.set(planKey, true);
    return refusal;
  }

  function coerce(operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | readonly GraphQLError[] {
    const tooMuch = checkVariables(variables, limits);
    if (tooMuch !== undefined) return [tooMuch];
    const { errors, coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: MAX_VARIABLE_ERRORS });
    return coerced ?? (errors ?? []).map((error) => badUserInput(error.message));
  }

  function prepare(request: GraphQLRequest): PreparedOperation | Refusal {
    const { operationName, variables = {}, extensions } = request;
    const text = persisted.resolve(request.query, extensions);
    if (text === undefined) return malformed(badUserInput('The request holds no `query`.'));
    if (text instanceof GraphQLError) return codeOf(text) === 'PERSISTED_QUERY_NOT_FOUND' ? { ...refused([text]), status: 200 } : malformed(text);
    const read = documents.read(text);
    if (!read.ok) return refused(read.errors);
    const { document } = read;
    const operation = chooseOperation(document, operationName);
    if (operation instanceof GraphQLError) return refused([operation]);
    const coerced = coerce(operation, variables);
    if (isErrors(coerced)) return refused(coerced);
    const planKey = operationName === undefined ? document.hash : `${document.hash} ${operationName}`;
    const prepared: PreparedOperation = { document, operation, operationName, planKey, variables, coerced };
    const tooMuch = checkLimits(prepared);
    if (tooMuch !== undefined) return refused([tooMuch]);
    persisted.remember(text, extensions);
    return prepared;
  }

  return (request) => {
    const prepared = prepare(request);
    return 'errors' in prepared ? { ok: false, refusal: prepared } : { ok: true, operation: prepared };
  };
}

function chooseOperation({ operations }: KnownDocument, name: string | undefined): OperationDefinitionNode | GraphQLError {
  if (name !== undefined) {
    return operations.find((operation) => operation.name?.value === name) ?? badUserInput('The document has no operation of that name.');
  }
  const [operation, ...others] = operations;
  if (operation === undefined) return badUserInput('The document has no operation.');
  return others.length === 0 ? operation : badUserInput('The document has several operations: `operationName` must say which.');
}

function isErrors(value: Readonly<Record<string, unknown>> | readonly GraphQLError[]): value is readonly GraphQLError[] {
  return Array.isArray(value);
}
