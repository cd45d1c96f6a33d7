import type { SubgraphModule } from '@marketgraph/service';
import { createCatalog } from './app.ts';
import { catalogConsumers } from './consumers/all.ts';
import { loadDemo } from './demo/load-demo.ts';
import { readCatalogEnv } from './env.ts';
import { CRASH_POINTS } from './imports/crash-points.ts';

export const catalogModule: SubgraphModule = {
  name: 'catalog',
  migrations: { namespace: 'catalog', directory: new URL('../migrations/', import.meta.url) },
  crashPoints: CRASH_POINTS,
  open: (deps, env) => createCatalog({ ...deps, settings: readCatalogEnv(env) }),
  consumers: (deps) => catalogConsumers(deps),
  loadDemo,
};
