import { asId, encodeId } from '@marketgraph/kernel';
import { idArgument, notFound, requireUser, toUnion, type PageRequest } from '@marketgraph/server';
import { includes, vendorScope } from '../access.ts';
import type { CatalogContext } from '../context.ts';
import type { VariantView } from '../variants/variant.queries.ts';
import { adjustStock } from './adjust-stock.ts';
import type { LevelView } from './inventory.loaders.ts';
import { listAlerts, listInventory, type InventoryRow } from './inventory.queries.ts';
import { receiveStock } from './receive-stock.ts';
import type { StockState } from './stock-state.rules.ts';
import type { StockAlertRow, StockMovementRow } from './stock.tables.ts';

interface InventoryArguments extends PageRequest {
  readonly vendorId: string;
  readonly filter?: { readonly states?: readonly StockState[] | null; readonly text?: string | null } | null;
}

interface AlertArguments extends PageRequest {
  readonly vendorId: string;
  readonly kinds?: readonly StockAlertRow['kind'][] | null;
  readonly open?: boolean | null;
}

interface ReceiveInput {
  readonly idempotencyKey: string;
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
  readonly reason?: string | null;
}

interface AdjustInput {
  readonly idempotencyKey: string;
  readonly lines: readonly { readonly variantId: string; readonly by?: number | null; readonly to?: number | null }[];
  readonly reason: string;
}

export const stockResolvers = {
  Query: {
    vendorInventory: (_: unknown, { vendorId, filter, ...page }: InventoryArguments, { viewer, deps }: CatalogContext) => {
      const id = ownVendor(viewer, vendorId);
      return listInventory(deps.db.reader, id, { states: filter?.states ?? undefined, text: filter?.text ?? undefined }, page);
    },
    stockAlerts: (_: unknown, { vendorId, kinds, open, ...page }: AlertArguments, { viewer, deps }: CatalogContext) =>
      listAlerts(deps.db.reader, ownVendor(viewer, vendorId), { kinds: kinds ?? undefined, open: open ?? true }, page),
  },

  VariantInventory: {
    variant: ({ variantId }: InventoryRow, _: unknown, { loaders }: CatalogContext): Promise<VariantView | null> => loaders.variants.variant.load(variantId),
    available: ({ quantity, reserved }: InventoryRow): number => quantity - reserved,
    lowStockThreshold: ({ threshold }: InventoryRow): number => threshold,
    levels: ({ variantId }: InventoryRow, _: unknown, { loaders }: CatalogContext): Promise<LevelView[]> => loaders.stock.levels.load(variantId),
    movements: ({ variantId }: InventoryRow, { first, after }: PageRequest, { loaders }: CatalogContext) => loaders.stock.movements.load({ variantId, first, after }),
  },

  Warehouse: {
    id: ({ id }: LevelView['warehouse']): string => encodeId('Warehouse', asId('Warehouse', id)),
  },

  StockMovement: {
    id: ({ id }: StockMovementRow): string => encodeId('StockMovement', asId('StockMovement', id)),
    quantityChange: ({ quantityDelta }: StockMovementRow): number => quantityDelta,
    reservedChange: ({ reservedDelta }: StockMovementRow): number => reservedDelta,
    actor: ({ actorId }: StockMovementRow) => (actorId === null ? null : { id: encodeId('User', asId('User', actorId)) }),
    order: ({ orderId }: StockMovementRow) => orderStub(orderId),
  },

  StockAlert: {
    id: ({ id }: StockAlertRow): string => encodeId('StockAlert', asId('StockAlert', id)),
    variant: ({ variantId }: StockAlertRow, _: unknown, { loaders }: CatalogContext): Promise<VariantView | null> => loaders.variants.variant.load(variantId),
    order: ({ orderId }: StockAlertRow) => orderStub(orderId),
  },

  StockBelowReserved: {
    variant: ({ variantId }: { variantId: string }, _: unknown, { loaders }: CatalogContext): Promise<VariantView | null> => loaders.variants.variant.load(variantId),
  },

  Mutation: {
    stockReceive: async (_: unknown, { input }: { input: ReceiveInput }, { viewer, deps, loaders }: CatalogContext) => {
      const lines = input.lines.map(({ variantId, quantity }, index) => ({ variantId: lineId(variantId, index), quantity }));
      const result = await receiveStock(deps, requireUser(viewer), { idempotencyKey: input.idempotencyKey, lines, reason: input.reason ?? '' });
      return toUnion('StockReceive', result.ok ? { ok: true, value: { inventory: await loaders.stock.inventory.loadMany(result.value.variantIds) } } : result);
    },
    stockAdjust: async (_: unknown, { input }: { input: AdjustInput }, { viewer, deps, loaders }: CatalogContext) => {
      const lines = input.lines.map(({ variantId, by, to }, index) => ({ variantId: lineId(variantId, index), by: by ?? null, to: to ?? null }));
      const result = await adjustStock(deps, requireUser(viewer), { idempotencyKey: input.idempotencyKey, lines, reason: input.reason });
      return toUnion('StockAdjust', result.ok ? { ok: true, value: { inventory: await loaders.stock.inventory.loadMany(result.value.variantIds) } } : result);
    },
  },
};

function lineId(text: string, index: number): string {
  return idArgument('ProductVariant', text, ['input', 'lines', String(index), 'variantId']);
}

function orderStub(orderId: string | null): { id: string } | null {
  return orderId === null ? null : { id: encodeId('Order', asId('Order', orderId)) };
}

/** Another's inventory answers as one that is not there. */
function ownVendor(viewer: CatalogContext['viewer'], text: string): string {
  const id = idArgument('Vendor', text, ['vendorId']);
  if (!includes(vendorScope(viewer, 'manage_inventory'), id)) throw notFound();
  return id;
}

