import type { Reader } from '@marketgraph/db';
import DataLoader from 'dataloader';
import { inArray } from 'drizzle-orm';
import { vendors } from './vendor.tables.ts';

export interface VendorLoaders {
  /** Products of the vendor that anybody may see. */
  readonly productCount: DataLoader<string, number>;
}

export function createVendorLoaders(reader: Reader): VendorLoaders {
  return {
    productCount: new DataLoader(async (ids) => {
      const rows = await reader.select({ id: vendors.id, products: vendors.listedProducts }).from(vendors).where(inArray(vendors.id, [...ids]));
      const counts = new Map(rows.map(({ id, products }) => [id, products]));
      return ids.map((id) => counts.get(id) ?? 0);
    }),
  };
}
