import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPostgresTransport, drain, type BusTransport } from '@marketgraph/bus';
import type { DemoData } from '@marketgraph/contracts';
import { noCrash, SUBGRAPHS, systemClock, type Id, type SubgraphName } from '@marketgraph/kernel';
import type { FetchRecord } from '@marketgraph/router';
import { silentLogger } from '@marketgraph/server';
import { createDataset, type Sizes } from '../../src/demo/dataset.ts';
import { DEMO_PASSWORD_HASH } from '../../src/demo/logins.ts';
import { serviceUrls, marketplaceEnvironment } from '../../src/platform/environment.ts';
import { MODULES } from '../../src/platform/modules.ts';
import { loadSecrets, type Secrets } from '../../src/platform/secrets.ts';
import { createCleanup, type Cleanup } from '../../src/start/cleanup.ts';
import { readSupergraph } from '../../src/schema/supergraph-file.ts';
import { startInOneProcess, type OneProcess } from '../../src/start/one-process.ts';
import { startServiceProcesses, type ServiceProcesses } from '../../src/start/service-processes.ts';
import { createGraphClient, type GraphClient } from '../../src/walkthrough/graph-client.ts';
import type { Addresses } from '../../src/walkthrough/world.ts';
import { createComplaints } from './complaints.ts';
import { freePorts } from './free-ports.ts';
import { createSignIn, type SignedInSession } from './sign-in.ts';
import { createTestDatabases, type TestDatabases } from './test-databases.ts';
import { startTestSandboxes, type TestSandboxes } from './test-sandboxes.ts';

export type Form = 'one-process' | 'services';

/** `E2E_FORM=services` runs the same tests against a router and six services, each a process of its own. */
export const FORM: Form = process.env['E2E_FORM'] === 'services' ? 'services' : 'one-process';

export interface MarketplaceOptions {
  readonly form?: Form;
  /** How much of the demo's story is there; without it the marketplace is empty. */
  readonly demo?: Sizes;
  /** Milliseconds between two steps of a courier that drives by itself. */
  readonly courierStepMs?: number;
  /** Further settings of the subgraphs and of the router's entrance. */
  readonly env?: NodeJS.ProcessEnv;
  readonly onFetch?: (fetch: FetchRecord) => void;
  readonly onStatement?: (subgraph: SubgraphName, sql: string) => void;
}

/** Somebody who is signed in, and their session. */
export interface Visitor extends SignedInSession {
  readonly userId: Id<'User'>;
  readonly graph: GraphClient;
}

export interface Marketplace {
  readonly form: Form;
  readonly url: string;
  readonly addresses: Addresses;
  readonly databases: TestDatabases;
  readonly sandboxes: TestSandboxes;
  readonly secrets: Secrets;
  readonly env: NodeJS.ProcessEnv;
  /** What was loaded; nothing where the marketplace was started empty. */
  readonly demo: DemoData;
  readonly guest: GraphClient;
  /** What was logged as an error. Services print theirs instead. */
  readonly complaints: readonly string[];
  /** Where webhooks arrive: at the router in one process, at the owners of the adapters otherwise. */
  readonly webhooks: { readonly stripe: string; readonly uber: string };
  /** The parts within reach when everything runs in this process. */
  readonly one: OneProcess | undefined;
  readonly services: ServiceProcesses | undefined;
  /** Where each subgraph is, when it is a process of its own. */
  readonly subgraphUrls: Readonly<Record<SubgraphName, string>> | undefined;
  signIn(userId: Id<'User'>): Promise<Visitor>;
  /** Resolves when every event has been handled, those that came of it included. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** A whole marketplace for one test file: database, sandboxes, six subgraphs and the router. */
export async function startMarketplace(options: MarketplaceOptions = {}): Promise<Marketplace> {
  const cleanup = createCleanup(silentLogger);
  return cleanup.guard(async () => {
    const marketplace = await open(options, cleanup);
    return {
      ...marketplace,
      stop: async () => {
        for (const step of cleanup.steps) await step.run();
      },
    };
  });
}

async function open(options: MarketplaceOptions, cleanup: Cleanup): Promise<Omit<Marketplace, 'stop'>> {
  const { form = FORM, courierStepMs = 40 } = options;
  const secrets = await makeSecrets();
  const starting = createTestDatabases();
  cleanup.add('databases', async () => (await starting).stop());
  const [databases, sandboxes] = await Promise.all([starting, startTestSandboxes(secrets, courierStepMs)]);
  cleanup.add('sandboxes', () => sandboxes.stop());
  const data = options.demo === undefined ? undefined : createDataset('marketgraph', options.demo, systemClock.now(), DEMO_PASSWORD_HASH);
  if (data !== undefined) await Promise.all(MODULES.map((module) => module.loadDemo(databases.of(module.name), data)));

  // The tests are one client at one address: what they ask together is more than one client may.
  const env = marketplaceEnvironment({ RESERVATION_SWEEP_SECONDS: '1', RATE_LIMIT: '0', ...options.env }, sandboxes, secrets);
  const running = await (form === 'services' ? inServices(env, databases, secrets) : inOneProcess(env, databases, options));
  cleanup.add('marketplace', () => running.stop());
  await sandboxes.sendWebhooksTo(running.webhooks);
  const signIn = await createSignIn(databases.of('identity'));
  const endpoint = `${running.url}/graphql`;
  const { url, complaints, webhooks, one, services, subgraphUrls } = running;
  return {
    url,
    complaints,
    webhooks,
    one,
    services,
    subgraphUrls,
    form,
    databases,
    sandboxes,
    secrets,
    env,
    addresses: { router: url, mail: sandboxes.mail.url, stripe: sandboxes.stripe.url, uber: sandboxes.uber.url },
    demo: data ?? NO_DEMO,
    guest: createGraphClient(endpoint),
    signIn: async (userId) => {
      const session = await signIn(userId);
      return { ...session, userId, graph: createGraphClient(endpoint, () => session.accessToken) };
    },
    settled: () => drain({ databases: databases.all, transport: running.transport, timeoutMs: 30_000 }),
  };
}

/** As an installation makes them up at its first start; kept for the length of the test file only. */
async function makeSecrets(): Promise<Secrets> {
  const folder = mkdtempSync(join(tmpdir(), 'marketgraph-e2e-'));
  try {
    return await loadSecrets(join(folder, 'secrets.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const NO_DEMO: DemoData = { passwordHash: '', now: new Date(0), users: [], vendors: [], orders: [], reviews: [], products: () => [] };

interface Running extends Pick<Marketplace, 'url' | 'complaints' | 'webhooks' | 'one' | 'services' | 'subgraphUrls'> {
  readonly transport: BusTransport;
  stop(): Promise<void>;
}

async function inOneProcess(env: NodeJS.ProcessEnv, databases: TestDatabases, { onFetch, onStatement }: MarketplaceOptions): Promise<Running> {
  const { log, lines } = createComplaints();
  const one = await startInOneProcess({
    databases,
    supergraphSdl: readSupergraph(),
    env,
    host: '127.0.0.1',
    port: 0,
    clock: systemClock,
    crash: noCrash,
    log,
    ...(onFetch === undefined ? {} : { onFetch }),
    ...(onStatement === undefined ? {} : { onStatement }),
  });
  return { url: one.url, complaints: lines, webhooks: { stripe: one.url, uber: one.url }, one, services: undefined, subgraphUrls: undefined, transport: one.transport, stop: () => one.stop() };
}

async function inServices(env: NodeJS.ProcessEnv, databases: TestDatabases, secrets: Secrets): Promise<Running> {
  const { log } = createComplaints();
  const [routerPort = 0, ...ports] = await freePorts(SUBGRAPHS.length + 1);
  const urls = { ...serviceUrls(), ...Object.fromEntries(SUBGRAPHS.map((name, index) => [name, `http://127.0.0.1:${ports[index] ?? 0}`])) };
  // Seven processes that load the same modules: after the first time it takes half as long.
  process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('../../../node_modules/.cache/marketgraph/compile', import.meta.url));
  const services = await startServiceProcesses({ env: { ...process.env, ...env }, databases, secrets, urls, routerPort, host: '127.0.0.1', logLevel: 'fatal' });
  const transport = createPostgresTransport({ url: databases.url('bus'), log, clock: systemClock });
  return {
    url: services.url,
    complaints: [],
    webhooks: { stripe: urls.commerce, uber: urls.logistics },
    one: undefined,
    services,
    subgraphUrls: urls,
    transport,
    stop: async () => {
      await services.stop();
      await transport.close();
    },
  };
}
