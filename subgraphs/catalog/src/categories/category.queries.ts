import type { Reader } from '@marketgraph/db';
import { arrayContains, asc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { categories, type CategoryRow } from './category.tables.ts';

export async function readRootCategories(reader: Reader): Promise<CategoryRow[]> {
  return reader.select().from(categories).where(isNull(categories.parentId)).orderBy(asc(categories.position), asc(categories.id));
}

export async function readCategoryBySlug(reader: Reader, slug: string): Promise<CategoryRow | null> {
  const [row] = await reader.select().from(categories).where(eq(categories.slug, slug));
  return row ?? null;
}

/** For a `where`: rows of the category and of all below it. */
export function inCategory(reader: Reader, column: PgColumn, categoryId: string): SQL {
  return inArray(column, reader.select({ id: categories.id }).from(categories).where(arrayContains(categories.path, [categoryId])));
}

/** Of each category, those from the root down to itself. */
export async function readTrails(reader: Reader, ids: readonly string[]): Promise<Map<string, CategoryRow[]>> {
  const above = sql`${categories.id} in (select unnest(path) from categories where ${inArray(sql`id`, [...ids])})`;
  const rows = await reader.select().from(categories).where(above);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const trailOf = (id: string): CategoryRow[] => (byId.get(id)?.path ?? []).flatMap((step) => byId.get(step) ?? []);
  return new Map(ids.map((id) => [id, trailOf(id)]));
}

/** Public products of each category and of all below it. */
export async function countProducts(reader: Reader, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await reader.execute<{ id: string; products: number }>(sql`
    select top.id, sum(below.listed_products)::integer as products
    from ${categories} as top join ${categories} as below on below.path @> array[top.id]
    where ${inArray(sql`top.id`, [...ids])}
    group by top.id`);
  return new Map(rows.map(({ id, products }) => [id, products]));
}
