import { EVENT_CONSUMERS, EVENTS, type EventName } from '@marketgraph/contracts';
import { describe, expect, it } from 'vitest';
import { aggregateIdField, contractRoutes, namesToReceive, streamOf } from './streams.ts';

const NAMES = Object.keys(EVENTS) as EventName[];

describe('streams', () => {
  it('names the stream of an event', () => {
    expect(streamOf('commerce.vendor_order.accepted')).toBe('commerce.vendor_order');
  });

  it('sends a group the whole of every stream that it handles a part of', () => {
    // logistics handles rejected, ready and cancelled; without accepted it would see a gap in every order.
    expect(contractRoutes('commerce.vendor_order.accepted')).toEqual(['catalog', 'insights', 'logistics', 'social']);
    expect(namesToReceive(['commerce.vendor_order.ready'])).toEqual([
      'commerce.vendor_order.accepted',
      'commerce.vendor_order.rejected',
      'commerce.vendor_order.ready',
      'commerce.vendor_order.cancelled',
    ]);
  });

  it('sends of stock only what is asked for', () => {
    expect(contractRoutes('catalog.stock.changed')).toEqual(['commerce']);
    expect(contractRoutes('catalog.stock.low')).toEqual(['social']);
    expect(namesToReceive(['catalog.stock.low'])).toEqual(['catalog.stock.low']);
  });

  it('routes every event to all of its consumers, who all ask for what they are sent', () => {
    for (const name of NAMES) {
      expect(contractRoutes(name)).toEqual(expect.arrayContaining([...EVENT_CONSUMERS[name]]));
      for (const group of contractRoutes(name)) {
        const handled = NAMES.filter((candidate) => EVENT_CONSUMERS[candidate].some((consumer) => consumer === group));
        expect(namesToReceive(handled)).toContain(name);
      }
    }
  });

  it('refuses to route what it does not know', () => {
    expect(() => contractRoutes('commerce.order.teleported' as EventName)).toThrow('no event is named');
  });

  it('finds the aggregate in the payload of every event', () => {
    for (const name of NAMES) expect(Object.keys(EVENTS[name].shape)).toContain(aggregateIdField(name));
    expect(aggregateIdField('commerce.vendor_order.ready')).toBe('vendorOrderId');
    expect(aggregateIdField('catalog.stock.low')).toBe('variantId');
  });
});
