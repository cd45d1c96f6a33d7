import { inputId, toUnion, type ResolverMap } from '@marketgraph/server';
import type { InsightsContext } from '../context.ts';
import { trackEvents, type TrackedEventKind } from './track-events.ts';

interface EventsTrackInput {
  readonly consent: boolean;
  readonly visitKey: string;
  readonly events: readonly {
    readonly id: string;
    readonly kind: TrackedEventKind;
    readonly at: Date;
    readonly productId?: string | null;
    readonly vendorId?: string | null;
    readonly query?: string | null;
  }[];
}

export const trackingResolvers: ResolverMap = {
  Mutation: {
    eventsTrack: async (_: unknown, { input }: { input: EventsTrackInput }, { deps, viewer }: InsightsContext) =>
      toUnion(
        'EventsTrack',
        await trackEvents(deps, viewer, {
          ...input,
          events: input.events.map((event) => ({
            ...event,
            productId: event.productId ? inputId('Product', event.productId, 'events') : null,
            vendorId: event.vendorId ? inputId('Vendor', event.vendorId, 'events') : null,
            query: event.query ?? null,
          })),
        }),
      ),
  },
};
