import { startConsumers, startRelay, startSweepers, type Stoppable } from '@marketgraph/bus';
import { createSubgraph, databaseReady, type HttpRoute, type Subgraph } from '@marketgraph/server';
import { identityConsumers } from './consumers/consumers.ts';
import type { IdentityContext } from './context.ts';
import type { IdentityDeps } from './deps.ts';
import { publishedKeys } from './keys/access-token.ts';
import { ensureSigningKey } from './keys/rotate-signing-keys.ts';
import { createLoaders } from './loaders.ts';
import { resolvers, typeDefs } from './schema.ts';
import { identitySweepers } from './sweepers.ts';

/** The same for its own process, for all subgraphs in one, and for tests. */
export function createIdentity(deps: IdentityDeps): Subgraph {
  const { db, transport, log, clock, live } = deps;
  let running: Stoppable[] = [];
  return createSubgraph<IdentityContext>({
    name: 'identity',
    typeDefs,
    resolvers,
    createContext: (viewer) => ({ viewer, log, deps, loaders: createLoaders(db.reader, viewer) }),
    routes: [jwksRoute(deps)],
    ready: () => databaseReady(db),
    start: async () => {
      await ensureSigningKey(deps);
      await live.start();
      running = [
        startRelay({ db, transport, log, clock }),
        startConsumers({ db, transport, group: 'identity', consumers: identityConsumers, log, clock }),
        startSweepers({ db, sweepers: identitySweepers(deps), log, clock }),
      ];
    },
    stop: async () => {
      await Promise.all(running.map((part) => part.stop()));
      running = [];
      await live.stop();
    },
  });
}

/** For whoever verifies access tokens without being a router. Keys are published ten minutes ahead, so five may be cached. */
function jwksRoute(deps: IdentityDeps): HttpRoute {
  return {
    method: 'GET',
    path: '/.well-known/jwks.json',
    handle: async () => ({
      status: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
      body: JSON.stringify(await publishedKeys(deps)),
    }),
  };
}
