import type { Viewer } from '@marketgraph/contracts';
import type { BaseContext } from '@marketgraph/server';
import { createDashboardLoaders, type DashboardLoaders } from './dashboard/dashboard.loaders.ts';
import type { InsightsDeps } from './deps.ts';

export interface InsightsContext extends BaseContext {
  readonly deps: InsightsDeps;
  readonly loaders: DashboardLoaders;
}

export function createInsightsContext(deps: InsightsDeps, viewer: Viewer): InsightsContext {
  return { viewer, log: deps.log, deps, loaders: createDashboardLoaders(deps.db.reader) };
}
