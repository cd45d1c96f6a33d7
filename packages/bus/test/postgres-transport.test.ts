import { compareTables } from '@marketgraph/db';
import { createFakeClock } from '@marketgraph/kernel';
import { createPostgresTransport, type BusTransport, type DeliveryOutcome } from '@marketgraph/bus';
import { MAX_ATTEMPTS } from '@marketgraph/bus/backoff';
import { deadLetters, messages, publications } from '@marketgraph/bus/postgres/queue.tables';
import { expect, it } from 'vitest';
import { createQueueDatabase } from './support/databases.ts';
import { itemEnvelope, newItemId } from './support/events.ts';
import { createRecordingLog } from './support/log.ts';
import { waitFor } from './support/wait-for.ts';
import { describeTransport, type TransportHarness } from './transport-contract.ts';

const LEASE_MS = 30_000;

it('has the tables that its migration creates', async () => {
  const database = await createQueueDatabase();
  expect(await compareTables(database.connect().reader, [messages, publications, deadLetters])).toEqual([]);
  await database.drop();
});

it('makes a dead letter of what has taken its process down every time', async () => {
  const harness = await createHarness();
  const transport = await harness.open(() => ['first']);
  const answers: (() => void)[] = [];
  const handle = () => new Promise<DeliveryOutcome>((resolve) => void answers.push(() => resolve({ kind: 'done' })));
  await transport.subscribe({ group: 'first', names: ['commerce.order_item.status_changed'], handle, concurrency: MAX_ATTEMPTS + 1 });
  await transport.publish([itemEnvelope(newItemId(), 1)]);
  for (let taken = 1; taken <= MAX_ATTEMPTS; taken += 1) {
    await waitFor(() => answers.length, (count) => count === taken);
    await harness.pass(LEASE_MS);
  }
  const dead = await waitFor(() => transport.listDeadLetters(), (list) => list.length > 0);
  expect(dead.map(({ reason }) => reason)).toEqual([`handed out ${MAX_ATTEMPTS} times without an answer`]);
  expect(answers).toHaveLength(MAX_ATTEMPTS);
  for (const answer of answers) answer();
  await harness.dispose();
});

describeTransport('the Postgres transport', createHarness);

async function createHarness(): Promise<TransportHarness> {
  const database = await createQueueDatabase();
  const clock = createFakeClock();
  const open = new Set<BusTransport>();
  const log = createRecordingLog();
  const pass = (milliseconds: number) => Promise.resolve(clock.advance(milliseconds));
  return {
    clock,
    open: (routes) => {
      const transport = createPostgresTransport({ url: database.url, log, clock, routes, pollMs: 10, leaseMs: LEASE_MS, maxConnections: 3 });
      open.add(transport);
      return Promise.resolve(transport);
    },
    pass,
    // A handler that does not answer holds its message until the lease is over, exactly as a dead process does.
    crash: () => pass(LEASE_MS),
    dispose: async () => {
      await Promise.all([...open].map((transport) => transport.close()));
      await database.drop();
    },
  };
}
