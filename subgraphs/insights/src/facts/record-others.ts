import type { EventPayload } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { deliveries, products, reviews, vendors } from './facts.tables.ts';

/** Keeps the newer of two rows: events of one store or product may be handled out of order. */
const newer = (updatedAt: PgColumn): SQL => sql`${updatedAt} <= excluded.updated_at`;

export async function recordVendor(tx: Transaction, vendor: EventPayload<'identity.vendor.approved'>, at: Date): Promise<void> {
  const row = { name: vendor.name, status: vendor.status, currency: vendor.currency, updatedAt: at };
  await tx
    .insert(vendors)
    .values({ id: vendor.vendorId, ...row })
    .onConflictDoUpdate({ target: vendors.id, set: row, setWhere: newer(vendors.updatedAt) });
}

export async function recordProduct(tx: Transaction, product: EventPayload<'catalog.product.created'>, at: Date, status: string): Promise<void> {
  const row = { vendorId: product.vendorId, title: product.title, status, updatedAt: at };
  await tx
    .insert(products)
    .values({ id: product.productId, ...row })
    .onConflictDoUpdate({ target: products.id, set: row, setWhere: newer(products.updatedAt) });
}

const FINAL = new Set(['DELIVERED', 'FAILED', 'CANCELLED', 'RETURNED']);

/** A final status stays: an earlier one that comes late changes nothing. */
export async function recordDelivery(tx: Transaction, delivery: EventPayload<'logistics.delivery.created'>, at: Date): Promise<void> {
  const finishedAt = FINAL.has(delivery.status) ? at : null;
  await tx
    .insert(deliveries)
    .values({ id: delivery.deliveryId, vendorOrderId: delivery.vendorOrderId, vendorId: delivery.vendorId, status: delivery.status, createdAt: at, finishedAt })
    .onConflictDoUpdate({
      target: deliveries.id,
      set: { status: delivery.status, finishedAt, createdAt: sql`least(${deliveries.createdAt}, excluded.created_at)` },
      setWhere: sql`${deliveries.finishedAt} is null`,
    });
}

/** An edited review is published again: it keeps the moment it first was. */
export async function recordReview(
  tx: Transaction,
  review: EventPayload<'social.review.published'>,
  moment: 'publishedAt' | 'answeredAt' | 'removedAt',
  at: Date,
): Promise<void> {
  const changed = moment === 'publishedAt' ? { publishedAt: sql`least(${reviews.publishedAt}, excluded.published_at)`, rating: review.rating } : { [moment]: at };
  await tx
    .insert(reviews)
    .values({ id: review.reviewId, productId: review.productId, vendorId: review.vendorId, rating: review.rating, [moment]: at })
    .onConflictDoUpdate({ target: reviews.id, set: changed });
}
