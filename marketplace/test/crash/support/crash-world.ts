import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { busMigrations, createPostgresTransport, type BusTransport } from '@marketgraph/bus';
import { rebuildSearchIndex } from '@marketgraph/catalog';
import type { DemoData, DemoProduct, DemoVendor } from '@marketgraph/contracts';
import { createDatabase, withDatabase, type Database } from '@marketgraph/db';
import { encodeId, SUBGRAPHS, systemClock, type Id, type SubgraphName } from '@marketgraph/kernel';
import { silentLogger } from '@marketgraph/server';
import { prepareDatabase } from '@marketgraph/service';
import { silentLog, testServer } from '@marketgraph/testing';
import { createDataset } from '../../../src/demo/dataset.ts';
import { DEMO_PASSWORD_HASH } from '../../../src/demo/logins.ts';
import { openDatabases } from '../../../src/platform/databases.ts';
import { marketplaceEnvironment } from '../../../src/platform/environment.ts';
import { MODULES } from '../../../src/platform/modules.ts';
import { loadSecrets } from '../../../src/platform/secrets.ts';
import { createGraphClient, type GraphClient } from '../../../src/walkthrough/graph-client.ts';
import { freePorts } from '../../support/free-ports.ts';
import { must } from '../../support/must.ts';
import { createSignIn } from '../../support/sign-in.ts';
import type { Visitor } from '../../support/start-marketplace.ts';
import { startTestSandboxes, type TestSandboxes } from '../../support/test-sandboxes.ts';
import { createMarketplaceProcess, type MarketplaceProcess } from './marketplace-process.ts';

/** One buyer of one crash, and what they are going to buy: nobody else touches it. */
export interface Sale {
  readonly buyer: Visitor;
  /** One variant of each of two stores. The first store has couriers near the buyer. */
  readonly goods: readonly { readonly vendorId: string; readonly productId: string; readonly variantId: string; readonly owner: Visitor }[];
}

/** A store of which nothing is sold here: for imports, which stand in line at each store. */
export interface Store {
  readonly id: string;
  readonly owner: Visitor;
}

/** PostgreSQL and the providers' sandboxes, which outlive every crash, and the process that does not. */
export interface CrashWorld {
  readonly marketplace: MarketplaceProcess;
  readonly sandboxes: TestSandboxes;
  readonly addresses: { readonly router: string; readonly stripe: string; readonly uber: string; readonly mail: string };
  readonly databases: ReadonlyMap<SubgraphName, Database>;
  readonly transport: BusTransport;
  readonly guest: GraphClient;
  nextSale(): Promise<Sale>;
  nextStore(): Promise<Store>;
  /** Kills the process at that point of `work`, and starts it again. */
  crash<Answer>(point: string, work: () => Promise<Answer>): Promise<'cut off' | Answer>;
  stop(): Promise<void>;
}

/** Short enough to wait for, long enough that nothing is taken over while it is still being worked on. */
const IMPATIENCE = { CHECKOUT_STALE_SECONDS: '1', DELIVERY_TASK_LEASE_SECONDS: '1', EVENT_LEASE_SECONDS: '1', RESERVATION_SWEEP_SECONDS: '1' };
const SIZES = { vendors: 14, buyers: 60, products: 600, orders: 0 };
/** Stores of which every sale buys something. */
const SELLING = 2;
const LEAST_STOCK = 8;

export async function startCrashWorld(): Promise<CrashWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'marketgraph-crash-'));
  const secrets = await loadSecrets(join(folder, 'secrets.json'));
  const { adminUrl, run } = testServer();
  // The prefix by which the test server knows what to remove after a run that was cut off.
  const databaseUrl = withDatabase(adminUrl, `mg_test_${run}_crash_${process.pid}`);
  const [data, sandboxes, [port = 0]] = await Promise.all([createData(databaseUrl), startTestSandboxes(secrets, 1_000), freePorts(1)]);
  const base = `http://127.0.0.1:${port}`;
  await sandboxes.sendWebhooksTo({ stripe: base, uber: base });
  const settings = marketplaceEnvironment({}, sandboxes, secrets);
  // Couriers go when they are told.
  const env = { ...settings, ...IMPATIENCE, UBER_ROBO_COURIER: 'false', DATABASE_URL: databaseUrl, DEMO: 'false', LOG_LEVEL: 'error' };
  const marketplace = createMarketplaceProcess({ folder, port, env });
  const endpoint = `${base}/graphql`;
  const signIn = await createSignIn(must(data.databases.get('identity'), 'database of identity'));
  const visitor = async (userId: Id<'User'>): Promise<Visitor> => {
    const session = await signIn(userId);
    return { ...session, userId, graph: createGraphClient(endpoint, () => session.accessToken) };
  };
  const sales = salesOf(data.demo);
  const stores = data.demo.vendors.filter(({ status }) => status === 'APPROVED').slice(SELLING).values();
  await marketplace.start();
  return {
    marketplace,
    sandboxes,
    databases: data.databases,
    transport: data.transport,
    addresses: { router: base, stripe: sandboxes.stripe.url, uber: sandboxes.uber.url, mail: sandboxes.mail.url },
    guest: createGraphClient(endpoint),
    nextSale: async () => {
      const next = must(sales.next().value, 'buyer or product left');
      const goods = next.goods.map(async ({ ownerId, ...ids }) => ({ ...ids, owner: await visitor(ownerId) }));
      return { buyer: await visitor(next.buyerId), goods: await Promise.all(goods) };
    },
    nextStore: async () => {
      const { id, team } = must(stores.next().value, 'store left');
      return { id: encodeId('Vendor', id), owner: await visitor(must(team.find(({ role }) => role === 'OWNER'), 'owner').userId) };
    },
    crash: async (point, work) => {
      const answer = await marketplace.killAt(point, work);
      await marketplace.start();
      return answer;
    },
    stop: async () => {
      await marketplace.stop();
      await Promise.all([sandboxes.stop(), data.transport.close(), ...[...data.databases.values()].map((database) => database.close())]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function createData(databaseUrl: string): Promise<{ demo: DemoData; databases: Map<SubgraphName, Database>; transport: BusTransport }> {
  const { url } = await openDatabases({ dataDir: '', databaseUrl, log: silentLog });
  await Promise.all([...MODULES.map((module) => prepareDatabase(url(module.name), module.migrations, silentLog)), prepareDatabase(url('bus'), busMigrations, silentLog)]);
  const databases = new Map(SUBGRAPHS.map((name) => [name, createDatabase({ url: url(name), maxConnections: 2 })]));
  const demo = createDataset('crash', SIZES, systemClock.now(), DEMO_PASSWORD_HASH);
  await Promise.all(
    MODULES.map(async (module) => {
      await module.loadDemo(must(databases.get(module.name), 'database'), demo);
    }),
  );
  await rebuildSearchIndex(must(databases.get('catalog'), 'database'));
  return { demo, databases, transport: createPostgresTransport({ url: url('bus'), log: silentLogger, clock: systemClock }) };
}

interface Planned {
  readonly buyerId: Id<'User'>;
  readonly goods: readonly { readonly vendorId: string; readonly productId: string; readonly variantId: string; readonly ownerId: Id<'User'> }[];
}

function* salesOf(demo: DemoData): Generator<Planned, undefined> {
  const products = [...demo.products()].flat();
  const buyers = demo.users.filter(({ email }) => email.startsWith('buyer'));
  const shelves = demo.vendors.slice(0, SELLING).map((vendor) => products.filter(({ vendorId }) => vendorId === vendor.id).flatMap((product) => goodOf(vendor, product)));
  for (const [index, { id }] of buyers.entries()) {
    const goods = shelves.flatMap((shelf) => shelf[index] ?? []);
    if (goods.length < shelves.length) return undefined;
    yield { buyerId: id, goods };
  }
  return undefined;
}

/** None where there is too little of it. */
function goodOf({ id, team }: DemoVendor, product: DemoProduct): Planned['goods'] {
  const variant = product.variants.find(({ received }) => received >= LEAST_STOCK);
  const owner = team.find(({ role }) => role === 'OWNER');
  if (variant === undefined || owner === undefined) return [];
  return [{ vendorId: encodeId('Vendor', id), productId: encodeId('Product', product.id), variantId: encodeId('ProductVariant', variant.id), ownerId: owner.userId }];
}
