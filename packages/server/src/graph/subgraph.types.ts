import type { SubgraphName } from '@marketgraph/kernel';
import type { Viewer } from '@marketgraph/contracts';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { HttpRoute } from '../http/routes.ts';
import type { Logger } from '../process/logger.ts';

/** What every resolver sees; subgraphs extend it with their loaders and dependencies. */
export interface BaseContext {
  readonly viewer: Viewer;
  readonly log: Logger;
}

/** By type name: resolvers by field, values by enum value, a scalar, or `__resolveReference` / `__resolveType`. */
export type ResolverMap = Readonly<Record<string, object>>;

export interface SubgraphDefinition<Context extends BaseContext> {
  name: SubgraphName;
  /** The subgraph's own SDL; common.graphql and the federation header are added to it. */
  typeDefs: string;
  resolvers: ResolverMap;
  /** Called once per request and once per event of a subscription, so that no loader remembers what has changed since. Keep it cheap. */
  createContext(viewer: Viewer): Context;
  routes?: readonly HttpRoute[];
  /** Rejects while the subgraph cannot answer, usually because its database is away. */
  ready?(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface SubgraphRequest {
  /** Parsed, and valid against the schema: nothing here parses or validates again. */
  document: DocumentNode;
  variables?: Readonly<Record<string, unknown>> | undefined;
  operationName?: string | undefined;
  viewer: Viewer;
}

export interface Subgraph {
  readonly name: SubgraphName;
  /** Executable, with the rules of `@auth`, `@public` and `@internal` built in. */
  readonly schema: GraphQLSchema;
  /** What is published and composed. */
  readonly sdl: string;
  readonly routes: readonly HttpRoute[];
  execute(request: SubgraphRequest): Promise<ExecutionResult>;
  /** A stream that fails ends with a result that holds the error; it never throws. */
  subscribe(request: SubgraphRequest): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>;
  ready(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}
