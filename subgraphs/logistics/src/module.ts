import type { SubgraphDeps } from '@marketgraph/bus';
import type { SubgraphModule } from '@marketgraph/service';
import { createLogistics } from './app.ts';
import { logisticsConsumers } from './consumers/all.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadDemo } from './demo/load-demo.ts';
import type { LogisticsDeps } from './deps.ts';
import { readLogisticsSettings } from './env.ts';
import { createUberCourier } from './uber/create-uber-courier.ts';

export const logisticsModule: SubgraphModule = {
  name: 'logistics',
  migrations: { namespace: 'logistics', directory: new URL('../migrations/', import.meta.url) },
  crashPoints: CRASH_POINTS,
  open: (deps, env) => createLogistics(withAdapters(deps, env)),
  consumers: (deps, env) => logisticsConsumers(withAdapters(deps, env), { tasks: () => undefined, providerEvents: () => undefined }),
  loadDemo,
};

function withAdapters(deps: SubgraphDeps, env: NodeJS.ProcessEnv): LogisticsDeps {
  const settings = readLogisticsSettings(env);
  return { ...deps, settings, courier: createUberCourier(settings.uber, deps.clock, deps.log) };
}
