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
): Promise<AsyncIterable<{ deliveryTracked: DeliveryUpdate }>> {
  const { deps, loaders } = context;
  if ((await loaders.delivery.load(id)) === null) throw notFound('No such delivery.');
  const events = deps.live.subscribe<DeliveryPayload>({
    topic: trackingTopic(id),
    since,
    snapshot: async () => {
      loaders.delivery.clear(id);
      const row = await loaders.delivery.load(id);
      if (row === null) throw notFound('No such delivery.');
      return toPayload(row, 'SNAPSHOT');
    },
  });
  return toUpdates(events, id);
}

async function* toUpdates(events: AsyncIterable<LiveEvent<DeliveryPayload>>, deliveryId: Id<'Delivery'>): AsyncGenerator<{ deliveryTracked: DeliveryUpdate }> {
  for await (const { payload, ...event } of events) yield { deliveryTracked: { ...payload, ...event, deliveryId } };
}
