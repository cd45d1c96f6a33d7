import type { Viewer } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import type { Connection, PageRequest } from '@marketgraph/server';
import DataLoader from 'dataloader';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { vendorScope, within } from '../access.ts';
import { connectionOf, windowOf } from '../lists/keyset.ts';
import { variants } from '../variants/variant.tables.ts';
import { warehouses } from '../vendors/vendor.tables.ts';
import { newestMovements, selectInventory, selectMovements, type InventoryRow } from './inventory.queries.ts';
import { stockLevels, stockMovements, type StockMovementRow } from './stock.tables.ts';

export interface LevelView {
  readonly quantity: number;
  readonly reserved: number;
  readonly warehouse: { readonly id: string; readonly name: string; readonly isDefault: boolean };
}

export interface MovementPage extends PageRequest {
  readonly variantId: string;
}

export interface InventoryLoaders {
  /** As far as the viewer may see the inventory of its vendor. */
  readonly inventory: DataLoader<string, InventoryRow | null>;
  /** Of a variant whose inventory the viewer has been shown. */
  readonly levels: DataLoader<string, LevelView[]>;
  readonly movements: DataLoader<MovementPage, Connection<StockMovementRow>, string>;
}

export function createInventoryLoaders(reader: Reader, viewer: Viewer): InventoryLoaders {
  return {
    inventory: new DataLoader(async (ids) => {
      const own = within(vendorScope(viewer, 'manage_inventory'), variants.vendorId);
      const rows = await selectInventory(reader, and(inArray(variants.id, [...ids]), own));
      const byId = new Map(rows.map((row) => [row.variantId, row]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    levels: new DataLoader(async (ids) => {
      const rows = await reader
        .select({
          variantId: stockLevels.variantId,
          quantity: stockLevels.quantity,
          reserved: stockLevels.reserved,
          warehouse: { id: warehouses.id, name: warehouses.name, isDefault: warehouses.isDefault },
        })
        .from(stockLevels)
        .innerJoin(warehouses, eq(warehouses.id, stockLevels.warehouseId))
        .where(inArray(stockLevels.variantId, [...ids]))
        .orderBy(asc(warehouses.id));
      const byVariant = Map.groupBy(rows, ({ variantId }) => variantId);
      return ids.map((id) => byVariant.get(id) ?? []);
    }),
    movements: new DataLoader((pages) => readMovements(reader, pages), { cacheKeyFn: ({ variantId, first, after }) => JSON.stringify([variantId, first, after]) }),
  };
}

async function readMovements(reader: Reader, pages: readonly MovementPage[]): Promise<Connection<StockMovementRow>[]> {
  const windows = pages.map((page) => windowOf(page, newestMovements));
  const queries = pages.map(({ variantId }, slot) => {
    const window = windows[slot];
    return selectMovements(reader, slot)
      .where(and(eq(stockMovements.variantId, variantId), window?.where))
      .orderBy(...(window?.orderBy ?? []))
      .limit((window?.limit ?? 0) + 1);
  });
  const [first, second, ...rest] = queries;
  if (first === undefined) return [];
  const rows = second === undefined ? await first : await unionAll(first, second, ...rest);
  const bySlot = Map.groupBy(rows, ({ slot }) => slot);
  return windows.map((window, slot) => connectionOf<StockMovementRow>(bySlot.get(slot) ?? [], window, newestMovements, ({ id }) => id));
}
