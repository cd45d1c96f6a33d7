import type { Reader } from '@marketgraph/db';
import DataLoader from 'dataloader';
import { findVendors, visitsByDay, type DayVisits, type VendorFacts } from './dashboard.queries.ts';
import type { Dashboard } from './dashboard.types.ts';
import { salesTotals, type SalesTotals } from './sales.queries.ts';

export interface DashboardLoaders {
  readonly vendor: DataLoader<string, VendorFacts | null>;
  /** Several fields of a dashboard read the same totals: asked for once. */
  readonly sales: DataLoader<Dashboard, SalesTotals, string>;
  readonly visits: DataLoader<Dashboard, readonly DayVisits[], string>;
}

export function createDashboardLoaders(reader: Reader): DashboardLoaders {
  const cacheKeyFn = ({ vendorId, period }: Dashboard): string => `${vendorId} ${period}`;
  return {
    vendor: new DataLoader(async (ids) => {
      const found = new Map((await findVendors(reader, ids)).map((vendor) => [vendor.id, vendor]));
      return ids.map((id) => found.get(id) ?? null);
    }),
    sales: new DataLoader((boards) => Promise.all(boards.map((board) => salesTotals(reader, board.vendorId, board.currency, board.range))), { cacheKeyFn }),
    visits: new DataLoader((boards) => Promise.all(boards.map((board) => visitsByDay(reader, board.vendorId, board.range))), { cacheKeyFn }),
  };
}
