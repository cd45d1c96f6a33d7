import { createPostgresTransport, type SubgraphDeps } from '@marketgraph/bus';
import { ensureDatabase, migrate, type MigrationSet } from '@marketgraph/db';
import { createIdGenerator, systemClock, type SubgraphName } from '@marketgraph/kernel';
import { createLogger, createRemotePeers, createViewerSigner, createViewerVerifier, onShutdown, serveSubgraph, type Subgraph } from '@marketgraph/server';
import { createSubgraphDeps } from './create-deps.ts';
import { crashPointsFrom } from './crash-points.ts';
import type { ServiceEnv } from './service-env.ts';

export interface ServiceOptions {
  readonly name: SubgraphName;
  readonly env: ServiceEnv;
  /** The environment itself, for what is not a setting of the service (crash points of the test suite). */
  readonly processEnv: NodeJS.ProcessEnv;
  readonly migrations: MigrationSet;
  create(deps: SubgraphDeps): Subgraph;
}

/** One subgraph as a process of its own: migrates its database, serves its graph, drains on SIGTERM. */
export async function runService({ name, env, processEnv, migrations, create }: ServiceOptions): Promise<void> {
  const log = createLogger({ name, level: env.LOG_LEVEL });
  const clock = systemClock;
  await ensureDatabase(env.DATABASE_URL);
  await migrate({ url: env.DATABASE_URL, sets: [migrations], log });

  const peers = createRemotePeers({
    caller: name,
    addresses: env.SUBGRAPH_URLS,
    sign: createViewerSigner({ issuer: name, privateJwk: env.SERVICE_KEY, clock }),
  });
  const transport = createPostgresTransport({ url: env.BUS_DATABASE_URL, log, clock });
  const deps = createSubgraphDeps({
    databaseUrl: env.DATABASE_URL,
    maxConnections: env.DATABASE_CONNECTIONS,
    transport,
    peers,
    clock,
    ids: createIdGenerator(clock),
    log,
    crash: crashPointsFrom(processEnv),
  });
  const subgraph = create(deps);
  await subgraph.start();
  const server = await serveSubgraph({
    subgraph,
    port: env.PORT,
    host: env.HOST,
    verifyViewer: createViewerVerifier({ audience: name, trustedJwks: env.TRUSTED_KEYS, clock }),
    log,
  });
  log.info({ url: server.url }, 'serving');
  onShutdown({
    log,
    steps: [
      { name: 'server', run: () => server.close() },
      { name: 'subgraph', run: () => subgraph.stop() },
      { name: 'events', run: () => transport.close() },
      { name: 'peers', run: () => peers.close() },
      { name: 'database', run: () => deps.db.close() },
    ],
  });
}
