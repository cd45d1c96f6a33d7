import type { UserViewer } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { and, eq, isNull } from 'drizzle-orm';
import { vendorScope, within } from '../access.ts';
import { notFound, type NotFound } from '../failures.ts';
import { lockLevels, lockProducts, lockVendors } from '../locks.ts';
import { variants } from '../variants/variant.tables.ts';
import { products, type ProductRow } from './product.tables.ts';

export interface ProductVersionConflict {
  readonly type: 'ProductVersionConflict';
  readonly message: string;
  readonly path: readonly string[];
  readonly product: ProductRow;
}

/**
 * A product that the actor may edit, locked in the order of `locks.ts`: its vendor, then, where `withStock`, the levels of
 * its variants, then itself. Whose it is goes into the statement that finds it: another's is not there.
 */
export async function lockForEdit(
  tx: Transaction,
  actor: UserViewer,
  productId: string,
  { withStock = false, path = ['id'] }: { withStock?: boolean; path?: readonly string[] } = {},
): Promise<Result<ProductRow, NotFound>> {
  const editable = and(eq(products.id, productId), isNull(products.deletedAt), within(vendorScope(actor, 'manage_products'), products.vendorId));
  const [found] = await tx.select({ vendorId: products.vendorId }).from(products).where(editable);
  if (found === undefined) return fail(notFound('product', ...path));
  await lockVendors(tx, [found.vendorId]);
  if (withStock) {
    const rows = await tx.select({ id: variants.id }).from(variants).where(and(eq(variants.productId, productId), isNull(variants.deletedAt)));
    await lockLevels(tx, rows.map(({ id }) => id));
  }
  await lockProducts(tx, [productId]);
  const [product] = await tx.select().from(products).where(editable);
  return product === undefined ? fail(notFound('product', ...path)) : ok(product);
}

export function versionConflict(product: ProductRow): ProductVersionConflict {
  return { type: 'ProductVersionConflict', message: 'The product was edited in the meantime.', path: ['expectedVersion'], product };
}
