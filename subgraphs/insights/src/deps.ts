import type { SubgraphDeps } from '@marketgraph/bus';

/** Everything insights needs from outside. It calls no other subgraph and no provider. */
export type InsightsDeps = SubgraphDeps;
