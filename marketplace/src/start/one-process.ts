import { busMigrations, createPostgresTransport, type BusTransport } from '@marketgraph/bus';
import { createIdGenerator, type Clock, type CrashPoints, type SubgraphName } from '@marketgraph/kernel';
import { createRouter, readEntranceEnv, type FetchRecord, type Router } from '@marketgraph/router';
import { createLocalPeers, type HttpRoute, type Logger, type Subgraph } from '@marketgraph/server';
import { createSubgraphDeps, prepareDatabase } from '@marketgraph/service';
import type { SubgraphDeps } from '@marketgraph/bus';
import type { Databases } from '../platform/databases.ts';
import { MODULES } from '../platform/modules.ts';

export interface OneProcessOptions {
  readonly databases: Databases;
  readonly supergraphSdl: string;
  /** Settings of the subgraphs and of the router's entrance, sandboxes' addresses included. */
  readonly env: NodeJS.ProcessEnv;
  readonly host: string;
  readonly port: number;
  /** 30 s unless told. */
  readonly eventLeaseMs?: number;
  readonly clock: Clock;
  readonly crash: CrashPoints;
  readonly log: Logger;
  readonly explorer?: HttpRoute['handle'];
  readonly routes?: readonly HttpRoute[];
  readonly onFetch?: (fetch: FetchRecord) => void;
  readonly onStatement?: (subgraph: SubgraphName, sql: string) => void;
  /** Between migrations and start: the demo is written here. */
  readonly seed?: () => Promise<void>;
}

export interface OneProcess {
  readonly url: string;
  readonly router: Router;
  readonly deps: ReadonlyMap<SubgraphName, SubgraphDeps>;
  readonly subgraphs: ReadonlyMap<SubgraphName, Subgraph>;
  readonly transport: BusTransport;
  stop(): Promise<void>;
}

/** Six pools share the embedded server with the live listeners and leases. */
const CONNECTIONS = 5;

/** Six subgraphs and the router in this process: the same code as in many, without HTTP and JSON between. */
export async function startInOneProcess(options: OneProcessOptions): Promise<OneProcess> {
  const { databases, env, clock, crash, log } = options;
  const entrance = readEntranceEnv(env);
  await Promise.all([
    ...MODULES.map((module) => prepareDatabase(databases.url(module.name), module.migrations, log)),
    prepareDatabase(databases.url('bus'), busMigrations, log),
  ]);
  await options.seed?.();

  const transport = createPostgresTransport({ url: databases.url('bus'), log, clock, ...(options.eventLeaseMs === undefined ? {} : { leaseMs: options.eventLeaseMs }) });
  const ids = createIdGenerator(clock);
  const subgraphs = new Map<SubgraphName, Subgraph>();
  const deps = new Map<SubgraphName, SubgraphDeps>();
  for (const module of MODULES) {
    const { name } = module;
    const own = createSubgraphDeps({
      databaseUrl: databases.url(name),
      maxConnections: CONNECTIONS,
      transport,
      peers: createLocalPeers(name, () => subgraphs),
      clock,
      ids,
      log: log.child({ subgraph: name }),
      crash,
      onStatement: options.onStatement === undefined ? undefined : (sql) => options.onStatement?.(name, sql),
    });
    deps.set(name, own);
    subgraphs.set(name, module.open(own, env));
  }
  const stopParts = async (): Promise<void> => {
    await Promise.all([...subgraphs.values()].map((subgraph) => subgraph.stop()));
    await transport.close();
    await Promise.all([...deps.values()].map(({ db }) => db.close()));
  };
  const open = await openRouter().catch(async (error: unknown) => {
    await stopParts();
    throw error;
  });
  return {
    ...open,
    deps,
    subgraphs,
    transport,
    stop: async () => {
      await open.router.close();
      await stopParts();
    },
  };

  async function openRouter(): Promise<{ url: string; router: Router }> {
    await Promise.all([...subgraphs.values()].map((subgraph) => subgraph.start()));
    const router = await createRouter({
      supergraphSdl: options.supergraphSdl,
      sources: Object.fromEntries([...subgraphs].map(([name, subgraph]) => [name, { kind: 'local' as const, subgraph }])),
      host: options.host,
      port: options.port,
      routes: [...[...subgraphs.values()].flatMap((subgraph) => subgraph.routes), ...(options.routes ?? [])],
      ...entrance,
      log,
      clock,
      ...(options.explorer === undefined ? {} : { explorer: options.explorer }),
      ...(options.onFetch === undefined ? {} : { onFetch: options.onFetch }),
    });
    const { url } = await router.listen();
    return { url, router };
  }
}
