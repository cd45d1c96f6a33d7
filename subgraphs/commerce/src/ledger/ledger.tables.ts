import { sql } from 'drizzle-orm';
import { bigint, customType, index, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { CurrencyCode, Id } from '@marketgraph/kernel';
import { orders, vendorOrders } from '../orders/order.tables.ts';
import { LEDGER_ENTRY_KINDS, type LedgerAccount } from './ledger.rules.ts';

const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });

/** Append-only: triggers refuse every update, delete and late posting. */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    id: uuid('id').$type<Id<'LedgerEntry'>>().primaryKey(),
    kind: text('kind', { enum: LEDGER_ENTRY_KINDS }).notNull(),
    source: text('source').notNull(),
    orderId: uuid('order_id')
      .$type<Id<'Order'>>()
      .notNull()
      .references(() => orders.id),
    vendorId: uuid('vendor_id').$type<Id<'Vendor'>>(),
    vendorOrderId: uuid('vendor_order_id')
      .$type<Id<'VendorOrder'>>()
      .references(() => vendorOrders.id),
    refundId: uuid('refund_id').$type<Id<'Refund'>>(),
    occurredAt: timestamp('occurred_at', { withTimezone: true, mode: 'date' }).notNull(),
    writtenBy: transactionId('written_by').notNull().default(sql`pg_current_xact_id()`),
  },
  (table) => [
    unique('ledger_entries_source_key').on(table.source),
    index('ledger_entries_vendor_id').on(table.vendorId, table.id.desc()).where(sql`${table.vendorId} is not null`),
    index('ledger_entries_order_id').on(table.orderId),
  ],
);

export const ledgerPostings = pgTable(
  'ledger_postings',
  {
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
    entryId: uuid('entry_id')
      .$type<Id<'LedgerEntry'>>()
      .notNull()
      .references(() => ledgerEntries.id),
    account: text('account').$type<LedgerAccount>().notNull(),
    vendorId: uuid('vendor_id').$type<Id<'Vendor'>>(),
    amount: bigint('amount', { mode: 'bigint' }).notNull(),
    currency: text('currency').$type<CurrencyCode>().notNull(),
  },
  (table) => [
    index('ledger_postings_entry_id').on(table.entryId),
    index('ledger_postings_vendor_id').on(table.vendorId, table.account, table.currency).where(sql`${table.vendorId} is not null`),
  ],
);

export type LedgerEntryRow = typeof ledgerEntries.$inferSelect;
export type LedgerPostingRow = typeof ledgerPostings.$inferSelect;
