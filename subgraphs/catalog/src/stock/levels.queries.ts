import { sendInOrder, type Reader, type Transaction } from '@marketgraph/db';
import { asc, eq, inArray } from 'drizzle-orm';
import { lockLevels } from '../locks.ts';
import { products } from '../products/product.tables.ts';
import { variants } from '../variants/variant.tables.ts';
import { warehouses } from '../vendors/vendor.tables.ts';
import type { StockState } from './stock-state.rules.ts';
import { stockLevels } from './stock.tables.ts';

/** A level with what has to be known of its variant to change it and to tell of it. */
export interface LevelState {
  readonly levelId: string;
  readonly variantId: string;
  readonly productId: string;
  readonly vendorId: string;
  /** Of the product and the variant, for people. */
  readonly title: string;
  readonly quantity: number;
  readonly reserved: number;
  readonly threshold: number;
  readonly state: StockState;
  readonly deleted: boolean;
  /** Whether the public sees the product. */
  readonly listed: boolean;
}

/** Locked in order of id, then read: the second statement sees what the first has waited for. */
export async function lockAndReadLevels(tx: Transaction, variantIds: readonly string[]): Promise<LevelState[]> {
  const [, levels] = await sendInOrder(
    () => lockLevels(tx, variantIds),
    () => readLevels(tx, variantIds),
  );
  return levels;
}

/** The default warehouse's level of each variant: the only one there is as yet. One statement. */
export async function readLevels(reader: Reader, variantIds: readonly string[]): Promise<LevelState[]> {
  if (variantIds.length === 0) return [];
  const rows = await reader
    .select({
      levelId: stockLevels.id,
      variantId: variants.id,
      productId: variants.productId,
      vendorId: variants.vendorId,
      productTitle: products.title,
      variantTitle: variants.title,
      quantity: stockLevels.quantity,
      reserved: stockLevels.reserved,
      threshold: variants.lowStockThreshold,
      state: variants.stockState,
      variantDeletedAt: variants.deletedAt,
      productDeletedAt: products.deletedAt,
      listed: products.listed,
    })
    .from(stockLevels)
    .innerJoin(warehouses, eq(warehouses.id, stockLevels.warehouseId))
    .innerJoin(variants, eq(variants.id, stockLevels.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .where(inArray(stockLevels.variantId, [...new Set(variantIds)]))
    .orderBy(asc(stockLevels.id));
  return rows.map(({ productTitle, variantTitle, variantDeletedAt, productDeletedAt, ...level }) => ({
    ...level,
    title: variantTitle === '' ? productTitle : `${productTitle} – ${variantTitle}`,
    deleted: variantDeletedAt !== null || productDeletedAt !== null,
  }));
}
