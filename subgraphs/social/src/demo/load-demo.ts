import type { DemoData } from '@marketgraph/contracts';
import type { Database, Transaction } from '@marketgraph/db';
import { addMilliseconds, DAY } from '@marketgraph/kernel';
import { names } from '../names/names.tables.ts';
import { notifications } from '../notifications/notification.tables.ts';
import { purchases } from '../purchases/purchases.tables.ts';
import { totalsChange } from '../reviews/rating.rules.ts';
import { ratingTotals, reviews, type RatingSubject } from '../reviews/review.tables.ts';
import { demoNotifications } from './demo-notifications.ts';

const CHUNK = 500;

/** What buyers of the demo marketplace have received and think of it, and what the first of them was told. */
export async function loadDemo(db: Database, data: DemoData): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [known] = await tx.select({ id: names.id }).from(names).limit(1);
    const [told] = await tx.select({ id: notifications.id }).from(notifications).limit(1);
    if (known !== undefined || told !== undefined) return false;
    await inChunks(namesOf(data), (chunk) => tx.insert(names).values(chunk));
    await inChunks(purchasesOf(data), (chunk) => tx.insert(purchases).values(chunk));
    await loadReviews(tx, data);
    await inChunks(demoNotifications(data), (chunk) => tx.insert(notifications).values(chunk));
    return true;
  });
}

/** As the events of stores and orders would have left them. */
function namesOf({ vendors, orders }: DemoData): (typeof names.$inferInsert)[] {
  return [
    ...vendors.map(({ id, name, createdAt }) => ({ id, name, asOf: createdAt })),
    ...orders.flatMap(({ id, number, placedAt, vendorOrders }) => [
      { id, name: number, asOf: placedAt },
      ...vendorOrders.flatMap(({ lines }) =>
        lines.map(({ itemId, title, variantTitle }) => ({ id: itemId, name: variantTitle === '' ? title : `${title} (${variantTitle})`, asOf: placedAt })),
      ),
    ]),
  ];
}

function purchasesOf({ orders, now }: DemoData): (typeof purchases.$inferInsert)[] {
  return orders.flatMap(({ buyerId, placedAt, vendorOrders }) =>
    vendorOrders
      .filter(({ stage }) => stage === 'DELIVERED')
      .flatMap(({ vendorId, lines }) =>
        lines.map(({ itemId, productId }) => ({
          orderItemId: itemId,
          productId,
          vendorId,
          buyerId,
          delivered: true,
          // PENDING → PROCESSING → SHIPPED → DELIVERED: the third event of the item.
          version: 3,
          changedAt: new Date(Math.min(addMilliseconds(placedAt, 2 * DAY).getTime(), now.getTime())),
        })),
      ),
  );
}

async function loadReviews(tx: Transaction, data: DemoData): Promise<void> {
  const spokesmen = new Map(data.vendors.map(({ id, team }) => [id, team.find(({ role }) => role === 'MANAGER')?.userId ?? team[0]?.userId]));
  await inChunks(data.reviews, (chunk) =>
    tx.insert(reviews).values(
      chunk.map(({ id, productId, vendorId, authorId, orderItemId, rating, title, text, answer, createdAt }) => {
        const answeredBy = spokesmen.get(vendorId);
        const answeredAt = new Date(Math.min(addMilliseconds(createdAt, DAY).getTime(), data.now.getTime()));
        const answered = answer === null || answeredBy === undefined ? {} : { answer, answeredBy, answeredAt, editVersion: 2 };
        return { id, productId, vendorId, authorId, orderItemId, status: 'PUBLISHED' as const, rating, title, body: text, createdAt, ...answered };
      }),
    ),
  );
  const totalsBy = (subject: RatingSubject, keyOf: (review: DemoData['reviews'][number]) => string) =>
    [...Map.groupBy(data.reviews, keyOf)].map(([subjectId, group]) => ({ subject, subjectId, ...totalsChange(group.map(({ rating }) => rating), []) }));
  const totals = [...totalsBy('PRODUCT', ({ productId }) => productId), ...totalsBy('VENDOR', ({ vendorId }) => vendorId)];
  await inChunks(totals, (chunk) => tx.insert(ratingTotals).values(chunk));
}

async function inChunks<Row>(rows: readonly Row[], write: (chunk: Row[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) await write(rows.slice(from, from + CHUNK));
}
