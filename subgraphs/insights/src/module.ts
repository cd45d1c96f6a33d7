import type { SubgraphModule } from '@marketgraph/service';
import { createInsights } from './app.ts';
import { insightsConsumers } from './consumers/all.ts';
import { loadDemo } from './demo/load-demo.ts';

/** Insights has no settings of its own. */
export const insightsModule: SubgraphModule = {
  name: 'insights',
  migrations: { namespace: 'insights', directory: new URL('../migrations/', import.meta.url) },
  crashPoints: [],
  open: (deps) => createInsights(deps),
  consumers: (deps) => insightsConsumers(deps),
  loadDemo,
};
