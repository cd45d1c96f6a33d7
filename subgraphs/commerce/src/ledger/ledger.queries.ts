import type { Reader } from '@marketgraph/db';
import type { CurrencyCode, Id } from '@marketgraph/kernel';
import type { Page } from '@marketgraph/server';
import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { ledgerEntries, ledgerPostings, type LedgerEntryRow, type LedgerPostingRow } from './ledger.tables.ts';

export const LEDGER_SORT = 'LEDGER_NEWEST';

export interface Balance {
  readonly vendorId: Id<'Vendor'>;
  readonly currency: CurrencyCode;
  readonly pending: bigint;
  readonly available: bigint;
}

/** What is owed is a credit, so below zero in the ledger and above it here. */
export async function selectBalances(reader: Reader, vendorIds: readonly Id<'Vendor'>[]): Promise<Balance[]> {
  const isAvailable = sql`${ledgerPostings.account} = 'vendor_available'`;
  const rows = await reader
    .select({
      vendorId: ledgerPostings.vendorId,
      currency: ledgerPostings.currency,
      pending: sql<string>`coalesce(-sum(${ledgerPostings.amount}) filter (where not ${isAvailable}), 0)`,
      available: sql<string>`coalesce(-sum(${ledgerPostings.amount}) filter (where ${isAvailable}), 0)`,
    })
    .from(ledgerPostings)
    .where(inArray(ledgerPostings.vendorId, [...vendorIds]))
    .groupBy(ledgerPostings.vendorId, ledgerPostings.currency)
    .orderBy(ledgerPostings.currency);
  return rows.flatMap(({ vendorId, currency, pending, available }) =>
    vendorId === null ? [] : [{ vendorId, currency, pending: BigInt(pending), available: BigInt(available) }],
  );
}

/** Newest first, one row more than the page. Ids are made in the order of time. */
export async function listEntries(reader: Reader, vendorId: Id<'Vendor'>, page: Page): Promise<LedgerEntryRow[]> {
  return reader
    .select()
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.vendorId, vendorId), page.after === null ? undefined : lt(ledgerEntries.id, page.after.id as Id<'LedgerEntry'>)))
    .orderBy(desc(ledgerEntries.id))
    .limit(page.limit + 1);
}

export async function selectPostings(reader: Reader, entryIds: readonly Id<'LedgerEntry'>[]): Promise<LedgerPostingRow[]> {
  return reader
    .select()
    .from(ledgerPostings)
    .where(inArray(ledgerPostings.entryId, [...entryIds]))
    .orderBy(ledgerPostings.id);
}
