/**
 * A process that relays one outbox and handles its events, and kills itself, without a word to anyone, at the point that
 * DIE_AT names, the third time it comes by. Says `ready` to its parent when it works.
 */
import { createDatabase } from '@marketgraph/db';
import { systemClock } from '@marketgraph/kernel';
import { sql } from 'drizzle-orm';
import { createPostgresTransport, defineConsumer, startConsumers, startRelay, type BusTransport } from '@marketgraph/bus';

const { OUTBOX_URL, EFFECTS_URL, QUEUES_URL, DIE_AT } = process.env;
if (OUTBOX_URL === undefined || EFFECTS_URL === undefined || QUEUES_URL === undefined) throw new Error('not to be started by hand');

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const passed = new Map<string, number>();

function point(name: string): void {
  passed.set(name, (passed.get(name) ?? 0) + 1);
  if (name === DIE_AT && passed.get(name) === 3) process.kill(process.pid, 'SIGKILL');
}

const clock = systemClock;
const real = createPostgresTransport({ url: QUEUES_URL, log: quiet, clock, pollMs: 50, leaseMs: 300 });
const transport: BusTransport = {
  ...real,
  publish: async (events) => {
    await real.publish(events);
    point('published');
  },
  subscribe: (subscription) =>
    real.subscribe({
      ...subscription,
      handle: async (delivery) => {
        const outcome = await subscription.handle(delivery);
        point('handled');
        return outcome;
      },
    }),
};

const consumer = defineConsumer({
  event: 'commerce.order_item.status_changed',
  ordering: 'strict',
  handle: async (tx, event) => {
    await tx.execute(sql`insert into effects (event_id, item, version) values (${event.id}::uuid, ${event.aggregateId}::uuid, ${event.aggregateVersion}::int)`);
    point('handling');
  },
});

const relay = startRelay({ db: createDatabase({ url: OUTBOX_URL, maxConnections: 3 }), transport, log: quiet, clock, batchSize: 5, pollMs: 50 });
const consumers = startConsumers({ db: createDatabase({ url: EFFECTS_URL, maxConnections: 5 }), transport, group: 'social', consumers: [consumer], log: quiet, clock });
await Promise.all([relay.ready, consumers.ready]);
process.send?.('ready');
