import { insertRows, rowsOf, type Transaction } from '@marketgraph/db';
import { inArray, sql } from 'drizzle-orm';
import type { WriteDeps } from '../../deps.ts';
import { stockState } from '../../stock/stock-state.rules.ts';
import { stockLevels, stockMovements } from '../../stock/stock.tables.ts';
import { optionKey, variantTitle } from '../../variants/option.rules.ts';
import { DEFAULT_THRESHOLD } from '../../variants/variant-input.ts';
import { variants } from '../../variants/variant.tables.ts';
import { importedQuantities } from '../import.tables.ts';
import type { VariantCreate } from '../plan/plan.types.ts';
import type { ImageIds, ImportOwner, PlacedPlan } from './write.types.ts';

/** Changes, removes and adds variants. Levels of those that go and the products are locked. */
export async function writeVariants(tx: Transaction, deps: WriteDeps, owner: ImportOwner, placed: readonly PlacedPlan[], images: ImageIds): Promise<void> {
  // Those that go first: one that comes may have the options of one that went.
  await removeVariants(tx, deps, placed.flatMap(({ plan }) => plan.variants.remove));
  await editVariants(tx, deps, placed, images);
  await placeVariants(tx, placed);
  await insertAll(tx, deps, owner, placed, images);
}

async function removeVariants(tx: Transaction, deps: WriteDeps, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.update(variants).set({ deletedAt: deps.clock.now() }).where(inArray(variants.id, [...ids]));
}

async function editVariants(tx: Transaction, deps: WriteDeps, placed: readonly PlacedPlan[], images: ImageIds): Promise<void> {
  const rows = placed.flatMap(({ plan, productId }) =>
    plan.variants.edit.map(({ id, sku, price, priceAdjustment, compareAtPrice, barcode, weightGrams, optionValues, imageUrl }) => ({
      id,
      sku,
      price: price.toString(),
      price_adjustment: priceAdjustment?.toString() ?? null,
      compare_at_price: compareAtPrice?.toString() ?? null,
      barcode,
      weight_grams: weightGrams,
      option_values: optionValues,
      option_key: optionKey(optionValues),
      title: variantTitle(optionValues),
      image_id: imageUrl === undefined ? null : (images.get(productId)?.get(imageUrl) ?? null),
    })),
  );
  if (rows.length === 0) return;
  await tx.execute(sql`
    update ${variants} as v set
      sku = given.sku, price = given.price, price_adjustment = given.price_adjustment, compare_at_price = given.compare_at_price,
      barcode = given.barcode, weight_grams = given.weight_grams, option_values = given.option_values, option_key = given.option_key, title = given.title,
      image_id = coalesce(given.image_id, v.image_id), edit_version = v.edit_version + 1, updated_at = ${deps.clock.now().toISOString()}::timestamptz
    from jsonb_populate_recordset(null::${variants}, ${JSON.stringify(rows)}::text::jsonb) as given where v.id = given.id`);
}

async function placeVariants(tx: Transaction, placed: readonly PlacedPlan[]): Promise<void> {
  const places = placed.flatMap(({ plan }) => plan.variants.places);
  if (places.length === 0) return;
  await tx.execute(sql`
    update ${variants} as v set position = given.position
    from ${rowsOf(places, 'id uuid, position integer')} where v.id = given.id`);
}

/** New variants begin with the quantity of the file, as their first entry in the ledger; nothing runs out or comes back by that. */
async function insertAll(tx: Transaction, deps: WriteDeps, owner: ImportOwner, placed: readonly PlacedPlan[], images: ImageIds): Promise<void> {
  const at = deps.clock.now();
  const all = placed.flatMap(({ plan, productId }) =>
    plan.variants.create.map((create) => {
      const row = variantRow(deps, owner.vendorId, productId, create, images);
      return { row, level: { id: deps.ids.next('StockLevel'), variantId: row.id, warehouseId: owner.warehouseId, quantity: create.statement.quantity ?? 0, reserved: 0 }, stated: create.statement.quantity };
    }),
  );
  await insertRows(tx, variants, all.map(({ row }) => row));
  await insertRows(tx, stockLevels, all.map(({ level }) => level));
  const received = all
    .filter(({ level }) => level.quantity > 0)
    .map(({ level: { id: levelId, variantId, quantity } }) => ({
      id: deps.ids.next('StockMovement'),
      levelId,
      variantId,
      kind: 'RECEIVE' as const,
      quantityDelta: quantity,
      reservedDelta: 0,
      quantityAfter: quantity,
      reservedAfter: 0,
      reason: 'import',
      actorId: owner.actorId,
      at,
    }));
  await insertRows(tx, stockMovements, received);
  const stated = all.flatMap(({ row, stated: quantity }) => (quantity === undefined ? [] : [{ variantId: row.id, quantity, importId: owner.importId, at }]));
  await insertRows(tx, importedQuantities, stated);
}

function variantRow(deps: WriteDeps, vendorId: string, productId: string, { statement, optionValues, position }: VariantCreate, images: ImageIds) {
  const { price, compareAtPrice, sku, barcode, weightGrams, quantity, imageUrl } = statement;
  const now = deps.clock.now();
  return {
    id: deps.ids.next('ProductVariant'),
    productId,
    vendorId,
    position,
    title: variantTitle(optionValues),
    optionValues: [...optionValues],
    optionKey: optionKey(optionValues),
    price,
    compareAtPrice: compareAtPrice ?? null,
    sku: sku ?? null,
    barcode: barcode ?? null,
    weightGrams: weightGrams ?? null,
    imageId: imageUrl === undefined ? null : (images.get(productId)?.get(imageUrl) ?? null),
    lowStockThreshold: DEFAULT_THRESHOLD,
    stockState: stockState(quantity ?? 0, DEFAULT_THRESHOLD),
    createdAt: now,
    updatedAt: now,
  } satisfies typeof variants.$inferInsert;
}
