import { startConsumers, startRelay, startSweepers, type Stoppable, type Sweeper } from '@marketgraph/bus';
import { createSubgraph, databaseReady, type Subgraph } from '@marketgraph/server';
import { insightsConsumers } from './consumers/all.ts';
import { createInsightsContext } from './context.ts';
import type { InsightsDeps } from './deps.ts';
import { resolvers, typeDefs } from './schema.ts';
import { purgeTrackedEvents } from './tracking/purge-tracked-events.ts';

export function insightsSweepers(deps: InsightsDeps): Sweeper[] {
  return [purgeTrackedEvents(deps), deps.live.purge];
}

/** The subgraph of figures: what domain events and clients tell, added up for the people who run a store. */
export function createInsights(deps: InsightsDeps): Subgraph {
  const { db, transport, log, clock } = deps;
  let running: Stoppable[] = [];
  return createSubgraph({
    name: 'insights',
    typeDefs,
    resolvers,
    createContext: (viewer) => createInsightsContext(deps, viewer),
    ready: () => databaseReady(db),
    start: async () => {
      await deps.live.start();
      running = [
        startRelay({ db, transport, log, clock }),
        startConsumers({ db, transport, group: 'insights', consumers: insightsConsumers(deps), log, clock }),
        startSweepers({ db, sweepers: insightsSweepers(deps), log, clock }),
      ];
      await Promise.all(running.map((part) => part.ready));
    },
    stop: async () => {
      await Promise.all(running.map((part) => part.stop()));
      await deps.live.stop();
    },
  });
}
