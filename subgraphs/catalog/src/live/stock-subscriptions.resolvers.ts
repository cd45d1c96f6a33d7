import type { LiveEvent } from '@marketgraph/server';
import { idArgument, notFound } from '@marketgraph/server';
import { includes, vendorScope } from '../access.ts';
import type { CatalogContext } from '../context.ts';
import { countOpenAlerts, readAvailable, readWanting, type InventoryRow } from '../stock/inventory.queries.ts';
import type { VariantView } from '../variants/variant.queries.ts';
import { variantStockTopic, vendorInventoryTopic } from './topics.ts';

type VariantPayload = { variantId: string; available: number };
type VendorPayload = { variantIds: readonly string[] };

interface VariantChange extends VariantPayload {
  readonly seq: number;
}
interface VendorChange extends VendorPayload {
  readonly seq: number;
  readonly vendorId: string;
}

export const stockSubscriptions = {
  Subscription: {
    variantStockChanged: {
      subscribe: async (_: unknown, { variantId: text, since }: { variantId: string; since?: number | null }, { deps, loaders }: CatalogContext) => {
        const variantId = idArgument('ProductVariant', text, ['variantId']);
        const variant = await loaders.variants.variant.load(variantId);
        if (variant === null) throw notFound();
        return deps.live.subscribe<VariantPayload>({ topic: variantStockTopic(variantId), since, snapshot: async () => ({ variantId, available: await readAvailable(deps.db.reader, variantId) }) });
      },
      resolve: ({ payload, ...event }: LiveEvent<VariantPayload>) => ({ ...event, ...payload }),
    },
    vendorInventoryChanged: {
      subscribe: (_: unknown, { vendorId: text, since }: { vendorId: string; since?: number | null }, { viewer, deps }: CatalogContext) => {
        const vendorId = idArgument('Vendor', text, ['vendorId']);
        if (!includes(vendorScope(viewer, 'manage_inventory'), vendorId)) throw notFound();
        return deps.live.subscribe<VendorPayload>({ topic: vendorInventoryTopic(vendorId), since, snapshot: async () => ({ variantIds: await readWanting(deps.db.reader, vendorId) }) });
      },
      resolve: ({ payload, ...event }: LiveEvent<VendorPayload>, { vendorId }: { vendorId: string }) => ({
        ...event,
        ...payload,
        vendorId: idArgument('Vendor', vendorId, ['vendorId']),
      }),
    },
  },

  VariantStockChange: {
    variant: ({ variantId }: VariantChange, _: unknown, { loaders }: CatalogContext): Promise<VariantView | null> => loaders.variants.variant.load(variantId),
  },

  VendorInventoryChange: {
    vendor: ({ vendorId }: VendorChange) => ({ id: vendorId }),
    inventory: async ({ variantIds }: VendorChange, _: unknown, { loaders }: CatalogContext): Promise<InventoryRow[]> => {
      const rows = await Promise.all(variantIds.map((id) => loaders.stock.inventory.load(id)));
      return rows.filter((row) => row !== null);
    },
    openAlerts: ({ vendorId }: VendorChange, _: unknown, { deps }: CatalogContext): Promise<number> => countOpenAlerts(deps.db.reader, vendorId),
  },
};
