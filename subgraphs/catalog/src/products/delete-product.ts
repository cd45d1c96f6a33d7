import type { UserViewer } from '@marketgraph/contracts';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { and, eq, isNull } from 'drizzle-orm';
import { appendEvents } from '@marketgraph/bus';
import type { CatalogDeps } from '../deps.ts';
import type { NotFound } from '../failures.ts';
import { closeAlertsOf } from '../stock/close-alerts.ts';
import { variants } from '../variants/variant.tables.ts';
import { lockForEdit, versionConflict, type ProductVersionConflict } from './edit-product.ts';
import { productChanged } from './product-changed.ts';
import { productEvents } from './product-events.ts';
import { products } from './product.tables.ts';

export interface ProductDelete {
  readonly id: string;
  readonly expectedVersion: number | null;
}

/**
 * Takes the product and its variants away, softly: the rows stay for what points at them. Stock that is held for a checkout
 * stays held, and leaves when it is paid for.
 */
export function deleteProduct(deps: CatalogDeps, actor: UserViewer, { id, expectedVersion }: ProductDelete): Promise<Result<{ productId: string }, NotFound | ProductVersionConflict>> {
  return deps.db.transaction(async (tx) => {
    const locked = await lockForEdit(tx, actor, id, { withStock: true });
    if (!locked.ok) return locked;
    if (expectedVersion !== null && locked.value.editVersion !== expectedVersion) return fail(versionConflict(locked.value));
    // Before the variants go: the event names them.
    const events = await productEvents(tx, actor.traceId, 'catalog.product.deleted', [id], []);
    const now = deps.clock.now();
    const gone = await tx
      .update(variants)
      .set({ deletedAt: now })
      .where(and(eq(variants.productId, id), isNull(variants.deletedAt)))
      .returning({ id: variants.id });
    await tx.update(products).set({ deletedAt: now, updatedAt: now, editVersion: locked.value.editVersion + 1 }).where(eq(products.id, id));
    await productChanged(tx, deps, [id], { scope: 'all' });
    await closeAlertsOf(tx, deps, gone.map((variant) => variant.id));
    await appendEvents(tx, deps, events);
    return ok({ productId: id });
  });
}
