import type { Id } from '@marketgraph/kernel';
import { notFound, type LiveEvent } from '@marketgraph/server';
import type { SocialContext } from '../context.ts';
import { concerns, listFor } from './notification-list.rules.ts';
import { personTopic, SNAPSHOT, teamTopic, type ListChange } from './notification-live.ts';

/** One event of a list; what it shows is read when it is shown, by the same rules as a query. */
export interface ListEvent extends LiveEvent<ListChange> {
  readonly vendorId: Id<'Vendor'> | null;
}

/** Refused at once where the list is not the viewer's. Of a team's events the member hears those the permissions allow. */
export function watchNotifications({ viewer, deps }: SocialContext, vendorId: Id<'Vendor'> | null, since: number | null | undefined): AsyncIterableIterator<ListEvent> {
  const list = listFor(viewer, vendorId);
  if (list === null) throw notFound('There is no such store.');
  const topic = list.kind === 'PERSON' ? personTopic(list.userId) : teamTopic(list.vendorId);
  const source = deps.live.subscribe<ListChange>({ topic, since, snapshot: async () => SNAPSHOT });
  return chosen(
    source,
    ({ payload }) => concerns(list, payload),
    (event) => ({ ...event, vendorId }),
  );
}

/**
 * A stream's events that pass, mapped. No generator: its `return` would wait for the `next` under way, so a client that
 * hangs up on a quiet list would never be let go.
 */
function chosen<From, To>(source: AsyncIterableIterator<From>, passes: (value: From) => boolean, map: (value: From) => To): AsyncIterableIterator<To> {
  const finished = { done: true, value: undefined } as const;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => {
      for (;;) {
        const step = await source.next();
        if (step.done === true) return finished;
        if (passes(step.value)) return { done: false, value: map(step.value) };
      }
    },
    return: async () => {
      await source.return?.();
      return finished;
    },
  };
}
