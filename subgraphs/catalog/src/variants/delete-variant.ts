import type { UserViewer } from '@marketgraph/contracts';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { and, eq, isNull, ne } from 'drizzle-orm';
import { appendEvents } from '@marketgraph/bus';
import type { CatalogDeps } from '../deps.ts';
import { notFound, type NotFound } from '../failures.ts';
import { productChanged } from '../products/product-changed.ts';
import { productEvents } from '../products/product-events.ts';
import { products, type ProductRow } from '../products/product.tables.ts';
import { closeAlertsOf } from '../stock/close-alerts.ts';
import { lockVariant } from './update-variant.ts';
import { variants } from './variant.tables.ts';

export interface LastVariant {
  readonly type: 'LastVariant';
  readonly message: string;
  readonly path: readonly string[];
}

/** Takes a variant away, softly. What of it is held for a checkout stays held. */
export function deleteVariant(deps: CatalogDeps, actor: UserViewer, id: string): Promise<Result<{ variantId: string; product: ProductRow }, NotFound | LastVariant>> {
  return deps.db.transaction(async (tx) => {
    const locked = await lockVariant(tx, actor, id);
    if (!locked.ok) return locked;
    const { id: productId } = locked.value.product;
    const [other] = await tx.select({ id: variants.id }).from(variants).where(and(eq(variants.productId, productId), isNull(variants.deletedAt), ne(variants.id, id))).limit(1);
    if (other === undefined) return fail({ type: 'LastVariant' as const, message: 'A product keeps one variant at least; delete the product instead.', path: ['id'] });
    await tx.update(variants).set({ deletedAt: deps.clock.now() }).where(eq(variants.id, id));
    const flipped = await productChanged(tx, deps, [productId], { scope: 'all' });
    await closeAlertsOf(tx, deps, [id]);
    const changed = flipped.length > 0 ? ['variants', 'status'] : ['variants'];
    await appendEvents(tx, deps, await productEvents(tx, actor.traceId, 'catalog.product.updated', [productId], changed));
    const [product] = await tx.select().from(products).where(eq(products.id, productId));
    return product === undefined ? fail(notFound('product', 'id')) : ok({ variantId: id, product });
  });
}
