import type { UserViewer } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import { appendEvents } from '@marketgraph/bus';
import { categories } from '../categories/category.tables.ts';
import type { CatalogDeps, WriteDeps } from '../deps.ts';
import { invalidInput, notFound, type InvalidInput, type NotFound } from '../failures.ts';
import type { OptionEdit } from '../variants/option.rules.ts';
import { repriceVariants } from '../variants/reprice-variants.ts';
import { remapVariants } from '../variants/remap-variants.ts';
import { descriptionWarning, type ProductWarning } from '../variants/warnings.ts';
import { lockForEdit, versionConflict, type ProductVersionConflict } from './edit-product.ts';
import { freeName, handleTaken, type ProductHandleTaken } from './free-names.ts';
import { readImages, replaceImages, type ImageGiven } from './images.ts';
import { productChanged } from './product-changed.ts';
import { productEvents } from './product-events.ts';
import { readTexts, type ProductColumns, type ProductTexts } from './product-input.ts';
import { products, type ProductRow } from './product.tables.ts';

export interface ProductUpdate extends ProductTexts {
  readonly id: string;
  readonly expectedVersion: number;
  readonly categoryId?: string | null | undefined;
  readonly images?: readonly ImageGiven[] | null | undefined;
  readonly options?: readonly OptionEdit[] | null | undefined;
}

type Failure = NotFound | InvalidInput | ProductHandleTaken | ProductVersionConflict;
type Updated = { product: ProductRow; warnings: ProductWarning[] };

/** Changes what was said and leaves the rest. The version that the edit was made on must be the present one. */
export async function updateProduct(deps: CatalogDeps, actor: UserViewer, input: ProductUpdate): Promise<Result<Updated, Failure>> {
  const read = readTexts(input);
  if (!read.ok) return read;
  const outcome = await deps.db.transaction(async (tx): Promise<Result<Updated, Failure>> => {
    const locked = await lockForEdit(tx, actor, input.id);
    if (!locked.ok) return locked;
    const before = locked.value;
    if (before.editVersion !== input.expectedVersion) return fail(versionConflict(before));
    const changed = await applyEdit(tx, deps, before, input, read.value.columns);
    // Thrown, not answered: what has been written before the mistake was found must not stay.
    if (!changed.ok) throw new Refused(changed.error);
    await productChanged(tx, deps, [input.id], { scope: 'all' });
    await appendEvents(tx, deps, await productEvents(tx, actor.traceId, 'catalog.product.updated', [input.id], changed.value));
    const [product] = await tx.select().from(products).where(eq(products.id, input.id));
    return product === undefined ? fail(notFound('product', 'id')) : ok({ product, warnings: descriptionWarning(read.value.sanitised) });
  }).catch((error: unknown) => {
    if (error instanceof Refused) return fail(error.failure);
    throw error;
  });
  return outcome;
}

class Refused extends Error {
  override readonly name = 'Refused';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Answers the names of what is different now. */
async function applyEdit(tx: Transaction, deps: WriteDeps, before: ProductRow, input: ProductUpdate, columns: ProductColumns): Promise<Result<string[], Failure>> {
  const names = await checkNames(tx, before, columns);
  if (!names.ok) return names;
  const categoryId = input.categoryId ?? before.categoryId;
  if (categoryId !== before.categoryId && !(await categoryExists(tx, categoryId))) return fail(notFound('category', 'categoryId'));

  const changed = (Object.keys(columns) as (keyof ProductColumns)[]).filter((name) => !isSame(columns[name], before[name])).map(String);
  if (categoryId !== before.categoryId) changed.push('category');
  const priced = columns.basePrice === undefined ? ok(false) : await repriceVariants(tx, deps, before, columns.basePrice);
  if (!priced.ok) return priced;
  if (priced.value) changed.push('price');
  const options = input.options === undefined || input.options === null ? ok(before.optionNames) : await remapVariants(tx, deps, before, input.options);
  if (!options.ok) return options;
  if (!isSame([...options.value], before.optionNames)) changed.push('options');
  if (input.images !== undefined && input.images !== null) {
    const images = await applyImages(tx, deps, input.id, input.images);
    if (!images.ok) return images;
    changed.push('images');
  }
  await tx
    .update(products)
    .set({ ...columns, categoryId, optionNames: [...options.value], editVersion: before.editVersion + 1, updatedAt: deps.clock.now() })
    .where(eq(products.id, input.id));
  return ok(changed);
}

async function checkNames(tx: Transaction, before: ProductRow, columns: ProductColumns): Promise<Result<null, ProductHandleTaken>> {
  for (const column of ['handle', 'slug'] as const) {
    const name = columns[column];
    if (name === undefined || name === before[column]) continue;
    const free = await freeName(tx, column, name, { vendorId: before.vendorId, butFor: before.id });
    if (free !== name) return fail(handleTaken(column, name, free));
  }
  return ok(null);
}

async function categoryExists(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.select({ id: categories.id }).from(categories).where(eq(categories.id, id));
  return rows.length > 0;
}

async function applyImages(tx: Transaction, deps: WriteDeps, productId: string, given: readonly ImageGiven[]): Promise<Result<null, InvalidInput>> {
  const drafts = readImages(given);
  if (!drafts.ok) return drafts;
  const astray = await replaceImages(tx, deps, productId, drafts.value);
  return astray === null ? ok(null) : fail(invalidInput('The product has no such picture.', 'images', String(astray), 'id'));
}

function isSame(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return left === right;
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
