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
): Promise<AsyncIterableIterator<LiveEvent<DashboardChange>>> {
  if (!mayWatch(context.viewer, vendorId) || (await context.loaders.vendor.load(vendorId)) === null) throw notFound('No such store.');
  return context.deps.live.subscribe<DashboardChange>({ topic: dashboardTopic(vendorId), since, snapshot: async () => ({ vendorId, cause: '' }) });
}

export interface DashboardChange extends JsonObject {
  readonly vendorId: string;
  readonly cause: string;
}

/** As the graph shows an event. Not mapped by a generator: it would hold a client's stream open until the next event. */
export function toUpdate({ payload, ...event }: LiveEvent<DashboardChange>, vendorId: Id<'Vendor'>): DashboardUpdate {
  return { ...event, cause: payload.cause, vendorId };
}
