import type { Id } from '@marketgraph/kernel';
import { notFound, type LiveEvent } from '@marketgraph/server';
import type { LogisticsContext } from '../context.ts';
import { toPayload, trackingTopic, type DeliveryPayload } from './change-delivery.ts';

export interface DeliveryUpdate extends DeliveryPayload {
  readonly seq: number;
  readonly gap: boolean;
  readonly snapshot: boolean;
  /** Read again for each event by the resolver. */
  readonly deliveryId: Id<'Delivery'>;
}

/** Snapshot, then each change. Refused at once where the viewer may not see it. */
export async function trackDelivery(
  context: LogisticsContext,
  id: Id<'Delivery'>,
  since: number | null | undefined,
): Promise<AsyncIterableIterator<LiveEvent<DeliveryPayload>>> {
  const { deps, loaders } = context;
  if ((await loaders.delivery.load(id)) === null) throw notFound('No such delivery.');
  return deps.live.subscribe<DeliveryPayload>({
    topic: trackingTopic(id),
    since,
    snapshot: async () => {
      loaders.delivery.clear(id);
      const row = await loaders.delivery.load(id);
      if (row === null) throw notFound('No such delivery.');
      return toPayload(row, 'SNAPSHOT');
    },
  });
}

/** As the graph shows an event. Not mapped by a generator: it would hold a client's stream open until the next event. */
export function toUpdate({ payload, ...event }: LiveEvent<DeliveryPayload>, deliveryId: Id<'Delivery'>): DeliveryUpdate {
  return { ...payload, ...event, deliveryId };
}
