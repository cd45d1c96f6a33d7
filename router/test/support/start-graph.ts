import { composeServices } from '@apollo/composition';
import { systemClock, type SubgraphName } from '@marketgraph/kernel';
import { createViewerSigner, createViewerVerifier, generateServiceKeys, serveSubgraph, silentLogger, type RunningServer, type Subgraph } from '@marketgraph/server';
import { parse } from 'graphql';
import type { FetchRecord } from '../../src/data-source/sources.ts';
import type { RouterOptions, SourceOption } from '../../src/options.ts';
import { createRouter, type Router } from '../../src/router.ts';
import { createFakeIdentity, type FakeIdentity } from './fake-identity.ts';
import { createFakeShop, type FakeShop } from './fake-shop.ts';

export const FORMS = ['local', 'remote'] as const;
export type Form = (typeof FORMS)[number];

export interface TestGraph {
  readonly router: Router;
  readonly url: string;
  readonly identity: FakeIdentity;
  readonly shop: FakeShop;
  /** Every fetch since the last `fetches.length = 0`. */
  readonly fetches: FetchRecord[];
  /** Only where subgraphs are remote: copies of them, by number. */
  readonly services: Services;
  readonly supergraphSdl: string;
  /** As the settings of a router that is a process of its own. */
  readonly settings: () => NodeJS.ProcessEnv;
  close(): Promise<void>;
}

export interface Services {
  stop(name: SubgraphName, copy?: number): Promise<void>;
  start(name: SubgraphName, copy?: number): Promise<void>;
}

/** A router over three small subgraphs, in this process or each behind a server of its own. */
export async function startGraph(form: Form, options: Partial<RouterOptions> = {}, copies = 1): Promise<TestGraph> {
  const identity = await createFakeIdentity();
  const shop = createFakeShop();
  const subgraphs: readonly Subgraph[] = [identity.subgraph, shop.commerce, shop.catalog];
  const fetches: FetchRecord[] = [];
  const supergraphSdl = compose(subgraphs);
  const base = { supergraphSdl, onFetch: (fetch: FetchRecord) => void fetches.push(fetch), log: silentLogger, clock: systemClock, ...options };
  const { sources, signer, services, settings, close } = form === 'local' ? local(subgraphs) : await remote(subgraphs, copies);
  const router = await createRouter({ ...base, sources, ...signer });
  const { url } = await router.listen();
  await untilFeedIsUp(router);
  return {
    router,
    url,
    identity,
    shop,
    fetches,
    services,
    supergraphSdl,
    settings,
    close: async () => {
      await router.close();
      await close();
    },
  };
}

export function compose(subgraphs: readonly Subgraph[]): string {
  const { supergraphSdl, errors } = composeServices(subgraphs.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl), url: `http://${name}.internal/graphql` })));
  if (supergraphSdl === undefined) throw new Error(errors.map(String).join('\n'));
  return supergraphSdl;
}

interface Wiring {
  readonly sources: Record<string, SourceOption>;
  readonly signer: Pick<RouterOptions, 'signer'>;
  readonly services: Services;
  readonly settings: TestGraph['settings'];
  close(): Promise<void>;
}

function local(subgraphs: readonly Subgraph[]): Wiring {
  const nothing = (): Promise<void> => Promise.reject(new Error('subgraphs in this process cannot be stopped'));
  return {
    sources: Object.fromEntries(subgraphs.map((subgraph): [string, SourceOption] => [subgraph.name, { kind: 'local', subgraph }])),
    signer: {},
    services: { stop: nothing, start: nothing },
    settings: () => ({}),
    close: async () => undefined,
  };
}

async function remote(subgraphs: readonly Subgraph[], copies: number): Promise<Wiring> {
  const keys = await generateServiceKeys();
  const running = new Map<string, RunningServer>();
  const ports = new Map<string, number>();

  async function start(subgraph: Subgraph, copy: number): Promise<string> {
    const key = `${subgraph.name} ${copy}`;
    const verifyViewer = createViewerVerifier({ audience: subgraph.name, trustedJwks: { router: keys.publicJwk }, clock: systemClock });
    const server = await serveSubgraph({ subgraph, host: '127.0.0.1', port: ports.get(key) ?? 0, verifyViewer, log: silentLogger, graceMs: 100 });
    running.set(key, server);
    ports.set(key, Number(new URL(server.url).port));
    return server.url;
  }

  const urls: Record<string, string[]> = {};
  for (const subgraph of subgraphs) urls[subgraph.name] = await Promise.all(Array.from({ length: copies }, (_, copy) => start(subgraph, copy)));
  return {
    sources: Object.fromEntries(Object.entries(urls).map(([name, list]): [string, SourceOption] => [name, { kind: 'remote', urls: list }])),
    settings: () => ({ SUBGRAPH_URLS: JSON.stringify(urls), SERVICE_KEY: JSON.stringify(keys.privateJwk) }),
    signer: { signer: createViewerSigner({ issuer: 'router', privateJwk: keys.privateJwk, clock: systemClock }) },
    services: {
      stop: async (name, copy = 0) => {
        await running.get(`${name} ${copy}`)?.close();
        running.delete(`${name} ${copy}`);
      },
      start: async (name, copy = 0) => {
        const subgraph = subgraphs.find((candidate) => candidate.name === name);
        if (subgraph !== undefined) await start(subgraph, copy);
      },
    },
    close: async () => {
      await Promise.all([...running.values()].map((server) => server.close()));
    },
  };
}

async function untilFeedIsUp(router: Router): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (router.status.sessionFeed !== 'up') {
    if (performance.now() > deadline) throw new Error('the session feed did not come up');
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}
