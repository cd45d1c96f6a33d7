import { busMigrations, createPostgresTransport } from '@marketgraph/bus';
import { createIdGenerator, systemClock } from '@marketgraph/kernel';
import {
  createLogger,
  createRemotePeers,
  createViewerSigner,
  createViewerVerifier,
  keepHeapSmall,
  onShutdown,
  readEnv,
  serveSubgraph,
} from '@marketgraph/server';
import { createSubgraphDeps } from './create-deps.ts';
import { crashPointsFrom } from './crash-points.ts';
import { prepareDatabase } from './prepare-database.ts';
import { serviceEnv, type ServiceEnv } from './service-env.ts';
import type { SubgraphModule } from './subgraph-module.ts';

/** One subgraph as a process of its own: migrates its database, serves its graph, drains on SIGTERM. */
export async function runService(module: SubgraphModule, processEnv: NodeJS.ProcessEnv): Promise<void> {
  keepHeapSmall();
  const { name } = module;
  const env: ServiceEnv = readEnv(serviceEnv, processEnv);
  const log = createLogger({ name, level: env.LOG_LEVEL });
  const clock = systemClock;
  await prepareDatabase(env.DATABASE_URL, module.migrations, log);
  await prepareDatabase(env.BUS_DATABASE_URL, busMigrations, log);

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
  const subgraph = module.open(deps, processEnv);
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
