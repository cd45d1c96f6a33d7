import type { Reader } from '@marketgraph/db';
import { and, desc, eq, gte, inArray, isNull, lt, notInArray, sql } from 'drizzle-orm';
import { deliveries, reviews, saleLines, vendors } from '../facts/facts.tables.ts';
import { productDays } from '../tracking/tracking.tables.ts';
import { dayText, type Range } from './period.rules.ts';

const NOT_SOLD = ['CANCELLED', 'RETURNED'];
const number = (expression: ReturnType<typeof sql>) => expression.mapWith(Number);

export interface VendorFacts {
  readonly id: string;
  readonly currency: string;
}

export async function findVendors(reader: Reader, ids: readonly string[]): Promise<VendorFacts[]> {
  return reader
    .select({ id: vendors.id, currency: vendors.currency })
    .from(vendors)
    .where(inArray(vendors.id, [...ids]));
}

export async function unitsSold(reader: Reader, vendorId: string, range: Range): Promise<number> {
  const [row] = await reader
    .select({ units: number(sql`coalesce(sum(${saleLines.quantity}), 0)`) })
    .from(saleLines)
    .where(soldIn(vendorId, range));
  return row?.units ?? 0;
}

export interface DayVisits {
  readonly day: string;
  readonly views: number;
  readonly cartAdds: number;
}

export async function visitsByDay(reader: Reader, vendorId: string, range: Range): Promise<DayVisits[]> {
  return reader
    .select({ day: productDays.day, views: number(sql`sum(${productDays.views})`), cartAdds: number(sql`sum(${productDays.cartAdds})`) })
    .from(productDays)
    .where(and(eq(productDays.vendorId, vendorId), gte(productDays.day, dayText(range.from)), lt(productDays.day, dayText(range.to))))
    .groupBy(productDays.day);
}

export interface ProductTotals {
  readonly productId: string;
  readonly title: string;
  readonly unitsSold: number;
  readonly orders: number;
  readonly revenue: bigint;
  readonly views: number;
  readonly cartAdds: number;
}

export async function topProducts(reader: Reader, vendorId: string, range: Range, limit: number): Promise<ProductTotals[]> {
  const visits = reader
    .select({
      productId: productDays.productId,
      views: sql<number>`sum(${productDays.views})`.as('views'),
      cartAdds: sql<number>`sum(${productDays.cartAdds})`.as('cart_adds'),
    })
    .from(productDays)
    .where(and(eq(productDays.vendorId, vendorId), gte(productDays.day, dayText(range.from)), lt(productDays.day, dayText(range.to))))
    .groupBy(productDays.productId)
    .as('visits');
  const revenue = sql<bigint>`sum(${saleLines.total})`.mapWith((text: string) => BigInt(text));
  return reader
    .select({
      productId: saleLines.productId,
      title: sql<string>`(array_agg(${saleLines.title} order by ${saleLines.placedAt} desc))[1]`,
      unitsSold: number(sql`sum(${saleLines.quantity})`),
      orders: number(sql`count(distinct ${saleLines.vendorOrderId})`),
      revenue,
      views: number(sql`coalesce(max(${visits.views}), 0)`),
      cartAdds: number(sql`coalesce(max(${visits.cartAdds}), 0)`),
    })
    .from(saleLines)
    .leftJoin(visits, eq(visits.productId, saleLines.productId))
    .where(soldIn(vendorId, range))
    .groupBy(saleLines.productId)
    .orderBy(desc(sql`sum(${saleLines.total})`), saleLines.productId)
    .limit(limit);
}

export async function deliveryTotals(reader: Reader, vendorId: string, range: Range): Promise<{ delivered: number; failed: number }> {
  const [row] = await reader
    .select({
      delivered: number(sql`count(*) filter (where ${deliveries.status} = 'DELIVERED')`),
      failed: number(sql`count(*) filter (where ${deliveries.status} <> 'DELIVERED')`),
    })
    .from(deliveries)
    .where(and(eq(deliveries.vendorId, vendorId), gte(deliveries.finishedAt, range.from), lt(deliveries.finishedAt, range.to)));
  return row ?? { delivered: 0, failed: 0 };
}

export interface ReviewTotals {
  readonly count: number;
  readonly averageHundredths: number | null;
  readonly answered: number;
}

export async function reviewTotals(reader: Reader, vendorId: string, range: Range): Promise<ReviewTotals> {
  const [row] = await reader
    .select({
      count: number(sql`count(*)`),
      averageHundredths: sql<number | null>`round(avg(${reviews.rating}) * 100)::int`,
      answered: number(sql`count(${reviews.answeredAt})`),
    })
    .from(reviews)
    .where(and(eq(reviews.vendorId, vendorId), gte(reviews.publishedAt, range.from), lt(reviews.publishedAt, range.to), isNull(reviews.removedAt)));
  return row ?? { count: 0, averageHundredths: null, answered: 0 };
}

function soldIn(vendorId: string, range: Range) {
  return and(
    eq(saleLines.vendorId, vendorId),
    gte(saleLines.placedAt, range.from),
    lt(saleLines.placedAt, range.to),
    notInArray(saleLines.status, NOT_SOLD),
  );
}
