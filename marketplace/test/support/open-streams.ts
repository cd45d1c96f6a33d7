import { SUBGRAPHS } from '@marketgraph/kernel';
import type { LiveHub } from '@marketgraph/server';
import { vi } from 'vitest';
import { must } from './must.ts';
import type { Marketplace } from './start-marketplace.ts';

/**
 * How many live streams the owners have open, by topic: what a router that has let go of a stream tells nobody. Counts
 * those that begin after this call. Only for a marketplace in one process.
 */
export function countOpenStreams({ one }: Pick<Marketplace, 'one'>): () => Record<string, number> {
  const open = new Map<object, string>();
  for (const name of SUBGRAPHS) watch(must(must(one, 'marketplace in one process').deps.get(name), name).live, open);
  return () => {
    const counts: Record<string, number> = {};
    for (const topic of open.values()) counts[topic] = (counts[topic] ?? 0) + 1;
    return counts;
  };
}

function watch(live: LiveHub, open: Map<object, string>): void {
  const subscribe = live.subscribe.bind(live);
  vi.spyOn(live, 'subscribe').mockImplementation(((subscription: Parameters<typeof subscribe>[0]) => {
    const stream = subscribe(subscription);
    const { return: leave } = stream;
    open.set(stream, subscription.topic);
    stream.return = (value) => {
      open.delete(stream);
      return must(leave, 'way to leave').call(stream, value);
    };
    return stream;
  }) as LiveHub['subscribe']);
}
