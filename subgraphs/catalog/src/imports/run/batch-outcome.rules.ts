import { isError, type Issue } from '../file/issues.rules.ts';
import type { FileRow } from '../file/product-statement.types.ts';
import type { ProductPlan } from '../plan/plan.types.ts';

/** What became of the rows of one product. */
export interface Outcome extends Counts {
  readonly issues: readonly Issue[];
}

export interface Counts {
  readonly processedRows: number;
  readonly skippedRows: number;
  readonly productsCreated: number;
  readonly productsUpdated: number;
  readonly productsUnchanged: number;
  readonly productsSkipped: number;
  readonly variantsCreated: number;
  readonly variantsUpdated: number;
  readonly variantsUnchanged: number;
  readonly variantsRemoved: number;
  readonly imagesAdded: number;
}

const NOTHING: Counts = {
  processedRows: 0, skippedRows: 0, productsCreated: 0, productsUpdated: 0, productsUnchanged: 0, productsSkipped: 0,
  variantsCreated: 0, variantsUpdated: 0, variantsUnchanged: 0, variantsRemoved: 0, imagesAdded: 0,
};

interface Done {
  readonly rows: readonly FileRow[];
  readonly issues: readonly Issue[];
  /** Null where an error cost the whole product. */
  readonly plan: ProductPlan | null;
}

/** `moved`: variants whose stock has changed, or would. */
export function outcomeOf({ rows, issues, plan }: Done, moved: ReadonlySet<string>): Outcome {
  // A row without a handle is a row that is skipped, and no product.
  if (plan === null) return { ...NOTHING, issues, processedRows: rows.length, skippedRows: rows.length, productsSkipped: rows[0]?.handle === null ? 0 : 1 };
  const { present, changed, variants, images } = plan;
  const skipped = new Set(issues.filter(isError).map(({ row }) => row));
  const touched = new Set([...variants.edit.map(({ id }) => id), ...variants.matched.filter((id) => moved.has(id))]);
  const updated = variants.matched.filter((id) => touched.has(id)).length;
  const isChanged = changed.length > 0 || variants.matched.some((id) => moved.has(id));
  return {
    ...NOTHING,
    issues,
    processedRows: rows.length,
    skippedRows: rows.filter(({ rowNumber }) => skipped.has(rowNumber)).length,
    productsCreated: present === null ? 1 : 0,
    productsUpdated: present !== null && isChanged ? 1 : 0,
    productsUnchanged: present !== null && !isChanged ? 1 : 0,
    variantsCreated: variants.create.length,
    variantsUpdated: updated,
    variantsUnchanged: variants.matched.length - updated,
    variantsRemoved: variants.remove.length,
    imagesAdded: (images ?? []).filter(({ id }) => id === null).length,
  };
}

/** The counters of an import with those of a batch added. */
export function addOutcomes(before: Counts, outcomes: readonly Counts[]): Counts {
  const names = Object.keys(NOTHING) as (keyof Counts)[];
  const sums = names.map((name) => [name, outcomes.reduce((sum, outcome) => sum + outcome[name], before[name])] as const);
  return Object.fromEntries(sums) as unknown as Counts;
}
