import { createEventHandler } from '@marketgraph/bus';
import type { EventEnvelope, EventName, EventPayload } from '@marketgraph/contracts';
import { encodeId, type Id } from '@marketgraph/kernel';
import { silentLogger, type Subgraph } from '@marketgraph/server';
import { createTestDatabase, createTestDeps, testClient, type TestClient, type TestDatabase, type TestDeps } from '@marketgraph/testing';
import { createLogistics } from '../src/app.ts';
import { logisticsConsumers } from '../src/consumers/all.ts';
import type { LogisticsDeps } from '../src/deps.ts';
import { logisticsModule } from '../src/module.ts';
import { createScriptedCourier, type ScriptedCourier } from './scripted-courier.ts';

export const WEBHOOK_SECRET = 'a-secret-of-the-test';

export interface Harness {
  readonly deps: LogisticsDeps & TestDeps;
  readonly database: TestDatabase;
  readonly subgraph: Subgraph;
  readonly client: TestClient;
  readonly courier: ScriptedCourier;
  /** Hands an event to the consumers as the bus would. */
  handle<Name extends EventName>(name: Name, aggregateId: string, version: number, payload: EventPayload<Name>): Promise<void>;
  stop(): Promise<void>;
}

export async function createHarness(): Promise<Harness> {
  const database = await createTestDatabase('logistics', [logisticsModule.migrations]);
  const platform = createTestDeps({ db: database.db, log: silentLogger });
  const courier = createScriptedCourier(() => platform.clock.now());
  const settings = {
    uber: { apiUrl: '', authUrl: '', customerId: '', clientId: '', clientSecret: '', webhookSecret: WEBHOOK_SECRET, roboCourier: false },
    quoteMs: 30 * 60_000,
    pollMs: 120_000,
    taskLeaseMs: 60_000,
  };
  const deps = { ...platform, courier, settings };
  const subgraph = createLogistics(deps);
  await deps.live.start();
  const consumers = logisticsConsumers(deps, { tasks: () => undefined, providerEvents: () => undefined });
  const deliver = createEventHandler({ db: deps.db, group: 'logistics', consumers, log: silentLogger, clock: deps.clock });
  return {
    deps,
    database,
    subgraph,
    client: testClient(subgraph),
    courier,
    handle: async (name, aggregateId, aggregateVersion, payload) => {
      const event = {
        id: deps.ids.next('Event'), name, wireVersion: 1, aggregateId, aggregateVersion, occurredAt: deps.clock.now().toISOString(), traceId: 'test', payload,
      } as unknown as EventEnvelope;
      const outcome = await deliver({ event, attempt: 1, waits: 0, acceptGap: false });
      if (outcome.kind !== 'done') throw new Error(`the event was not handled: ${JSON.stringify(outcome)}`);
    },
    stop: async () => {
      await deps.live.stop();
      await database.drop();
    },
  };
}

export const US_ADDRESS = { recipient: 'Bea', phone: '+12025550100', line1: '1 Pine Street', line2: '', city: 'Portland', region: 'OR', postalCode: '97201', country: 'US' };

/** What identity answers about a vendor. */
export function contactOf(vendorId: Id<'Vendor'>, overrides: object = {}): object {
  return {
    vendorId: encodeId('Vendor', vendorId), name: 'Aurora', email: 'hello@aurora.test', phone: '+12025550111', country: 'US', currency: 'USD',
    pickupAddress: { ...US_ADDRESS, recipient: 'Aurora', line1: '9 Alder Street' }, ...overrides,
  };
}
