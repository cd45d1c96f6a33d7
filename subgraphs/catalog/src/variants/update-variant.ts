import type { UserViewer } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { and, eq, isNull, ne } from 'drizzle-orm';
import { vendorScope, within } from '../access.ts';
import { appendEvents } from '@marketgraph/bus';
import type { CatalogDeps } from '../deps.ts';
import { invalidInput, notFound, type InvalidInput, type NotFound } from '../failures.ts';
import { lockForEdit } from '../products/edit-product.ts';
import { productChanged } from '../products/product-changed.ts';
import { productEvents } from '../products/product-events.ts';
import { productImages, type ProductRow } from '../products/product.tables.ts';
import { announceThreshold } from '../stock/announce-stock.ts';
import { readLevels } from '../stock/levels.queries.ts';
import { optionsTaken, type VariantOptionsTaken } from './create-variant.ts';
import { optionKey, orderValues, variantTitle, type SelectedOption } from './option.rules.ts';
import { placeVariant } from './place-variant.ts';
import { readDetails, readPrice, type PriceGiven, type VariantColumns, type VariantDetails } from './variant-input.ts';
import { readVariantView, type VariantView } from './variant.queries.ts';
import { variants, type VariantRow } from './variant.tables.ts';
import { variantWarnings, type ProductWarning } from './warnings.ts';

export interface VariantUpdate extends VariantDetails {
  readonly id: string;
  readonly expectedVersion: number;
  readonly selectedOptions?: readonly SelectedOption[] | null | undefined;
  readonly price?: PriceGiven | null | undefined;
  readonly imageId?: string | null | undefined;
  readonly position?: number | null | undefined;
}

export interface ProductVariantVersionConflict {
  readonly type: 'ProductVariantVersionConflict';
  readonly message: string;
  readonly path: readonly string[];
  readonly variant: VariantView;
}

type Failure = NotFound | InvalidInput | VariantOptionsTaken | ProductVariantVersionConflict;
type Updated = { variant: VariantView; warnings: ProductWarning[] };

/** Changes what was said and leaves the rest. Decides everything before it writes anything. */
export function updateVariant(deps: CatalogDeps, actor: UserViewer, input: VariantUpdate): Promise<Result<Updated, Failure>> {
  return deps.db.transaction(async (tx) => {
    const locked = await lockVariant(tx, actor, input.id);
    if (!locked.ok) return locked;
    const { product, variant: before } = locked.value;
    if (before.editVersion !== input.expectedVersion) return fail(await versionConflict(tx, before.id));
    const edit = await decide(tx, product, before, input);
    if (!edit.ok) return edit;
    const [level] = await readLevels(tx, [before.id]);
    await tx
      .update(variants)
      .set({ ...edit.value, editVersion: before.editVersion + 1, updatedAt: deps.clock.now() })
      .where(eq(variants.id, before.id));
    if (input.position !== undefined && input.position !== null) await placeVariant(tx, before, input.position);
    await productChanged(tx, deps, [product.id], { scope: 'all' });
    const changed = edit.value.price !== undefined && edit.value.price !== before.price ? ['variants', 'price'] : ['variants'];
    const events = await productEvents(tx, actor.traceId, 'catalog.product.updated', [product.id], changed);
    const threshold = edit.value.lowStockThreshold;
    if (threshold === undefined || level === undefined) await appendEvents(tx, deps, events);
    else await announceThreshold(tx, deps, { traceId: actor.traceId, level, threshold, events });
    const variant = await readVariantView(tx, before.id);
    return ok({ variant, warnings: await variantWarnings(tx, [variant], () => []) });
  });
}

/** With its product and the level, in the order of `locks.ts`. */
export async function lockVariant(tx: Transaction, actor: UserViewer, id: string): Promise<Result<{ product: ProductRow; variant: VariantRow }, NotFound>> {
  const present = and(eq(variants.id, id), isNull(variants.deletedAt), within(vendorScope(actor, 'manage_products'), variants.vendorId));
  const [found] = await tx.select({ productId: variants.productId }).from(variants).where(present);
  if (found === undefined) return fail(notFound('variant', 'id'));
  const product = await lockForEdit(tx, actor, found.productId, { withStock: true });
  if (!product.ok) return product;
  const [variant] = await tx.select().from(variants).where(present);
  return variant === undefined ? fail(notFound('variant', 'id')) : ok({ product: product.value, variant });
}

type Edit = VariantColumns & Partial<Pick<VariantRow, 'price' | 'priceAdjustment' | 'optionValues' | 'optionKey' | 'title' | 'imageId'>>;

async function decide(tx: Transaction, product: ProductRow, before: VariantRow, input: VariantUpdate): Promise<Result<Edit, Failure>> {
  const details = readDetails(input);
  if (!details.ok) return details;
  const edit: Edit = { ...details.value };
  if (input.price !== undefined) {
    const price = readPrice(input.price, product.basePrice);
    if (!price.ok) return price;
    Object.assign(edit, price.value);
  }
  if (input.selectedOptions !== undefined && input.selectedOptions !== null) {
    const values = orderValues(product.optionNames, input.selectedOptions);
    if (typeof values === 'string') return fail(invalidInput(values, 'selectedOptions'));
    const key = optionKey(values);
    const [twin] = await tx.select({ id: variants.id }).from(variants).where(and(eq(variants.productId, product.id), eq(variants.optionKey, key), ne(variants.id, before.id), isNull(variants.deletedAt)));
    if (twin !== undefined) return fail(await optionsTaken(tx, twin.id, ['selectedOptions']));
    Object.assign(edit, { optionValues: values, optionKey: key, title: variantTitle(values) });
  }
  if (input.imageId !== undefined) {
    if (input.imageId !== null && !(await hasImage(tx, product.id, input.imageId))) return fail(invalidInput('The product has no such picture.', 'imageId'));
    edit.imageId = input.imageId;
  }
  if (input.position !== undefined && input.position !== null && (input.position < 0 || input.position > 10_000)) return fail(invalidInput('A place from 0.', 'position'));
  return ok(edit);
}

async function hasImage(tx: Transaction, productId: string, imageId: string): Promise<boolean> {
  const rows = await tx.select({ id: productImages.id }).from(productImages).where(and(eq(productImages.id, imageId), eq(productImages.productId, productId)));
  return rows.length > 0;
}

async function versionConflict(tx: Transaction, id: string): Promise<ProductVariantVersionConflict> {
  const variant = await readVariantView(tx, id);
  return { type: 'ProductVariantVersionConflict', message: 'The variant was edited in the meantime.', path: ['expectedVersion'], variant };
}
