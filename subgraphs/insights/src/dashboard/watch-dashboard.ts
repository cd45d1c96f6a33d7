import type { Id } from '@marketgraph/kernel';
import { notFound, type JsonObject, type LiveEvent } from '@marketgraph/server';
import type { InsightsContext } from '../context.ts';
import { dashboardTopic } from '../facts/publish-change.ts';
import { mayWatch } from './open-dashboard.ts';

export interface DashboardUpdate {
  readonly seq: number;
  readonly gap: boolean;
  readonly snapshot: boolean;
  readonly cause: string;
  readonly vendorId: Id<'Vendor'>;
}

/** The events say only that something moved; the figures are read when a client asks for them, as they stand then. */
export async function watchDashboard(
  context: InsightsContext,
  vendorId: Id<'Vendor'>,
  since: number | null | undefined,
): Promise<AsyncIterable<{ vendorDashboardUpdated: DashboardUpdate }>> {
  if (!mayWatch(context.viewer, vendorId) || (await context.loaders.vendor.load(vendorId)) === null) throw notFound('No such store.');
  const events = context.deps.live.subscribe<Change>({ topic: dashboardTopic(vendorId), since, snapshot: async () => ({ vendorId, cause: '' }) });
  return toUpdates(events, vendorId);
}

interface Change extends JsonObject {
  readonly vendorId: string;
  readonly cause: string;
}

async function* toUpdates(events: AsyncIterable<LiveEvent<Change>>, vendorId: Id<'Vendor'>): AsyncGenerator<{ vendorDashboardUpdated: DashboardUpdate }> {
  for await (const { payload, ...event } of events) yield { vendorDashboardUpdated: { ...event, cause: payload.cause, vendorId } };
}
