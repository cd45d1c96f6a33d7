import type { NewEvent } from '@marketgraph/bus';
import type { EventName } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { variants } from '../variants/variant.tables.ts';
import { products } from './product.tables.ts';

type ProductEventName = EventName & `catalog.product.${string}`;

/** Events about products as they are now: call it after everything has been written. One statement, or none for no products. */
export async function productEvents(
  reader: Reader,
  traceId: string,
  name: ProductEventName,
  productIds: readonly string[],
  changed: readonly string[],
): Promise<NewEvent<EventName>[]> {
  if (productIds.length === 0) return [];
  const rows = await reader
    .select({
      productId: products.id,
      vendorId: products.vendorId,
      title: products.title,
      status: products.status,
      variantIds: sql<string[]>`coalesce(array_agg(${variants.id} order by ${variants.position}, ${variants.id}) filter (where ${variants.id} is not null), '{}')`,
    })
    .from(products)
    .leftJoin(variants, and(eq(variants.productId, products.id), isNull(variants.deletedAt)))
    .where(inArray(products.id, [...productIds]))
    .groupBy(products.id);
  return rows.map((row) => ({ name, aggregateId: row.productId, traceId, payload: { ...row, changed: [...changed] } }));
}
