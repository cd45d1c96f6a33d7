import { startConsumers, startRelay, startSweepers, type Consumer, type Stoppable, type Sweeper } from '@marketgraph/bus';
import { createSubgraph, databaseReady, type Subgraph } from '@marketgraph/server';
import { createLane, createPump } from './background.ts';
import { commerceConsumers } from './consumers/consumers.ts';
import { createContext } from './context.ts';
import type { BackgroundWork, CommerceDeps, CommerceTools } from './deps.ts';
import { EVENTS_AT_ONCE, processEvent, processProviderEvents } from './payments/process-provider-events.ts';
import type { ProviderEventRow } from './payments/payment.tables.ts';
import { stripeWebhookRoute } from './payments/store-provider-event.ts';
import { createStripeProvider } from './payments/stripe-provider.ts';
import { createCatalog } from './peers/catalog.ts';
import { createShipping } from './peers/logistics.ts';
import { processRefunds } from './refunds/process-refunds.ts';
import { resolvers, typeDefs } from './schema.ts';
import { commerceSweepers } from './sweepers.ts';

/** What runs beside the graph: tests run it by hand, the subgraph by itself once it is started. */
export interface Commerce {
  readonly subgraph: Subgraph;
  readonly consumers: readonly Consumer[];
  readonly sweepers: readonly Sweeper[];
}

export function createCommerce(deps: CommerceDeps): Subgraph {
  return assembleCommerce(deps).subgraph;
}

export function assembleCommerce(deps: CommerceDeps): Commerce {
  const pumps = {
    PROVIDER_EVENTS: createPump('provider events', (now) => processProviderEvents(tools, now), deps),
    REFUNDS: createPump('refunds', (now) => processRefunds(tools, now), deps),
  };
  const eventLane = createLane<ProviderEventRow>('provider event', EVENTS_AT_ONCE, (row) => processEvent(tools, row), deps);
  let started = false;
  const tools: CommerceTools = {
    ...deps,
    payments: createStripeProvider(deps.settings.stripe),
    catalog: createCatalog(deps.peers),
    shipping: createShipping(deps.peers),
    runningCheckouts: new Map(),
    // Before the start there is no background: tests then say when something is processed.
    wake: (work: BackgroundWork) => {
      if (started) pumps[work].wake();
    },
    eventLane: { ...eventLane, hasRoom: () => started && eventLane.hasRoom() },
  };
  const { db, log, clock, transport, live } = deps;
  const consumers = commerceConsumers(tools);
  const sweepers = commerceSweepers(tools);
  let background: Stoppable[] = [];

  const subgraph = createSubgraph({
    name: 'commerce',
    typeDefs,
    resolvers,
    createContext: (viewer) => createContext(tools, viewer),
    routes: [stripeWebhookRoute(tools)],
    ready: () => databaseReady(db),
    start: async () => {
      await live.start();
      background = [
        startRelay({ db, transport, log, clock }),
        startConsumers({ db, transport, group: 'commerce', consumers, log, clock }),
        startSweepers({ db, sweepers: [...sweepers, live.purge], log, clock }),
      ];
      started = true;
      await Promise.all(background.map(({ ready }) => ready));
    },
    stop: async () => {
      started = false;
      await Promise.all([eventLane, ...Object.values(pumps)].map((work) => work.stop()));
      await Promise.all(background.map((part) => part.stop()));
      await Promise.allSettled(tools.runningCheckouts.values());
      await live.stop();
    },
  });
  return { subgraph, consumers, sweepers };
}
