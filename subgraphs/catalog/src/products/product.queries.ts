import type { Viewer } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import { and, desc, eq } from 'drizzle-orm';
import { visibleTo } from '../access.ts';
import { vendors } from '../vendors/vendor.tables.ts';
import { products, type ProductRow } from './product.tables.ts';

export interface ProductName {
  readonly vendorSlug: string;
  readonly by: 'handle' | 'slug';
  readonly name: string;
}

/** By the names that stand in a link. Of two vendors that a slug has passed between, the one that was renamed last. */
export async function findProduct(reader: Reader, viewer: Viewer, { vendorSlug, by, name }: ProductName): Promise<ProductRow | null> {
  const [row] = await reader
    .select({ product: products })
    .from(products)
    .innerJoin(vendors, eq(vendors.id, products.vendorId))
    .where(and(eq(vendors.slug, vendorSlug), eq(products[by], name), visibleTo(viewer)))
    .orderBy(desc(vendors.updatedAt))
    .limit(1);
  return row?.product ?? null;
}
