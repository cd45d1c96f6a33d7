import type { EventEnvelope, EventName, EventPayload } from '@marketgraph/contracts';
import type { Subgraph } from '@marketgraph/server';
import { outbox, type StatementCounter } from '@marketgraph/db';
import { createTestDatabase, createTestDeps, testClient, type TestClient, type TestDeps } from '@marketgraph/testing';
import { asc, gt } from 'drizzle-orm';
import { createCatalog } from '../../src/app.ts';
import { catalogConsumers } from '../../src/consumers/all.ts';
import type { CatalogDeps } from '../../src/deps.ts';
import { catalogModule } from '../../src/module.ts';
import { verifyProducts } from '../../src/products/verify-products.ts';
import { verifyStock } from '../../src/stock/verify-stock.ts';

export interface Harness {
  readonly deps: CatalogDeps & TestDeps;
  readonly subgraph: Subgraph;
  readonly client: TestClient;
  readonly statements: StatementCounter;
  readonly url: string;
  /** Events appended since the last call, in order. */
  newEvents(): Promise<{ name: string; aggregateId: string; version: number; payload: Record<string, unknown> }[]>;
  /** Gives an event to its consumer, as the bus would: in a transaction of its own. */
  deliver<Name extends EventName>(name: Name, payload: EventPayload<Name>, more?: Partial<EventEnvelope>): Promise<void>;
  /** Every rule that does not hold. */
  broken(): Promise<unknown[]>;
  drop(): Promise<void>;
}

/** The subgraph over a database of this file's own. Nothing runs in the background: tests hand it events and time. */
export async function createHarness(): Promise<Harness> {
  const { db, statements, url, drop } = await createTestDatabase('catalog', [catalogModule.migrations]);
  const deps = { ...createTestDeps({ db }), settings: { reservationSweepMs: 2_000 } };
  const subgraph = createCatalog(deps);
  const consumers = catalogConsumers(deps);
  let seen = 0;
  return {
    deps,
    subgraph,
    client: testClient(subgraph),
    statements,
    url,
    newEvents: async () => {
      const rows = await db.reader.select().from(outbox).where(gt(outbox.id, seen)).orderBy(asc(outbox.id));
      seen = rows.at(-1)?.id ?? seen;
      return rows.map(({ name, aggregateId, aggregateVersion: version, payload }) => ({ name, aggregateId, version, payload }));
    },
    deliver: async (name, payload, more = {}) => {
      const consumer = consumers.find(({ event }) => event === name);
      if (consumer === undefined) throw new Error(`nobody consumes ${name}`);
      const envelope = { id: deps.ids.next('Event'), name, wireVersion: 1, aggregateId: '', aggregateVersion: 1, occurredAt: deps.clock.now().toISOString(), traceId: 'test', payload, ...more };
      await db.transaction((tx) => consumer.handle(tx, envelope as EventEnvelope));
    },
    broken: async () => [...(await verifyStock(db)), ...(await verifyProducts(db))],
    drop,
  };
}
