import { createEventHandler } from '@marketgraph/bus';
import type { EventEnvelope, EventName, EventPayload, UserViewer } from '@marketgraph/contracts';
import { aggregateVersions, outbox } from '@marketgraph/db';
import { createFakeClock, type Id } from '@marketgraph/kernel';
import { createSandboxClock, createStripeSandbox, type StripeSandbox } from '@marketgraph/sandbox';
import { silentLogger } from '@marketgraph/server';
import { createTestDatabase, createTestDeps, testClient, vendorMember, type TestClient, type TestDatabase, type TestDeps } from '@marketgraph/testing';
import { assembleCommerce, migrations, readCommerceEnv, STRIPE_EVENT_TYPES, verifyLedger, type Commerce, type CommerceSettings } from '../../src/index.ts';
import { asc, eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { Stripe } from 'stripe';
import { fakeCatalog, type FakeCatalog } from './fake-catalog.ts';
import { fakeLogistics } from './fake-logistics.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

export const WEBHOOK_SECRET = 'whsec_test_commerce';

export interface Harness {
  readonly deps: TestDeps;
  readonly database: TestDatabase;
  readonly settings: CommerceSettings;
  readonly commerce: Commerce;
  readonly client: TestClient;
  readonly catalog: FakeCatalog;
  readonly sandbox: StripeSandbox;
  /** The buyer's browser, as far as the provider sees it. */
  readonly stripe: Stripe;
  readonly receiver: WebhookReceiver;
  vendor(): Id<'Vendor'>;
  sweep(name: string): Promise<number>;
  /** Lets the provider send what it has, and processes it, refunds included, until nothing is left. */
  settle(): Promise<void>;
  /** Hands an event of another subgraph to its consumer, as the bus would. */
  receive<Name extends EventName>(name: Name, aggregateId: string, payload: EventPayload<Name>): Promise<void>;
  /** Names of the events in the outbox, in order; of one aggregate where it is given. */
  events(aggregateId?: string): Promise<string[]>;
  /** Fails the test with every invariant that does not hold. */
  verify(): Promise<void>;
  /** The same database, provider and peers with a process that remembers nothing. */
  restart(): void;
  stop(): Promise<void>;
}

export async function createHarness(overrides: Partial<CommerceSettings> = {}): Promise<Harness> {
  const clock = createFakeClock(new Date('2026-03-01T12:00:00.000Z'));
  const database = await createTestDatabase('commerce', [migrations]);
  const receiver = await startWebhookReceiver();
  const sandbox = await createStripeSandbox({
    clock: createSandboxClock(clock),
    webhook: { url: `${receiver.url}/webhooks/stripe`, secret: WEBHOOK_SECRET, enabledEvents: [...STRIPE_EVENT_TYPES] },
    webhookRetryMs: 20,
  });
  const environment = {
    STRIPE_API_URL: sandbox.url,
    STRIPE_SECRET_KEY: 'sk_test_commerce',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_commerce',
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
  };
  const settings: CommerceSettings = { ...readCommerceEnv(environment), ...overrides };
  const deps = createTestDeps({ db: database.db, clock, log: silentLogger });
  const catalog = fakeCatalog(deps.peers);
  fakeLogistics(deps.peers, clock);

  let commerce = assembleCommerce({ ...deps, settings });
  let versions = 0;
  receiver.serve(commerce.subgraph.routes);

  const sweep = async (name: string): Promise<number> => {
    const sweeper = commerce.sweepers.find((one) => one.name === `commerce.${name}`);
    if (sweeper === undefined) throw new Error(`no sweeper commerce.${name}`);
    return sweeper.run(clock.now());
  };

  const { port, hostname } = new URL(sandbox.url);
  return {
    deps,
    database,
    settings,
    get commerce() {
      return commerce;
    },
    get client() {
      return testClient(commerce.subgraph);
    },
    catalog,
    sandbox,
    stripe: new Stripe('sk_test_browser', { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 }),
    receiver,
    vendor: () => deps.ids.next('Vendor'),
    sweep,
    settle: async () => {
      let busy = true;
      while (busy) {
        await sandbox.control.settle();
        const processed = (await sweep('provider_event.process')) + (await sweep('refund.process'));
        busy = processed > 0;
      }
    },
    receive: async (name, aggregateId, payload) => {
      versions += 1;
      const handle = createEventHandler({ db: database.db, group: 'commerce', consumers: commerce.consumers, log: silentLogger, clock });
      const event = {
        id: deps.ids.next('Event'),
        name,
        wireVersion: 1,
        aggregateId,
        aggregateVersion: versions,
        occurredAt: clock.now().toISOString(),
        traceId: 'test',
        payload,
      } as unknown as EventEnvelope;
      const outcome = await handle({ event, attempt: 1, waits: 5, acceptGap: true });
      expect(outcome).toEqual({ kind: 'done' });
    },
    events: async (aggregateId) => {
      const rows = await database.db.reader
        .select({ name: outbox.name })
        .from(outbox)
        .where(aggregateId === undefined ? undefined : eq(outbox.aggregateId, aggregateId))
        .orderBy(asc(outbox.id));
      return rows.map(({ name }) => name);
    },
    verify: async () => {
      expect((await verifyLedger(database.db)).violations).toEqual([]);
      // A transaction that was rolled back leaves no version behind, so every version has its event.
      const raised = await database.db.reader.select().from(aggregateVersions);
      expect((await database.db.reader.select({ id: outbox.id }).from(outbox)).length).toBe(raised.reduce((sum, { version }) => sum + version, 0));
    },
    restart: () => {
      commerce = assembleCommerce({ ...deps, settings });
      receiver.serve(commerce.subgraph.routes);
    },
    stop: async () => {
      await sandbox.stop();
      await receiver.close();
      await database.drop();
    },
  };
}

export const staffOf = (vendorId: Id<'Vendor'>): UserViewer => vendorMember(vendorId, 'STAFF');
