import { appendEvents, type NewEvent } from '@marketgraph/bus';
import type { EventName } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import type { WriteDeps } from '../../deps.ts';
import { lockLevels, lockProducts } from '../../locks.ts';
import { productChanged } from '../../products/product-changed.ts';
import { productEvents } from '../../products/product-events.ts';
import { isOnSale } from '../../products/product-status.rules.ts';
import { closeAlertsOf } from '../../stock/close-alerts.ts';
import type { ProductPlan } from '../plan/plan.types.ts';
import { writeImages } from './write-images.ts';
import { insertProducts, updateProducts } from './write-products.ts';
import { writeStock } from './write-stock.ts';
import { writeVariants } from './write-variants.ts';
import type { ImportOwner, PlacedPlan } from './write.types.ts';

/**
 * Carries out the plans of one batch: a fixed number of statements for any number of products. The vendor is locked since
 * before they were made, and so nobody else has edited the products; stock moves without that lock, which is why levels
 * come next, in the order of `locks.ts`. Products that stay as they are cost nothing and tell nobody anything. Answers the
 * variants whose stock has changed.
 */
export async function writePlans(tx: Transaction, deps: WriteDeps, owner: ImportOwner, plans: readonly ProductPlan[]): Promise<Set<string>> {
  const placed = plans.map((plan) => ({ plan, productId: plan.present?.product.id ?? deps.ids.next('Product') }));
  const stated = plans.flatMap(({ variants }) => variants.stated);
  const removed = plans.flatMap(({ variants }) => variants.remove);
  const written = placed.filter(({ plan }) => plan.present === null || plan.changed.length > 0);
  await lockLevels(tx, [...stated.map(({ variantId }) => variantId), ...removed]);
  // All at once, also those of which only the stock moves: taken one after the other they might be waited for in a circle.
  const touched = placed.filter(({ plan: { present, changed, variants } }) => present !== null && (changed.length > 0 || variants.stated.length > 0));
  await lockProducts(tx, touched.map(({ productId }) => productId));

  await insertProducts(tx, deps, owner, written);
  await updateProducts(tx, deps, written);
  const images = await writeImages(tx, deps, written);
  await writeVariants(tx, deps, owner, written, images);
  const flipped = await productChanged(tx, deps, written.map(({ productId }) => productId), { scope: 'all' });
  await closeAlertsOf(tx, deps, removed);
  const moved = await writeStock(tx, deps, owner, stated);
  await appendEvents(tx, deps, await eventsOf(tx, owner.traceId, written, new Set(flipped)));
  return moved;
}

/** One that comes in on sale is told of as by hand: created, then published. */
async function eventsOf(tx: Transaction, traceId: string, written: readonly PlacedPlan[], flipped: ReadonlySet<string>): Promise<NewEvent<EventName>[]> {
  const fresh = written.filter(({ plan }) => plan.present === null).map(({ productId }) => productId);
  const published = written.filter(({ plan: { status } }) => status !== null && isOnSale(status)).map(({ productId }) => productId);
  const edited = new Map(
    written
      .filter(({ plan }) => plan.present !== null)
      .map(({ plan, productId }) => [productId, [...new Set([...plan.changed, ...(flipped.has(productId) ? ['status'] : [])])].filter((name) => name !== 'status' || !published.includes(productId))] as const)
      .filter(([, changed]) => changed.length > 0),
  );
  const updated = await productEvents(tx, traceId, 'catalog.product.updated', [...edited.keys()], []);
  return [
    ...(await productEvents(tx, traceId, 'catalog.product.created', fresh, [])),
    ...updated.map((event) => ({ ...event, payload: { ...event.payload, changed: edited.get(event.aggregateId) ?? [] } }) as NewEvent<EventName>),
    ...(await productEvents(tx, traceId, 'catalog.product.published', published, ['status'])),
  ];
}
