import { ApolloGateway, type GatewayConfig, type GraphQLDataSource } from '@apollo/gateway';
import type { QueryPlan } from '@apollo/query-planner';
import type { Logger } from '@marketgraph/server';
import { Kind, type OperationDefinitionNode } from 'graphql';
import { sourceNamed, type FetchRecord, type Sources } from '../data-source/sources.ts';
import { disableApolloTelemetry } from '../env.ts';
import { createLru } from '../lru.ts';
import { createApolloDataSource, type OperationContext } from './apollo-data-source.ts';
import { apolloLogger } from './apollo-logger.ts';
import type { Engine, EngineRequest } from './engine.ts';
import { resultOf } from './gateway-result.ts';

const REMEMBERED_PLANS = 1_000;

export interface ApolloEngineOptions {
  readonly supergraphSdl: string;
  readonly sources: Sources;
  readonly onFetch: (fetch: FetchRecord) => void;
  readonly log: Logger;
}

type Executor = Awaited<ReturnType<ApolloGateway['load']>>['executor'];

/**
 * Engine one: Apollo's gateway without Apollo Server around it. The supergraph is given, never composed here: what runs
 * is what was checked before the merge.
 */
export async function createApolloEngine({ supergraphSdl, sources, onFetch, log }: ApolloEngineOptions): Promise<Engine> {
  disableApolloTelemetry();
  const logger = apolloLogger(log);
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger,
    // Done before the merge; here it would only make the start slower.
    validateSupergraph: false,
    buildService: ({ name }) => createApolloDataSource(sourceNamed(sources, name), onFetch) as GraphQLDataSource,
    queryPlannerConfig: { cache: createPlanCache() },
  });
  const { schema, executor } = await gateway.load();
  return {
    schema,
    execute: async (request) => resultOf(await executor(contextOf(request, logger, schema)), log),
    close: () => gateway.stop(),
  };
}

/** By count, not by size: the default measures every plan by printing it as JSON. */
function createPlanCache(): NonNullable<NonNullable<GatewayConfig['queryPlannerConfig']>['cache']> {
  const plans = createLru<string, QueryPlan>(REMEMBERED_PLANS);
  return {
    get: async (key) => plans.get(key),
    set: async (key, plan) => plans.set(key, plan),
    delete: async (key) => plans.delete(key),
    clear: () => plans.clear(),
  };
}

function contextOf({ document, operationName, planKey, variables, viewer }: EngineRequest, logger: ReturnType<typeof apolloLogger>, schema: Engine['schema']): Parameters<Executor>[0] {
  const context: OperationContext = { viewer };
  const request = { variables: { ...variables }, ...(operationName === undefined ? {} : { operationName }) };
  // The executor reads these and nothing else of what Apollo Server would put here.
  const read = { request, document, operationName: operationName ?? null, operation: operationOf(document, operationName), queryHash: planKey, source: '', context, schema, logger, metrics: {} };
  return read as unknown as Parameters<Executor>[0];
}

function operationOf(document: EngineRequest['document'], name: string | undefined): OperationDefinitionNode | undefined {
  return document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION && (name === undefined || definition.name?.value === name)) as
    | OperationDefinitionNode
    | undefined;
}
