import { operatorMay, vendorsWith, type VendorPermission, type Viewer } from '@marketgraph/contracts';
import { and, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { products } from './products/product.tables.ts';

/** Operators of the catalogue, and services on nobody's behalf, see what any vendor's team sees. */
function seesAll(viewer: Viewer): boolean {
  return viewer.kind === 'service' || operatorMay(viewer, 'manage_catalog');
}

/** The one rule of who sees a product: everybody what is public, its vendor's team all of it. For a `where` on products. */
export function visibleTo(viewer: Viewer): SQL | undefined {
  if (seesAll(viewer)) return isNull(products.deletedAt);
  const own = vendorsWith(viewer, 'view_products');
  if (own.length === 0) return sql`${products.listed}`;
  return and(isNull(products.deletedAt), or(sql`${products.listed}`, inArray(products.vendorId, own)));
}

/** Of which vendors the viewer may do something; `all` for operators of the catalogue, where the field lets them in. */
export type VendorScope = 'all' | readonly string[];

export function vendorScope(viewer: Viewer, permission: VendorPermission): VendorScope {
  return operatorMay(viewer, 'manage_catalog') ? 'all' : vendorsWith(viewer, permission);
}

/** For a `where`: rows of those vendors and no others. */
export function within(scope: VendorScope, vendorId: PgColumn): SQL {
  if (scope === 'all') return sql`true`;
  return scope.length === 0 ? sql`false` : inArray(vendorId, [...scope]);
}

export function includes(scope: VendorScope, vendorId: string): boolean {
  return scope === 'all' || scope.includes(vendorId);
}
