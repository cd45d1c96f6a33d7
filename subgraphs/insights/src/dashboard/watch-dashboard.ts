import type { Id } from '@marketgraph/kernel';
import { notFound } from '@marketgraph/server';
import type { InsightsContext } from '../context.ts';
import { dashboardTopic } from '../facts/publish-change.ts';
import { mayWatch } from './dashboard.ts';

export interface DashboardUpdate {
  readonly seq: number;
  readonly gap: boolean;
  readonly snapshot: boolean;
  readonly cause: string;
  readonly vendorId: Id<'Vendor'>;
}

/** The events say only that something moved; the figures are read when a client asks for them, as they stand then. */
export async function* watchDashboard(
  context: InsightsContext,
  vendorId: Id<'Vendor'>,
  since: number | null | undefined,
): AsyncGenerator<{ vendorDashboardUpdated: DashboardUpdate }> {
  if (!mayWatch(context.viewer, vendorId) || (await context.loaders.vendor.load(vendorId)) === null) throw notFound('No such store.');
  const events = context.deps.live.subscribe<{ vendorId: string; cause: string }>({
    topic: dashboardTopic(vendorId),
    since,
    snapshot: async () => ({ vendorId, cause: '' }),
  });
  for await (const { seq, gap, snapshot, payload } of events) {
    yield { vendorDashboardUpdated: { seq, gap, snapshot, cause: payload.cause, vendorId } };
  }
}
