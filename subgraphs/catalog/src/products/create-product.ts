import type { UserViewer } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { fail, ok, type CurrencyCode, type Result } from '@marketgraph/kernel';
import { asc, eq, inArray } from 'drizzle-orm';
import { includes, vendorScope } from '../access.ts';
import { appendEvents } from '@marketgraph/bus';
import { categories, OTHER_CATEGORY_ID } from '../categories/category.tables.ts';
import type { CatalogDeps } from '../deps.ts';
import { invalidInput, notFound, type InvalidInput, type NotFound } from '../failures.ts';
import { MOST_VARIANTS, optionKey, problemWithOptionNames } from '../variants/option.rules.ts';
import { readVariant, type VariantDraft, type VariantGiven } from '../variants/variant-input.ts';
import { variants } from '../variants/variant.tables.ts';
import { descriptionWarning, variantWarnings, type ProductWarning } from '../variants/warnings.ts';
import { lockVendor, type VendorWithWarehouse } from '../vendors/vendor.queries.ts';
import { freeName, handleTaken, type ProductHandleTaken } from './free-names.ts';
import { readImages, type ImageGiven } from './images.ts';
import { insertProduct, type ProductDraft } from './insert-product.ts';
import { productChanged } from './product-changed.ts';
import { productEvents } from './product-events.ts';
import { readTexts, type ProductTexts, type ReadTexts } from './product-input.ts';
import { products, type ProductRow } from './product.tables.ts';
import { slugify } from './slug.rules.ts';

export interface ProductCreate extends ProductTexts {
  readonly vendorId: string;
  readonly title: string;
  readonly categoryId?: string | null | undefined;
  readonly currency?: CurrencyCode | null | undefined;
  readonly images?: readonly ImageGiven[] | null | undefined;
  readonly optionNames?: readonly string[] | null | undefined;
  readonly variants?: readonly VariantGiven[] | null | undefined;
}

type Failure = NotFound | InvalidInput | ProductHandleTaken;
type Created = { product: ProductRow; warnings: ProductWarning[] };

/** Creates a product as a DRAFT. The vendor's row is locked meanwhile, so that of two equal handles one comes second. */
export async function createProduct(deps: CatalogDeps, actor: UserViewer, input: ProductCreate): Promise<Result<Created, Failure>> {
  if (!includes(vendorScope(actor, 'manage_products'), input.vendorId)) return fail(notFound('vendor', 'vendorId'));
  const read = readTexts(input);
  if (!read.ok) return read;
  return deps.db.transaction(async (tx) => {
    const vendor = await lockVendor(tx, input.vendorId);
    if (vendor === undefined) return fail(notFound('vendor', 'vendorId'));
    const draft = await draftOf(tx, actor, vendor, input, read.value);
    if (!draft.ok) return draft;
    const { productId, variantIds } = await insertProduct(tx, deps, draft.value);
    await productChanged(tx, deps, [productId], { scope: 'all' });
    await appendEvents(tx, deps, await productEvents(tx, actor.traceId, 'catalog.product.created', [productId], []));
    const [product] = await tx.select().from(products).where(eq(products.id, productId));
    if (product === undefined) throw new Error(`product ${productId} was not stored`);
    const stored = await tx.select().from(variants).where(inArray(variants.id, [...variantIds])).orderBy(asc(variants.position));
    const doubts = await variantWarnings(tx, stored, (index) => ['variants', String(index)]);
    return ok({ product, warnings: [...descriptionWarning(read.value.sanitised), ...doubts] });
  });
}

async function draftOf(
  tx: Transaction,
  actor: UserViewer,
  vendor: VendorWithWarehouse,
  input: ProductCreate,
  { columns }: ReadTexts,
): Promise<Result<ProductDraft, Failure>> {
  const optionNames = (input.optionNames ?? []).map((name) => name.trim());
  const problem = problemWithOptionNames(optionNames);
  if (problem !== null) return fail(invalidInput(problem, 'optionNames'));
  const drafts = readVariants(input.variants, optionNames, columns.basePrice ?? null);
  if (!drafts.ok) return drafts;
  const images = readImages(input.images ?? []);
  if (!images.ok) return images;
  const fresh = images.value.flatMap((image) => ('url' in image ? [image] : []));
  if (fresh.length < images.value.length) return fail(invalidInput('A new product has no pictures yet to keep.', 'images'));
  const astray = drafts.value.findIndex(({ imageIndex }) => imageIndex !== null && fresh[imageIndex] === undefined);
  if (astray >= 0) return fail(invalidInput('There is no such picture.', 'variants', String(astray), 'imageIndex'));
  const categoryId = input.categoryId ?? OTHER_CATEGORY_ID;
  const [category] = await tx.select({ id: categories.id }).from(categories).where(eq(categories.id, categoryId));
  if (category === undefined) return fail(notFound('category', 'categoryId'));
  const names = await namesOf(tx, vendor.id, input.title, columns);
  if (!names.ok) return names;
  return ok({
    ...names.value,
    vendorId: vendor.id,
    warehouseId: vendor.warehouseId,
    categoryId,
    title: columns.title ?? input.title,
    currency: input.currency ?? vendor.currency,
    columns,
    optionNames,
    images: fresh,
    variants: drafts.value,
    status: 'DRAFT',
    actorId: actor.userId,
  });
}

function readVariants(given: readonly VariantGiven[] | null | undefined, optionNames: readonly string[], basePrice: bigint | null): Result<VariantDraft[], InvalidInput> {
  const list = given ?? [{}];
  if (list.length === 0 || list.length > MOST_VARIANTS) return fail(invalidInput(`A product has 1 to ${MOST_VARIANTS} variants.`, 'variants'));
  const drafts: VariantDraft[] = [];
  const keys = new Set<string>();
  for (const [index, variant] of list.entries()) {
    const draft = readVariant(variant, { optionNames, basePrice });
    if (!draft.ok) return fail({ ...draft.error, path: ['variants', String(index), ...draft.error.path] });
    const key = optionKey(draft.value.optionValues);
    if (keys.has(key)) return fail(invalidInput('Another variant has the same options.', 'variants', String(index), 'selectedOptions'));
    keys.add(key);
    drafts.push(draft.value);
  }
  return ok(drafts);
}

/** What was asked for must be free; what was left to us is made free. */
async function namesOf(tx: Transaction, vendorId: string, title: string, { handle, slug }: ReadTexts['columns']): Promise<Result<{ handle: string; slug: string }, ProductHandleTaken>> {
  const freeHandle = await freeName(tx, 'handle', handle ?? slugify(title), { vendorId });
  if (handle !== undefined && freeHandle !== handle) return fail(handleTaken('handle', handle, freeHandle));
  const freeSlug = await freeName(tx, 'slug', slug ?? freeHandle, { vendorId });
  if (slug !== undefined && freeSlug !== slug) return fail(handleTaken('slug', slug, freeSlug));
  return ok({ handle: freeHandle, slug: freeSlug });
}
