import { asId, addMilliseconds, DAY, fail, HOUR, ok, type Id, type Result } from '@marketgraph/kernel';
import type { Viewer } from '@marketgraph/contracts';
import { inArray, sql } from 'drizzle-orm';
import type { Transaction } from '@marketgraph/db';
import { dayText } from '../dashboard/period.rules.ts';
import type { InsightsDeps } from '../deps.ts';
import { products } from '../facts/facts.tables.ts';
import { productDays, trackedEvents } from './tracking.tables.ts';

export type TrackedEventKind = 'PRODUCT_VIEWED' | 'VENDOR_VIEWED' | 'SEARCH_RESULT_CLICKED' | 'CART_ADDED';

export interface TrackedEvent {
  readonly id: string;
  readonly kind: TrackedEventKind;
  readonly at: Date;
  readonly productId: Id<'Product'> | null;
  readonly vendorId: Id<'Vendor'> | null;
  readonly query: string | null;
}

export interface EventBatch {
  readonly consent: boolean;
  readonly visitKey: string;
  readonly events: readonly TrackedEvent[];
}

export interface InvalidBatch {
  readonly type: 'InvalidInput';
  readonly message: string;
  readonly path: readonly string[];
}

const MOST_EVENTS = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Keeps a batch and counts it per product and day, once however often it is sent. A clock that is off by more than a day is refused. */
export async function trackEvents(deps: InsightsDeps, viewer: Viewer, batch: EventBatch): Promise<Result<{ accepted: number }, InvalidBatch>> {
  const now = deps.clock.now();
  const problem = problemOf(batch, now);
  if (problem !== undefined) return fail(problem);
  if (!batch.consent || batch.events.length === 0) return ok({ accepted: 0 });
  const accepted = await deps.db.transaction(async (tx) => {
    const vendorOfProduct = await vendorsOfProducts(tx, batch.events);
    const rows = batch.events.map((event) => ({
      id: event.id.toLowerCase(),
      kind: event.kind,
      visitKey: batch.visitKey,
      userId: viewer.kind === 'user' ? viewer.userId : null,
      productId: event.productId,
      vendorId: event.productId === null ? event.vendorId : (vendorOfProduct.get(event.productId) ?? null),
      query: event.query,
      occurredAt: event.at,
      receivedAt: now,
    }));
    const kept = await tx.insert(trackedEvents).values(rows).onConflictDoNothing().returning();
    await countByDay(tx, kept);
    return kept.length;
  });
  return ok({ accepted });
}

function problemOf(batch: EventBatch, now: Date): InvalidBatch | undefined {
  const invalid = (message: string, ...path: string[]): InvalidBatch => ({ type: 'InvalidInput', message, path: ['input', ...path] });
  if (batch.events.length > MOST_EVENTS) return invalid(`At most ${MOST_EVENTS} events a batch.`, 'events');
  if (batch.visitKey.length === 0 || batch.visitKey.length > 64) return invalid('A visit key has 1 to 64 characters.', 'visitKey');
  for (const [index, event] of batch.events.entries()) {
    const at = (field: string, message: string): InvalidBatch => invalid(message, 'events', String(index), field);
    if (!UUID.test(event.id)) return at('id', 'The id of an event is a UUID.');
    if (event.at < addMilliseconds(now, -DAY) || event.at > addMilliseconds(now, HOUR)) return at('at', 'The event is older than a day or in the future.');
    if ((event.query ?? '').length > 200) return at('query', 'A query has at most 200 characters.');
    if (event.productId === null && event.kind !== 'VENDOR_VIEWED') return at('productId', `${event.kind} is about a product.`);
    if (event.vendorId === null && event.kind === 'VENDOR_VIEWED') return at('vendorId', 'VENDOR_VIEWED is about a store.');
  }
  return undefined;
}

async function vendorsOfProducts(tx: Transaction, events: readonly TrackedEvent[]): Promise<Map<Id<'Product'>, Id<'Vendor'>>> {
  const ids = [...new Set(events.flatMap((event) => event.productId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await tx.select({ id: products.id, vendorId: products.vendorId }).from(products).where(inArray(products.id, ids));
  return new Map(rows.map((row) => [asId('Product', row.id), asId('Vendor', row.vendorId)]));
}

/** One upsert for the whole batch. Rows go in order of their key, so that two batches never wait for each other in a circle. */
async function countByDay(tx: Transaction, kept: readonly (typeof trackedEvents.$inferSelect)[]): Promise<void> {
  const counts = new Map<string, typeof productDays.$inferInsert & { views: number; cartAdds: number }>();
  for (const { productId, vendorId, kind, occurredAt } of kept) {
    if (productId === null || vendorId === null) continue;
    const day = dayText(occurredAt);
    const key = `${productId} ${day}`;
    const row = counts.get(key) ?? { productId, vendorId, day, views: 0, cartAdds: 0 };
    if (kind === 'PRODUCT_VIEWED') row.views += 1;
    if (kind === 'CART_ADDED') row.cartAdds += 1;
    counts.set(key, row);
  }
  const rows = [...counts].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row);
  if (rows.length === 0) return;
  await tx
    .insert(productDays)
    .values(rows)
    .onConflictDoUpdate({
      target: [productDays.productId, productDays.day],
      set: { views: sql`${productDays.views} + excluded.views`, cartAdds: sql`${productDays.cartAdds} + excluded.cart_adds` },
    });
}
