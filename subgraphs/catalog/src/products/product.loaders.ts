import type { Viewer } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import type { Connection, PageRequest } from '@marketgraph/server';
import DataLoader from 'dataloader';
import { and, asc, desc, eq, getTableColumns, inArray, ne, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { visibleTo } from '../access.ts';
import { connectionOf, windowOf } from '../lists/keyset.ts';
import { PRODUCT_SORTS } from './product-sorts.ts';
import { productImages, products, type ProductImageRow, type ProductRow } from './product.tables.ts';

export interface ProductLoaders {
  /** As far as the viewer may see it. */
  readonly product: DataLoader<string, ProductRow | null>;
  readonly images: DataLoader<string, ProductImageRow[]>;
  readonly related: DataLoader<ProductRow, ProductRow[], string>;
  readonly ofVendor: DataLoader<VendorPage, Connection<ProductRow>, string>;
}

export interface VendorPage extends PageRequest {
  readonly vendorId: string;
}

/** The most that `Product.related` gives. */
export const MOST_RELATED = 20;

export function createProductLoaders(reader: Reader, viewer: Viewer): ProductLoaders {
  return {
    product: new DataLoader(async (ids) => {
      const rows = await reader.select().from(products).where(and(inArray(products.id, [...ids]), visibleTo(viewer)));
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    images: new DataLoader(async (ids) => {
      const rows = await reader.select().from(productImages).where(inArray(productImages.productId, [...ids])).orderBy(asc(productImages.position), asc(productImages.id));
      const byProduct = Map.groupBy(rows, ({ productId }) => productId);
      return ids.map((id) => byProduct.get(id) ?? []);
    }),
    related: new DataLoader((list) => readRelated(reader, list), { cacheKeyFn: ({ id }) => id }),
    ofVendor: new DataLoader((pages) => readVendorPages(reader, viewer, pages), { cacheKeyFn: ({ vendorId, first, after }) => JSON.stringify([vendorId, first, after]) }),
  };
}

/** Pages of different lists in one statement: a select each, told apart by `slot`. */
function pageOf(reader: Reader, slot: number) {
  return reader.select({ ...getTableColumns(products), slot: sql<number>`${sql.raw(String(slot))}::integer`.as('slot') }).from(products).$dynamic();
}

type PageQuery = ReturnType<typeof pageOf>;

async function readPages(queries: readonly PageQuery[]): Promise<ProductRow[][]> {
  const [first, second, ...rest] = queries;
  if (first === undefined) return [];
  const rows = second === undefined ? await first : await unionAll(first, second, ...rest);
  const bySlot = Map.groupBy(rows, ({ slot }) => slot);
  return queries.map((_, slot) => bySlot.get(slot) ?? []);
}

function readRelated(reader: Reader, list: readonly ProductRow[]): Promise<ProductRow[][]> {
  const queries = list.map(({ id, categoryId }, slot) =>
    pageOf(reader, slot)
      .where(and(sql`${products.listed}`, eq(products.categoryId, categoryId), ne(products.id, id)))
      .orderBy(desc(products.createdAt), desc(products.id))
      .limit(MOST_RELATED),
  );
  return readPages(queries);
}

async function readVendorPages(reader: Reader, viewer: Viewer, pages: readonly VendorPage[]): Promise<Connection<ProductRow>[]> {
  const sort = PRODUCT_SORTS.NEWEST;
  const windows = pages.map((page) => windowOf<ProductRow>(page, sort));
  const queries = pages.map(({ vendorId }, slot) => {
    const window = windows[slot];
    return pageOf(reader, slot)
      .where(and(eq(products.vendorId, vendorId), visibleTo(viewer), window?.where))
      .orderBy(...(window?.orderBy ?? []))
      .limit((window?.limit ?? 0) + 1);
  });
  const rows = await readPages(queries);
  return windows.map((window, slot) => connectionOf<ProductRow>(rows[slot] ?? [], window, sort, ({ id }) => id));
}
