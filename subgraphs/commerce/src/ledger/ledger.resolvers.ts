import { operatorMay, vendorsWith, type Viewer } from '@marketgraph/contracts';
import { encodeId, type Id } from '@marketgraph/kernel';
import { encodeCursor, idArgument, notFound, pageArguments, toConnection, type ResolverMap } from '@marketgraph/server';
import type { CommerceContext } from '../context.ts';
import { moneyOf } from '../references.ts';
import { LEDGER_SORT, listEntries, type Balance } from './ledger.queries.ts';
import type { LedgerAccount } from './ledger.rules.ts';
import type { LedgerEntryRow } from './ledger.tables.ts';

interface ListArguments {
  readonly vendorId: string;
  readonly first?: number | null;
  readonly after?: string | null;
}

export const ledgerResolvers: ResolverMap = {
  Query: {
    ledgerEntries: async (_: unknown, args: ListArguments, { viewer, tools }: CommerceContext) => {
      const vendorId = idArgument('Vendor', args.vendorId, ['vendorId']);
      if (!maySeeMoneyOf(viewer, vendorId)) throw notFound('There is no such vendor.');
      const page = pageArguments(args, LEDGER_SORT);
      const rows = await listEntries(tools.db.reader, vendorId, page);
      return toConnection(rows, page.limit, (row) => encodeCursor({ sort: LEDGER_SORT, key: row.id, id: row.id }), page.after !== null);
    },
  },
  Vendor: {
    balance: ({ id }: { id: string }, _args: unknown, { viewer, loaders }: CommerceContext) => {
      const vendorId = idArgument('Vendor', id);
      return maySeeMoneyOf(viewer, vendorId) ? loaders.balanceOfVendor.load(vendorId) : null;
    },
  },
  VendorBalance: {
    pending: (balance: Balance) => moneyOf(balance.pending, balance),
    available: (balance: Balance) => moneyOf(balance.available, balance),
  },
  LedgerEntry: {
    id: (entry: LedgerEntryRow) => encodeId('LedgerEntry', entry.id),
    vendorOrder: (entry: LedgerEntryRow, _args: unknown, { loaders }: CommerceContext) =>
      entry.vendorOrderId === null ? null : loaders.vendorOrder.load(entry.vendorOrderId),
    pending: (entry: LedgerEntryRow, _args: unknown, context: CommerceContext) => creditedTo(['vendor_pending', 'shipping'], entry, context),
    available: (entry: LedgerEntryRow, _args: unknown, context: CommerceContext) => creditedTo(['vendor_available'], entry, context),
    commission: (entry: LedgerEntryRow, _args: unknown, context: CommerceContext) => creditedTo(['commission'], entry, context),
  },
};

function maySeeMoneyOf(viewer: Viewer, vendorId: Id<'Vendor'>): boolean {
  return operatorMay(viewer, 'manage_orders') || vendorsWith(viewer, 'manage_payouts').includes(vendorId);
}

async function creditedTo(accounts: readonly LedgerAccount[], entry: LedgerEntryRow, { loaders }: CommerceContext) {
  const postings = await loaders.postingsOfEntry.load(entry.id);
  const [first] = postings;
  if (first === undefined) throw new Error(`entry ${entry.id} has no postings`);
  const sum = postings.filter(({ account }) => accounts.includes(account)).reduce((total, { amount }) => total - amount, 0n);
  return moneyOf(sum, first);
}
