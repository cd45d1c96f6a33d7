import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Delivery, DeliveryOutcome } from '@marketgraph/bus';
import type { EventEnvelope } from '@marketgraph/contracts';
import { createMemoryTransport } from './memory-transport.ts';

function event(aggregateVersion: number): EventEnvelope<'identity.user.registered'> {
  return {
    id: randomUUID(),
    name: 'identity.user.registered',
    wireVersion: 1,
    aggregateId: '00000000-0000-7000-8000-000000000001',
    aggregateVersion,
    occurredAt: '2026-01-01T00:00:00.000Z',
    traceId: 'trace',
    payload: {} as EventEnvelope<'identity.user.registered'>['payload'],
  };
}

async function subscribed(handle: (delivery: Delivery) => DeliveryOutcome) {
  const transport = createMemoryTransport();
  const seen: string[] = [];
  await transport.subscribe({
    group: 'commerce',
    names: ['identity.user.registered'],
    handle: async (delivery) => {
      seen.push(`${delivery.event.aggregateVersion}:${delivery.attempt}:${delivery.waits}`);
      return handle(delivery);
    },
  });
  return { transport, seen };
}

describe('memory transport', () => {
  test('hands out in order, each event once, to those who asked for it', async () => {
    const { transport, seen } = await subscribed(() => ({ kind: 'done' }));
    await transport.subscribe({ group: 'social', names: ['catalog.product.deleted'], handle: () => Promise.reject(new Error('not mine')) });
    const first = event(1);
    await transport.publish([first, event(2)]);
    await transport.publish([first]);
    await transport.settled();
    expect(seen).toEqual(['1:1:0', '2:1:0']);
    expect(transport.published).toHaveLength(2);
    expect(await transport.listDeadLetters()).toEqual([]);
  });

  test('what waits goes behind what is queued', async () => {
    const { transport, seen } = await subscribed(({ event: { aggregateVersion }, waits }) =>
      aggregateVersion === 2 && waits === 0 ? { kind: 'wait', milliseconds: 1_000, reason: 'gap' } : { kind: 'done' },
    );
    await transport.publish([event(2), event(1)]);
    await transport.settled();
    expect(seen).toEqual(['2:1:0', '1:1:0', '2:1:1']);
  });

  test('five failures make a dead letter, which can be replayed', async () => {
    let broken = true;
    const { transport, seen } = await subscribed(() => {
      if (broken) throw new Error('broken');
      return { kind: 'done' };
    });
    await transport.publish([event(1)]);
    await transport.settled();
    expect(seen).toHaveLength(5);
    const [letter] = await transport.listDeadLetters({ group: 'commerce' });
    expect(letter).toMatchObject({ reason: 'Error: broken', attempts: 5 });
    expect(await transport.depths()).toEqual([{ group: 'commerce', queued: 0, inFlight: 0, dead: 1 }]);
    broken = false;
    expect(await transport.replayDeadLetter(letter?.id ?? '')).toBe(true);
    await transport.settled();
    expect(seen).toHaveLength(6);
    expect(await transport.replayDeadLetter(letter?.id ?? '')).toBe(false);
    expect(await transport.listDeadLetters()).toEqual([]);
  });
});
