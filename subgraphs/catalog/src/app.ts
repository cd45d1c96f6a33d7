import { startConsumers, startRelay, startSweepers, type Stoppable } from '@marketgraph/bus';
import { createSubgraph, databaseReady, type Subgraph } from '@marketgraph/server';
import { catalogConsumers } from './consumers/all.ts';
import { createContext } from './context.ts';
import { createImageFetcher } from './images/image-fetcher.ts';
import { importUploadRoute } from './imports/receive-upload.ts';
import { createImportRunner } from './imports/run/import-runner.ts';
import type { CatalogDeps } from './deps.ts';
import { resolvers, typeDefs } from './schema.ts';
import { createSearchEngine } from './search/find/search-engine.ts';
import { catalogSweepers } from './sweepers.ts';

/** What is for sale and how much of it. The same for its own process, for all subgraphs in one, and for tests. */
export function createCatalog(deps: CatalogDeps): Subgraph {
  const { db, transport, log, clock } = deps;
  const search = createSearchEngine(deps);
  const imports = createImportRunner(deps);
  const images = createImageFetcher(deps);
  let running: Stoppable[] = [];
  return createSubgraph({
    name: 'catalog',
    typeDefs,
    resolvers,
    createContext: (viewer) => createContext(deps, viewer, { search, imports }),
    routes: [importUploadRoute(deps)],
    ready: () => databaseReady(db),
    start: async () => {
      await deps.live.start();
      imports.start();
      images.start();
      running = [
        startRelay({ db, transport, log, clock }),
        startConsumers({ db, transport, group: 'catalog', consumers: catalogConsumers(deps), log, clock }),
        startSweepers({ db, sweepers: catalogSweepers(deps, { imports, images }), log, clock }),
      ];
      await Promise.all(running.map((part) => part.ready));
    },
    stop: async () => {
      images.stop();
      await Promise.all([imports.stop(), ...running.map((part) => part.stop())]);
      running = [];
      await deps.live.stop();
    },
  });
}
