import type { Reader, Transaction } from '@marketgraph/db';
import { categories, OTHER_CATEGORY_ID } from '../../categories/category.tables.ts';
import type { CatalogDeps } from '../../deps.ts';
import { lockVendor, readVendor } from '../../vendors/vendor.queries.ts';
import { layoutOf } from '../file/layout.rules.ts';
import { readProduct, type ReadProduct } from '../file/product-statement.rules.ts';
import type { FileRow } from '../file/product-statement.types.ts';
import type { ProductImportRow } from '../import.tables.ts';
import { PRODUCTS_A_BATCH } from '../limits.ts';
import { createCategoryMatcher } from '../plan/category-match.rules.ts';
import { planProduct } from '../plan/plan-product.rules.ts';
import type { PlanContext, PresentProduct } from '../plan/plan.types.ts';
import { readBatch } from '../write/read-batch.ts';
import { readPresent, readSkuOwners } from '../write/read-present.ts';
import { stockMoves } from '../write/stock-moves.rules.ts';
import { writePlans } from '../write/write-plans.ts';
import { addOutcomes, outcomeOf, type Outcome } from './batch-outcome.rules.ts';
import { lockClaimed, noteProgress, type Claim } from './import-process.ts';
import type { StepOutcome } from './read-file.ts';

type BatchDeps = Pick<CatalogDeps, 'db' | 'clock' | 'ids' | 'log'>;

/**
 * One transaction for one batch of products: what it writes, what it counts and how far it got are there together or not
 * at all, so a crash costs the batch it happens in and doubles nothing. A dry run does the same without the writing.
 */
export function writeBatch(deps: BatchDeps, claim: Claim): Promise<StepOutcome> {
  return deps.db.transaction(async (tx) => {
    const row = await lockClaimed(tx, claim);
    if (row === undefined) return 'lost';
    const upTo = Math.min(row.doneProducts + PRODUCTS_A_BATCH, row.totalProducts ?? 0);
    const batch = await readBatch(tx, row.id, { after: row.doneProducts, upTo });
    const vendor = await (row.dryRun ? readVendor(tx, row.vendorId) : lockVendor(tx, row.vendorId));
    if (vendor === undefined) throw new Error(`vendor ${row.vendorId} of import ${row.id} is gone`);
    const outcomes = await carryOut(tx, deps, row, vendor.warehouseId, batch);
    const isLast = upTo === (row.totalProducts ?? 0);
    await noteProgress(tx, deps, row, {
      set: { ...addOutcomes(row, outcomes), doneProducts: upTo },
      issues: outcomes.flatMap(({ issues }) => issues),
      ...(isLast ? { status: 'SUCCEEDED' as const } : {}),
    });
    return isLast ? 'ended' : 'next';
  });
}

interface Read extends ReadProduct {
  readonly rows: readonly FileRow[];
}

async function carryOut(tx: Transaction, deps: BatchDeps, row: ProductImportRow, warehouseId: string, batch: readonly FileRow[][]): Promise<Outcome[]> {
  const options = { layout: layoutOf(row.layout ?? {}), currency: row.currency };
  const read: Read[] = batch.map((rows) => ({ rows, ...readProduct(rows, options) }));
  const statements = read.flatMap(({ statement }) => statement ?? []);
  const present = await readPresent(tx, row.vendorId, statements.map(({ handle }) => handle));
  const skus = statements.flatMap(({ variants }) => variants.flatMap(({ sku }) => sku ?? []));
  const context = await contextOf(tx, row, { ...options, skus });
  const planned = read.map(({ rows, statement, issues }) => {
    if (statement === null) return { rows, issues, plan: null };
    const result = planProduct(statement, present.get(statement.handle) ?? null, context);
    return { rows, issues: [...issues, ...result.issues], plan: result.plan };
  });
  const plans = planned.flatMap(({ plan }) => plan ?? []);
  const { id: importId, vendorId, currency, actorId, traceId } = row;
  const moved = row.dryRun ? wouldMove(present, plans.flatMap(({ variants }) => variants.stated)) : await writePlans(tx, deps, { importId, vendorId, currency, actorId, traceId, warehouseId }, plans);
  return planned.map((result) => outcomeOf(result, moved));
}

function wouldMove(present: ReadonlyMap<string, PresentProduct>, stated: Parameters<typeof stockMoves>[1]): Set<string> {
  const levels = [...present.values()].flatMap(({ variants }) => variants.map(({ id, quantity, reserved }) => ({ variantId: id, quantity, reserved })));
  return new Set(stockMoves(levels, stated).map(({ level }) => level.variantId));
}

async function contextOf(reader: Reader, row: ProductImportRow, { skus, ...options }: Pick<PlanContext, 'layout' | 'currency'> & { readonly skus: readonly string[] }): Promise<PlanContext> {
  const known = await reader.select({ id: categories.id, name: categories.name, slug: categories.slug, path: categories.path }).from(categories);
  return {
    ...options,
    matchCategory: createCategoryMatcher(known, row.categoryMap),
    otherCategoryId: OTHER_CATEGORY_ID,
    categoryPaths: new Map(known.map(({ id, path }) => [id, path])),
    skuOwners: await readSkuOwners(reader, { vendorId: row.vendorId, importId: row.id }, skus),
    mayAdjust: row.mayAdjust,
  };
}
