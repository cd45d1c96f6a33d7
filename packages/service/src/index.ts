export { serviceEnv, type ServiceEnv } from './service-env.ts';
export { createSubgraphDeps, type PlatformOptions } from './create-deps.ts';
export { crashPointsFrom } from './crash-points.ts';
export { runService, type ServiceOptions } from './run-service.ts';
