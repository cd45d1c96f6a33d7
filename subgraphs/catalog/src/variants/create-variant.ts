import type { UserViewer } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { appendEvents } from '@marketgraph/bus';
import type { CatalogDeps } from '../deps.ts';
import { invalidInput, notFound, type InvalidInput, type NotFound } from '../failures.ts';
import { lockForEdit } from '../products/edit-product.ts';
import { productChanged } from '../products/product-changed.ts';
import { productEvents } from '../products/product-events.ts';
import { productImages } from '../products/product.tables.ts';
import { readVendor } from '../vendors/vendor.queries.ts';
import { insertVariants } from './insert-variants.ts';
import { MOST_VARIANTS, optionKey } from './option.rules.ts';
import { readVariant, type VariantGiven } from './variant-input.ts';
import { readVariantView, type VariantView } from './variant.queries.ts';
import { variants } from './variant.tables.ts';
import { variantWarnings, type ProductWarning } from './warnings.ts';

export interface VariantCreate {
  readonly productId: string;
  readonly variant: VariantGiven;
}

export interface VariantOptionsTaken {
  readonly type: 'VariantOptionsTaken';
  readonly message: string;
  readonly path: readonly string[];
  readonly variant: VariantView;
}

type Failure = NotFound | InvalidInput | VariantOptionsTaken;
type Created = { variant: VariantView; warnings: ProductWarning[] };

/** Adds a variant behind the others. */
export function createVariant(deps: CatalogDeps, actor: UserViewer, input: VariantCreate): Promise<Result<Created, Failure>> {
  return deps.db.transaction(async (tx) => {
    const locked = await lockForEdit(tx, actor, input.productId, { path: ['productId'] });
    if (!locked.ok) return locked;
    const product = locked.value;
    const draft = readVariant(input.variant, product);
    if (!draft.ok) return fail({ ...draft.error, path: ['variant', ...draft.error.path] });
    const siblings = await tx.select({ id: variants.id, key: variants.optionKey, position: variants.position }).from(variants).where(and(eq(variants.productId, product.id), isNull(variants.deletedAt)));
    if (siblings.length >= MOST_VARIANTS) return fail(invalidInput(`A product has ${MOST_VARIANTS} variants at most.`, 'variant'));
    const twin = siblings.find(({ key }) => key === optionKey(draft.value.optionValues));
    if (twin !== undefined) return fail(await optionsTaken(tx, twin.id, ['variant', 'selectedOptions']));
    const vendor = await readVendor(tx, product.vendorId);
    if (vendor === undefined) return fail(notFound('vendor', 'productId'));
    const images = await tx.select({ id: productImages.id }).from(productImages).where(eq(productImages.productId, product.id)).orderBy(asc(productImages.position), asc(productImages.id));
    if (draft.value.imageIndex !== null && images[draft.value.imageIndex] === undefined) return fail(invalidInput('There is no such picture.', 'variant', 'imageIndex'));

    const position = Math.max(-1, ...siblings.map((sibling) => sibling.position)) + 1;
    const place = { productId: product.id, vendorId: vendor.id, warehouseId: vendor.warehouseId, position };
    const [id] = await insertVariants(tx, deps, { ...place, drafts: [draft.value], imageIds: images.map((image) => image.id), actorId: actor.userId });
    if (id === undefined) throw new Error('no variant was stored');
    const flipped = await productChanged(tx, deps, [product.id], { scope: 'all' });
    const changed = flipped.length > 0 ? ['variants', 'status'] : ['variants'];
    await appendEvents(tx, deps, await productEvents(tx, actor.traceId, 'catalog.product.updated', [product.id], changed));
    const variant = await readVariantView(tx, id);
    return ok({ variant, warnings: await variantWarnings(tx, [variant], () => ['variant']) });
  });
}

export async function optionsTaken(tx: Transaction, id: string, path: readonly string[]): Promise<VariantOptionsTaken> {
  return { type: 'VariantOptionsTaken', message: 'Another variant has these options.', path, variant: await readVariantView(tx, id) };
}
