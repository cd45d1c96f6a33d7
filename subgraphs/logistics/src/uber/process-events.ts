import { addMilliseconds, MINUTE, SECOND } from '@marketgraph/kernel';
import { and, asc, eq, isNull, lte } from 'drizzle-orm';
import type { Transaction } from '@marketgraph/db';
import { updateDelivery } from '../deliveries/change-delivery.ts';
import { lockByProvider } from '../deliveries/deliveries.queries.ts';
import { isFinal } from '../deliveries/delivery-status.rules.ts';
import type { LogisticsDeps } from '../deps.ts';
import { applyReport } from './apply-report.ts';
import { providerEvents } from './provider-events.tables.ts';
import { fromUber } from './uber-delivery.rules.ts';
import { uberWebhook, type UberWebhook } from './wire.ts';

const MOST_A_RUN = 500;
/** A webhook may be faster than the answer to the order it is about; after so many tries it is of no order of ours. */
const MOST_TRIES = 8;

type StoredEvent = typeof providerEvents.$inferSelect;

/** Works out stored webhooks, oldest first, each in a transaction of its own. */
export async function processProviderEvents(deps: LogisticsDeps, now: Date): Promise<number> {
  for (let done = 0; done < MOST_A_RUN; done += 1) {
    const worked = await deps.db.transaction(async (tx) => {
      const [event] = await tx
        .select()
        .from(providerEvents)
        .where(and(isNull(providerEvents.processedAt), lte(providerEvents.dueAt, now)))
        .orderBy(asc(providerEvents.dueAt), asc(providerEvents.id))
        .limit(1)
        .for('update', { skipLocked: true });
      if (event === undefined) return false;
      await settle(tx, deps, event, await apply(tx, deps, event));
      return true;
    });
    if (!worked) return done;
    deps.crash.point('delivery.after-webhook');
  }
  return MOST_A_RUN;
}

/** @returns what stood in the way; undefined where nothing did */
async function apply(tx: Transaction, deps: LogisticsDeps, stored: StoredEvent): Promise<string | undefined> {
  const event = uberWebhook.safeParse(stored.body).data;
  if (event === undefined) return 'not readable any more';
  const row = await lockByProvider(tx, event.delivery_id);
  if (row === null) return 'no such delivery yet';
  if (event.kind === 'event.delivery_status') {
    await applyReport(tx, deps, row, fromUber(event.data), `uber-${stored.id}`);
    return undefined;
  }
  const place = placeOf(event);
  if (place === undefined || isFinal(row.status)) return undefined;
  if (row.position !== null && new Date(row.position.at) >= event.created) return undefined;
  const position = { latitude: place.lat, longitude: place.lng, at: event.created.toISOString() };
  const dropoffEta = event.data?.dropoff_eta ?? row.dropoffEta;
  await updateDelivery(tx, deps, row, { position, dropoffEta }, 'POSITION');
  return undefined;
}

function placeOf(event: UberWebhook & { kind: 'event.courier_update' }) {
  return event.location ?? event.data?.courier?.location ?? undefined;
}

async function settle(tx: Transaction, deps: LogisticsDeps, event: StoredEvent, problem: string | undefined): Promise<void> {
  const now = deps.clock.now();
  const tries = event.tries + 1;
  const over = problem === undefined || tries >= MOST_TRIES;
  const retryMs = Math.min(5 * MINUTE, SECOND * 2 ** tries);
  await tx
    .update(providerEvents)
    .set({ tries, problem: problem ?? null, processedAt: over ? now : null, dueAt: over ? event.dueAt : addMilliseconds(now, retryMs) })
    .where(eq(providerEvents.id, event.id));
}
