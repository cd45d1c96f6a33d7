import type { SubgraphModule } from '@marketgraph/service';
import { assembleCommerce, createCommerce } from './app.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadDemo } from './demo/load-demo.ts';
import { readCommerceEnv } from './env.ts';
import { migrations } from './migrations.ts';

export const commerceModule: SubgraphModule = {
  name: 'commerce',
  migrations,
  crashPoints: CRASH_POINTS,
  open: (deps, env) => createCommerce({ ...deps, settings: readCommerceEnv(env) }),
  consumers: (deps, env) => assembleCommerce({ ...deps, settings: readCommerceEnv(env) }).consumers,
  loadDemo,
};
