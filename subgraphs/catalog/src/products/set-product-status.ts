import type { UserViewer } from '@marketgraph/contracts';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import { appendEvents } from '@marketgraph/bus';
import type { CatalogDeps } from '../deps.ts';
import { notFound, type NotFound } from '../failures.ts';
import { lockForEdit, versionConflict, type ProductVersionConflict } from './edit-product.ts';
import { productChanged } from './product-changed.ts';
import { productEvents } from './product-events.ts';
import { isOnSale, mayMove, movesFrom, type ProductStatus } from './product-status.rules.ts';
import { products, type ProductRow } from './product.tables.ts';

export interface ProductStatusSet {
  readonly id: string;
  readonly status: ProductStatus;
  readonly expectedVersion: number | null;
}

export interface ProductStatusMoveIllegal {
  readonly type: 'ProductStatusMoveIllegal';
  readonly message: string;
  readonly path: readonly string[];
  readonly from: ProductStatus;
  readonly to: ProductStatus;
  readonly allowed: readonly ProductStatus[];
}

type Failure = NotFound | ProductVersionConflict | ProductStatusMoveIllegal;

/** Moves a product along. What it has already is no move and no mistake: the same call twice answers the same. */
export function setProductStatus(deps: CatalogDeps, actor: UserViewer, { id, status: to, expectedVersion }: ProductStatusSet): Promise<Result<{ product: ProductRow }, Failure>> {
  return deps.db.transaction(async (tx) => {
    const locked = await lockForEdit(tx, actor, id);
    if (!locked.ok) return locked;
    const { status: from, editVersion } = locked.value;
    if (expectedVersion !== null && editVersion !== expectedVersion) return fail(versionConflict(locked.value));
    if (from === to) return ok({ product: locked.value });
    if (!mayMove(from, to)) return fail(moveIllegal(from, to));
    await tx.update(products).set({ status: to, editVersion: editVersion + 1, updatedAt: deps.clock.now() }).where(eq(products.id, id));
    await productChanged(tx, deps, [id], { scope: 'all' });
    const event = isOnSale(to) ? 'catalog.product.published' : 'catalog.product.updated';
    await appendEvents(tx, deps, await productEvents(tx, actor.traceId, event, [id], ['status']));
    const [product] = await tx.select().from(products).where(eq(products.id, id));
    return product === undefined ? fail(notFound('product', 'id')) : ok({ product });
  });
}

function moveIllegal(from: ProductStatus, to: ProductStatus): ProductStatusMoveIllegal {
  return { type: 'ProductStatusMoveIllegal', message: `A product that is ${from} cannot be made ${to}.`, path: ['status'], from, to, allowed: movesFrom(from) };
}
