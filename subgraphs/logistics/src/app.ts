import { startConsumers, startRelay, startSweepers, type Stoppable, type Sweeper } from '@marketgraph/bus';
import { SECOND } from '@marketgraph/kernel';
import { createSubgraph, databaseReady, type Subgraph } from '@marketgraph/server';
import { logisticsConsumers } from './consumers/all.ts';
import { createLogisticsContext } from './context.ts';
import { createBackground } from './background.ts';
import type { LogisticsDeps } from './deps.ts';
import { purgeQuotes } from './quotes/purge-quotes.ts';
import { resolvers, typeDefs } from './schema.ts';
import { runTasks } from './tasks/run-tasks.ts';
import { processProviderEvents } from './uber/process-events.ts';
import { uberWebhookRoute } from './uber/receive-webhook.ts';

export function logisticsSweepers(deps: LogisticsDeps): Sweeper[] {
  return [
    { name: 'logistics.delivery.task', everyMs: SECOND, run: (now) => runTasks(deps, now) },
    { name: 'logistics.provider_event.process', everyMs: SECOND, run: (now) => processProviderEvents(deps, now) },
    purgeQuotes(deps),
    deps.live.purge,
  ];
}

/** The subgraph of parcels: what shipping costs, who brings it, and where it is now. */
export function createLogistics(deps: LogisticsDeps): Subgraph {
  const { db, transport, log, clock } = deps;
  const background = createBackground(deps);
  let running: Stoppable[] = [];
  return createSubgraph({
    name: 'logistics',
    typeDefs,
    resolvers,
    routes: [uberWebhookRoute(deps, background)],
    createContext: (viewer) => createLogisticsContext(deps, background, viewer),
    ready: () => databaseReady(db),
    start: async () => {
      await deps.live.start();
      background.start();
      running = [
        startRelay({ db, transport, log, clock }),
        startConsumers({ db, transport, group: 'logistics', consumers: logisticsConsumers(deps, background), log, clock }),
        startSweepers({ db, sweepers: logisticsSweepers(deps), log, clock }),
      ];
      await Promise.all(running.map((part) => part.ready));
    },
    stop: async () => {
      await Promise.all(running.map((part) => part.stop()));
      await background.stop();
      await deps.live.stop();
    },
  });
}
