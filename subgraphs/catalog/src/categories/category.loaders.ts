import type { Reader } from '@marketgraph/db';
import DataLoader from 'dataloader';
import { asc, inArray } from 'drizzle-orm';
import { countProducts, readTrails } from './category.queries.ts';
import { categories, type CategoryRow } from './category.tables.ts';

export interface CategoryLoaders {
  /** From the root down to the category itself; empty where there is none. */
  readonly trail: DataLoader<string, CategoryRow[]>;
  readonly children: DataLoader<string, CategoryRow[]>;
  readonly productCount: DataLoader<string, number>;
}

export function createCategoryLoaders(reader: Reader): CategoryLoaders {
  return {
    trail: new DataLoader(async (ids) => {
      const trails = await readTrails(reader, ids);
      return ids.map((id) => trails.get(id) ?? []);
    }),
    children: new DataLoader(async (ids) => {
      const rows = await reader.select().from(categories).where(inArray(categories.parentId, [...ids])).orderBy(asc(categories.position), asc(categories.id));
      const byParent = Map.groupBy(rows, ({ parentId }) => parentId);
      return ids.map((id) => byParent.get(id) ?? []);
    }),
    productCount: new DataLoader(async (ids) => {
      const counts = await countProducts(reader, ids);
      return ids.map((id) => counts.get(id) ?? 0);
    }),
  };
}

export async function loadCategory(loaders: CategoryLoaders, id: string): Promise<CategoryRow | null> {
  const trail = await loaders.trail.load(id);
  return trail.at(-1) ?? null;
}
