import type { Viewer } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import DataLoader from 'dataloader';
import { and, inArray } from 'drizzle-orm';
import { visibleTo } from '../access.ts';
import { readVariants, type VariantView } from './variant.queries.ts';
import { variants } from './variant.tables.ts';

export interface VariantLoaders {
  /** As far as the viewer may see its product. */
  readonly variant: DataLoader<string, VariantView | null>;
  /** Of a product that the viewer has been shown, in order. */
  readonly ofProduct: DataLoader<string, VariantView[]>;
}

export function createVariantLoaders(reader: Reader, viewer: Viewer): VariantLoaders {
  return {
    variant: new DataLoader(async (ids) => {
      const rows = await readVariants(reader, and(inArray(variants.id, [...ids]), visibleTo(viewer)));
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    ofProduct: new DataLoader(async (ids) => {
      const rows = await readVariants(reader, inArray(variants.productId, [...ids]));
      const byProduct = Map.groupBy(rows, ({ productId }) => productId);
      return ids.map((id) => byProduct.get(id) ?? []);
    }),
  };
}
