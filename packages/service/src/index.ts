export { serviceEnv, type ServiceEnv } from './service-env.ts';
export { createSubgraphDeps, type PlatformOptions } from './create-deps.ts';
export { crashPointsFrom } from './crash-points.ts';
export { prepareDatabase } from './prepare-database.ts';
export { runService } from './run-service.ts';
export type { SubgraphModule } from './subgraph-module.ts';
