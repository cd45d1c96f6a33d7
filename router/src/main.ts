import { readFile } from 'node:fs/promises';
import { systemClock } from '@marketgraph/kernel';
import { createLogger, createViewerSigner, keepHeapSmall, onShutdown } from '@marketgraph/server';
import { createExplorerRoutes } from './entrance/explorer.ts';
import { forwardedRoutes } from './entrance/forwarded-routes.ts';
import { readRouterEnv } from './env.ts';
import type { SourceOption } from './options.ts';
import { createRouter } from './router.ts';

keepHeapSmall();
const env = readRouterEnv(process.env);
const log = createLogger({ name: 'router', level: env.logLevel });
const { explorerDir } = env;
const page = explorerDir === undefined ? undefined : createExplorerRoutes(async () => explorerDir);
const sources = Object.fromEntries(Object.entries(env.subgraphUrls).map(([name, urls]): [string, SourceOption] => [name, { kind: 'remote', urls }]));
const router = await createRouter({
  supergraphSdl: await readFile(env.supergraphPath, 'utf8'),
  sources,
  signer: createViewerSigner({ issuer: 'router', privateJwk: env.serviceKey, clock: systemClock }),
  host: env.host,
  port: env.port,
  ...env.entrance,
  ...(page === undefined ? {} : { explorer: page.explorer }),
  routes: [...forwardedRoutes(env.subgraphUrls), ...(page?.routes ?? [])],
  log,
  clock: systemClock,
});
onShutdown({ log, steps: [{ name: 'router', run: () => router.close() }] });
await router.listen();
