import type { Reader } from '@marketgraph/db';
import type { Connection, PageRequest } from '@marketgraph/server';
import { and, count, desc, eq, getTableColumns, ilike, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import { connectionOf, textKey, timeKey, windowOf, type Sort } from '../lists/keyset.ts';
import { products } from '../products/product.tables.ts';
import { variants } from '../variants/variant.tables.ts';
import { stockOfVariant } from './stock-of-variant.ts';
import type { StockState } from './stock-state.rules.ts';
import { stockAlerts, stockMovements, type StockAlertRow, type StockMovementRow } from './stock.tables.ts';

/** An entry of an inventory. */
export interface InventoryRow {
  readonly variantId: string;
  readonly vendorId: string;
  readonly quantity: number;
  readonly reserved: number;
  readonly threshold: number;
  readonly state: StockState;
}

/** Entries of variants that are there, where `where` holds. One statement; add an order. */
export function selectInventory(reader: Reader, where: SQL | undefined) {
  return reader
    .select({
      variantId: variants.id,
      vendorId: variants.vendorId,
      quantity: stockOfVariant('quantity'),
      reserved: stockOfVariant('reserved'),
      threshold: variants.lowStockThreshold,
      state: variants.stockState,
    })
    .from(variants)
    .where(and(isNull(variants.deletedAt), where));
}

/** How many of a variant can be bought now; 0 of one that is gone. */
export async function readAvailable(reader: Reader, variantId: string): Promise<number> {
  const [row] = await selectInventory(reader, eq(variants.id, variantId));
  return row === undefined ? 0 : row.quantity - row.reserved;
}

const MOST_WANTING = 100;

/** Variants of a vendor that are low or out, newest first, as many as a live field shows at once. */
export async function readWanting(reader: Reader, vendorId: string): Promise<string[]> {
  const wanting = and(eq(variants.vendorId, vendorId), inArray(variants.stockState, ['LOW', 'OUT']));
  const rows = await selectInventory(reader, wanting).orderBy(desc(variants.id)).limit(MOST_WANTING);
  return rows.map(({ variantId }) => variantId);
}

export interface InventoryFilter {
  readonly states?: readonly StockState[] | undefined;
  readonly text?: string | undefined;
}

const newestVariants: Sort<InventoryRow> = {
  name: 'inventory.newest', column: variants.id, id: variants.id, direction: 'desc',
  keyOf: ({ variantId }) => textKey.from(variantId),
  valueOf: uuidOf,
};

export async function listInventory(reader: Reader, vendorId: string, { states, text }: InventoryFilter, page: PageRequest): Promise<Connection<InventoryRow>> {
  const window = windowOf(page, newestVariants);
  const wanted = and(
    eq(variants.vendorId, vendorId),
    states && (states.length === 0 ? sql`false` : inArray(variants.stockState, [...states])),
    text === undefined || text.trim() === '' ? undefined : matches(reader, text.trim()),
    window.where,
  );
  const rows = await selectInventory(reader, wanted).orderBy(...window.orderBy).limit(window.limit + 1);
  return connectionOf(rows, window, newestVariants, ({ variantId }) => variantId);
}

function matches(reader: Reader, text: string): SQL | undefined {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return or(ilike(variants.sku, pattern), inArray(variants.productId, reader.select({ id: products.id }).from(products).where(ilike(products.title, pattern))));
}

const newestAlerts: Sort<StockAlertRow> = {
  name: 'alerts.newest', column: stockAlerts.openedAt, id: stockAlerts.id, direction: 'desc',
  keyOf: ({ openedAt }) => timeKey.from(openedAt),
  valueOf: timeKey.to,
};

export interface AlertFilter {
  readonly kinds?: readonly StockAlertRow['kind'][] | undefined;
  readonly open: boolean;
}

export async function listAlerts(reader: Reader, vendorId: string, { kinds, open }: AlertFilter, page: PageRequest): Promise<Connection<StockAlertRow>> {
  const window = windowOf(page, newestAlerts);
  const wanted = and(
    eq(stockAlerts.vendorId, vendorId),
    open ? isNull(stockAlerts.closedAt) : isNotNull(stockAlerts.closedAt),
    kinds && (kinds.length === 0 ? sql`false` : inArray(stockAlerts.kind, [...kinds])),
    window.where,
  );
  const rows = await reader.select().from(stockAlerts).where(wanted).orderBy(...window.orderBy).limit(window.limit + 1);
  return connectionOf(rows, window, newestAlerts, ({ id }) => id);
}

export async function countOpenAlerts(reader: Reader, vendorId: string): Promise<number> {
  const [row] = await reader.select({ open: count() }).from(stockAlerts).where(and(eq(stockAlerts.vendorId, vendorId), isNull(stockAlerts.closedAt)));
  return row?.open ?? 0;
}

export const newestMovements: Sort<StockMovementRow> = {
  name: 'movements.newest', column: stockMovements.id, id: stockMovements.id, direction: 'desc',
  keyOf: ({ id }) => textKey.from(id),
  valueOf: uuidOf,
};

/** Of one variant, for one page; to be joined with those of others. */
export function selectMovements(reader: Reader, slot: number) {
  return reader.select({ ...getTableColumns(stockMovements), slot: sql<number>`${sql.raw(String(slot))}::integer`.as('slot') }).from(stockMovements).$dynamic();
}

function uuidOf(key: unknown): string | undefined {
  return typeof key === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key) ? key : undefined;
}
