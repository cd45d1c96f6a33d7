import type { EventName } from '@marketgraph/contracts';
import { describe, expect, it } from 'vitest';
import { defineConsumer, type Ordering } from './consumer.ts';
import { createConsumerRegistry } from './consumer-registry.ts';

const consumer = (event: EventName, ordering: Ordering) => defineConsumer({ event, ordering, handle: () => Promise.resolve() });

describe('createConsumerRegistry', () => {
  it('knows consumers by name and their ordering by stream', () => {
    const ready = consumer('commerce.vendor_order.ready', 'strict');
    const registry = createConsumerRegistry([ready, consumer('catalog.stock.low', 'any')]);
    expect(registry.names).toEqual(['commerce.vendor_order.ready', 'catalog.stock.low']);
    expect(registry.consumerOf('commerce.vendor_order.ready')).toBe(ready);
    expect(registry.consumerOf('commerce.vendor_order.accepted')).toBeUndefined();
    expect(registry.orderingOf('commerce.vendor_order.accepted')).toBe('strict');
    expect(registry.orderingOf('commerce.order.placed')).toBeUndefined();
  });

  it('refuses two consumers of one event', () => {
    const twice = [consumer('commerce.order.placed', 'any'), consumer('commerce.order.placed', 'any')];
    expect(() => createConsumerRegistry(twice)).toThrow('two consumers of commerce.order.placed');
  });

  it('refuses two orderings in one stream', () => {
    const mixed = [consumer('commerce.order.placed', 'strict'), consumer('commerce.order.expired', 'latest')];
    expect(() => createConsumerRegistry(mixed)).toThrow('consumers of commerce.order.* are both strict and latest');
  });

  it('refuses strict where the stream does not come whole', () => {
    expect(() => createConsumerRegistry([consumer('catalog.stock.low', 'strict')])).toThrow('not delivered whole');
  });
});
