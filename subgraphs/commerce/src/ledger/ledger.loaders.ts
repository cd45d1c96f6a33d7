import type { Reader } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import DataLoader from 'dataloader';
import { groupBy } from '../loading.ts';
import { selectBalances, selectPostings, type Balance } from './ledger.queries.ts';
import type { LedgerPostingRow } from './ledger.tables.ts';

export interface LedgerLoaders {
  /** For a vendor whose money the viewer may see. */
  readonly balanceOfVendor: DataLoader<Id<'Vendor'>, Balance[]>;
  readonly postingsOfEntry: DataLoader<Id<'LedgerEntry'>, LedgerPostingRow[]>;
}

export function createLedgerLoaders(reader: Reader): LedgerLoaders {
  return {
    balanceOfVendor: new DataLoader(async (ids) => groupBy(ids, await selectBalances(reader, ids), (row) => row.vendorId)),
    postingsOfEntry: new DataLoader(async (ids) => groupBy(ids, await selectPostings(reader, ids), (row) => row.entryId)),
  };
}
