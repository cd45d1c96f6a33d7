import { buildOperationContext, executeQueryPlan, type GraphQLDataSource, type ServiceMap } from '@apollo/gateway';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type PlanNode, type QueryPlan, type SubscriptionNode } from '@apollo/query-planner';
import type { Viewer } from '@marketgraph/contracts';
import type { Logger } from '@marketgraph/server';
import { print, type DocumentNode, type ValueNode } from 'graphql';
import type { SubgraphAnswer } from '../data-source/source.ts';
import { sourceNamed, type FetchRecord, type Sources } from '../data-source/sources.ts';
import { createApolloDataSource, type OperationContext } from '../engine/apollo-data-source.ts';
import { apolloLogger } from '../engine/apollo-logger.ts';
import type { EngineResult } from '../engine/engine.ts';
import { resultOf } from '../engine/gateway-result.ts';
import { createLru } from '../lru.ts';
import type { LiveFields } from './live-fields.ts';
import { normalise, type Normalised } from './normalise.ts';
import type { SubscriptionPlan } from './plan.ts';

const REMEMBERED_PLANS = 500;

export interface SubscriptionPlannerOptions {
  readonly supergraphSdl: string;
  readonly sources: Sources;
  readonly liveFields: LiveFields;
  readonly onFetch: (fetch: FetchRecord) => void;
  readonly log: Logger;
}

export interface PlannedSubscription {
  readonly plan: SubscriptionPlan;
  /** What stands in the operation for `since`. */
  readonly since: ValueNode | undefined;
}

export interface SubscriptionPlanner {
  /** `planKey` is the same for every request with the same document and operation. */
  plan(document: DocumentNode, operationName: string | undefined, planKey: string): PlannedSubscription;
}

/**
 * The gateway refuses to execute subscriptions, but its planner plans them: a primary fetch that opens the owner's stream,
 * and the rest of the plan. Each event is executed as the plan `primary, rest`, where the owner answers the primary fetch
 * with the event instead of being asked.
 */
export function createSubscriptionPlanner({ supergraphSdl, sources, liveFields, onFetch, log }: SubscriptionPlannerOptions): SubscriptionPlanner {
  const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
  const apiSchema = supergraph.apiSchema();
  const graphqlApiSchema = apiSchema.toGraphQLJSSchema();
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  const planner = new QueryPlanner(supergraph);
  const logger = apolloLogger(log);
  const services = Object.fromEntries(
    supergraph.subgraphsMetadata().map(({ name }) => [name, createApolloDataSource(sourceNamed(sources, name), onFetch) as GraphQLDataSource]),
  );
  const plans = createLru<string, SubscriptionPlan>(REMEMBERED_PLANS);
  const planned = createLru<string, PlannedSubscription>(REMEMBERED_PLANS);

  function servicesFor(owner: string, primary: string, event: SubgraphAnswer): ServiceMap {
    const service = services[owner];
    const answering: GraphQLDataSource = {
      process: async (options) => {
        if (options.request.query === primary) return event;
        if (service === undefined) throw new Error(`no source for subgraph ${owner}`);
        return service.process(options);
      },
    };
    return { ...services, [owner]: answering };
  }

  function read(document: DocumentNode, operationName: string | undefined): PlannedSubscription {
    const expanded = operationFromDocument(apiSchema, document, operationName === undefined ? {} : { operationName }).expandAllFragments();
    const normalised = normalise(expanded.toString(), (name) => liveFields.get(name));
    const key = print(normalised.shown);
    const plan = plans.get(key) ?? build(key, normalised);
    plans.set(key, plan);
    return { plan, since: normalised.since };
  }

  function build(key: string, { upstream, shown, root, variables }: Normalised): SubscriptionPlan {
    const node = subscriptionNode(planner.buildQueryPlan(operationFromDocument(apiSchema, upstream)));
    const { primary } = node;
    const eventPlan: QueryPlan = { kind: 'QueryPlan', node: sequence(node) };
    const operationContext = buildOperationContext({ schema: graphqlApiSchema, operationDocument: shown });

    async function complete(event: SubgraphAnswer, values: Readonly<Record<string, unknown>>, viewer: Viewer): Promise<EngineResult> {
      const context: OperationContext = { viewer };
      // The executor reads these and nothing else of what Apollo Server would put here.
      const requestContext = { request: { variables: values }, context, logger, metrics: {} } as unknown as Parameters<typeof executeQueryPlan>[2];
      const result = await executeQueryPlan(eventPlan, servicesFor(primary.serviceName, primary.operation, event), requestContext, operationContext, supergraphSchema, apiSchema);
      return resultOf(result, log);
    }

    return {
      key,
      owner: primary.serviceName,
      query: primary.operation,
      operationName: primary.operationName,
      root,
      isLive: liveFields.has(root.name.value),
      variables,
      ownerVariables: primary.variableUsages ?? [],
      complete,
    };
  }

  return {
    plan: (document, operationName, planKey) => {
      const known = planned.get(planKey) ?? read(document, operationName);
      planned.set(planKey, known);
      return known;
    },
  };
}

function subscriptionNode({ node }: QueryPlan): SubscriptionNode {
  if (node?.kind !== 'Subscription') throw new Error('the planner made no subscription plan');
  return node;
}

function sequence({ primary, rest }: SubscriptionNode): PlanNode {
  return { kind: 'Sequence', nodes: rest === undefined ? [primary] : [primary, rest] };
}
