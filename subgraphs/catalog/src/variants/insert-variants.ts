import { insertRows, type Transaction } from '@marketgraph/db';
import type { WriteDeps } from '../deps.ts';
import { stockState } from '../stock/stock-state.rules.ts';
import { stockLevels, stockMovements } from '../stock/stock.tables.ts';
import { optionKey, variantTitle } from './option.rules.ts';
import { DEFAULT_THRESHOLD, type VariantDraft } from './variant-input.ts';
import { variants } from './variant.tables.ts';

export interface NewVariants {
  readonly productId: string;
  readonly vendorId: string;
  /** The vendor's default one. */
  readonly warehouseId: string;
  /** Of the first; the others follow. */
  readonly position: number;
  readonly drafts: readonly VariantDraft[];
  /** The product's pictures, in order. */
  readonly imageIds: readonly string[];
  readonly actorId: string | null;
}

/**
 * Stores variants with their levels and, where there is something in stock, its first ledger line. Their state follows
 * from the quantity without an alert or an event: nothing has run out that was never there. The product is locked, and
 * whoever calls this calls `productChanged` after it. Answers the ids in the order of the drafts.
 */
export async function insertVariants(tx: Transaction, deps: WriteDeps, given: NewVariants): Promise<string[]> {
  const now = deps.clock.now();
  const rows = given.drafts.map((draft, index) => ({ variant: variantRow(deps, given, draft, index), quantity: draft.quantity }));
  await insertRows(tx, variants, rows.map(({ variant }) => variant));
  const levels = rows.map(({ variant, quantity }) => ({ id: deps.ids.next('StockLevel'), variantId: variant.id, warehouseId: given.warehouseId, quantity, reserved: 0 }));
  await insertRows(tx, stockLevels, levels);
  await insertRows(
    tx,
    stockMovements,
    levels
      .filter(({ quantity }) => quantity > 0)
      .map(({ id: levelId, variantId, quantity }) => ({
        id: deps.ids.next('StockMovement'),
        levelId,
        variantId,
        kind: 'RECEIVE' as const,
        quantityDelta: quantity,
        reservedDelta: 0,
        quantityAfter: quantity,
        reservedAfter: 0,
        reason: 'initial stock',
        actorId: given.actorId,
        at: now,
      })),
  );
  return rows.map(({ variant }) => variant.id);
}

function variantRow(deps: WriteDeps, given: NewVariants, draft: VariantDraft, index: number): typeof variants.$inferInsert {
  const threshold = draft.columns.lowStockThreshold ?? DEFAULT_THRESHOLD;
  const now = deps.clock.now();
  return {
    ...draft.columns,
    id: deps.ids.next('ProductVariant'),
    productId: given.productId,
    vendorId: given.vendorId,
    position: given.position + index,
    title: variantTitle(draft.optionValues),
    optionValues: [...draft.optionValues],
    optionKey: optionKey(draft.optionValues),
    price: draft.price,
    priceAdjustment: draft.priceAdjustment,
    imageId: draft.imageIndex === null ? null : (given.imageIds[draft.imageIndex] ?? null),
    lowStockThreshold: threshold,
    stockState: stockState(draft.quantity, threshold),
    createdAt: now,
    updatedAt: now,
  };
}
