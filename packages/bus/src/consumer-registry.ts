import type { EventName } from '@marketgraph/contracts';
import type { Consumer, Ordering } from './consumer.ts';
import { isSelfContained, streamOf } from './streams.ts';

export interface ConsumerRegistry {
  readonly names: readonly EventName[];
  consumerOf(name: EventName): Consumer | undefined;
  /** Of all consumers on the event's stream; `undefined` where the group has none. */
  orderingOf(name: EventName): Ordering | undefined;
}

/** Refuses, when the subgraph starts, what would lose events or order later. */
export function createConsumerRegistry(consumers: readonly Consumer[]): ConsumerRegistry {
  const byName = new Map<EventName, Consumer>();
  const orderings = new Map<string, Ordering>();
  for (const consumer of consumers) {
    const stream = streamOf(consumer.event);
    const ordering = orderings.get(stream);
    if (byName.has(consumer.event)) throw new Error(`two consumers of ${consumer.event}`);
    if (ordering !== undefined && ordering !== consumer.ordering) {
      throw new Error(`consumers of ${stream}.* are both ${ordering} and ${consumer.ordering}: give them one ordering`);
    }
    if (consumer.ordering === 'strict' && isSelfContained(stream)) {
      throw new Error(`${stream} is not delivered whole, so ${consumer.event} cannot be strict: use latest or any`);
    }
    byName.set(consumer.event, consumer);
    orderings.set(stream, consumer.ordering);
  }
  return {
    names: [...byName.keys()],
    consumerOf: (name) => byName.get(name),
    orderingOf: (name) => orderings.get(streamOf(name)),
  };
}
