import type { CurrencyCode } from '@marketgraph/kernel';
import { boolean, customType, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { time } from '../columns.ts';
import type { IssueCode } from './file/issues.rules.ts';
import type { Fields, LayoutNames } from './file/layout.rules.ts';
import type { RowProblem } from './file/product-statement.types.ts';

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

export const importUploads = pgTable('import_uploads', {
  id: uuid('id').primaryKey(),
  vendorId: uuid('vendor_id').notNull(),
  userId: uuid('user_id').notNull(),
  tokenHash: text('token_hash'),
  byteSize: integer('byte_size'),
  importId: uuid('import_id'),
  createdAt: time('created_at').notNull(),
  expiresAt: time('expires_at').notNull(),
});

export type ImportUploadRow = typeof importUploads.$inferSelect;

export const importUploadChunks = pgTable(
  'import_upload_chunks',
  {
    uploadId: uuid('upload_id').notNull(),
    number: integer('number').notNull(),
    bytes: bytea('bytes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.uploadId, table.number] })],
);

export const IMPORT_STATUSES = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** A vendor's word for a kind of product, and the category that it goes to. */
export interface CategoryMapping {
  readonly type: string;
  readonly categoryId: string;
}

export const productImports = pgTable('product_imports', {
  id: uuid('id').primaryKey(),
  vendorId: uuid('vendor_id').notNull(),
  actorId: uuid('actor_id').notNull(),
  traceId: text('trace_id').notNull(),
  idempotencyKey: text('idempotency_key').notNull(),
  bodyHash: text('body_hash').notNull(),
  uploadId: uuid('upload_id').notNull(),
  byteSize: integer('byte_size').notNull(),
  status: text('status', { enum: IMPORT_STATUSES }).notNull(),
  stage: text('stage', { enum: ['READ', 'WRITE'] }).notNull(),
  dryRun: boolean('dry_run').notNull(),
  currency: text('currency').$type<CurrencyCode>().notNull(),
  categoryMap: jsonb('category_map').$type<readonly CategoryMapping[]>().notNull(),
  mayAdjust: boolean('may_adjust').notNull(),
  layout: jsonb('layout').$type<LayoutNames>(),
  totalRows: integer('total_rows'),
  totalProducts: integer('total_products'),
  doneProducts: integer('done_products').notNull().default(0),
  processedRows: integer('processed_rows').notNull().default(0),
  skippedRows: integer('skipped_rows').notNull().default(0),
  productsCreated: integer('products_created').notNull().default(0),
  productsUpdated: integer('products_updated').notNull().default(0),
  productsUnchanged: integer('products_unchanged').notNull().default(0),
  productsSkipped: integer('products_skipped').notNull().default(0),
  variantsCreated: integer('variants_created').notNull().default(0),
  variantsUpdated: integer('variants_updated').notNull().default(0),
  variantsUnchanged: integer('variants_unchanged').notNull().default(0),
  variantsRemoved: integer('variants_removed').notNull().default(0),
  imagesAdded: integer('images_added').notNull().default(0),
  errorCount: integer('error_count').notNull().default(0),
  warningCount: integer('warning_count').notNull().default(0),
  issueCodes: jsonb('issue_codes').$type<Readonly<Partial<Record<IssueCode, number>>>>().notNull().default({}),
  dueAt: time('due_at'),
  runs: integer('runs').notNull().default(0),
  failures: integer('failures').notNull().default(0),
  toldAt: time('told_at'),
  createdAt: time('created_at').notNull(),
  startedAt: time('started_at'),
  finishedAt: time('finished_at'),
});
export type ProductImportRow = typeof productImports.$inferSelect;

export const productImportRows = pgTable(
  'product_import_rows',
  {
    importId: uuid('import_id').notNull(),
    rowNumber: integer('row_number').notNull(),
    productNumber: integer('product_number').notNull(),
    handle: text('handle'),
    sku: text('sku'),
    fields: jsonb('fields').$type<Fields>().notNull(),
    problem: jsonb('problem').$type<RowProblem>(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.rowNumber] })],
);

export const productImportIssues = pgTable(
  'product_import_issues',
  {
    importId: uuid('import_id').notNull(),
    number: integer('number').notNull(),
    severity: text('severity', { enum: ['ERROR', 'WARNING'] }).notNull(),
    rowNumber: integer('row_number').notNull(),
    columnName: text('column_name'),
    handle: text('handle'),
    code: text('code').$type<IssueCode>().notNull(),
    message: text('message').notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.number] })],
);
export type ProductImportIssueRow = typeof productImportIssues.$inferSelect;

export const importedQuantities = pgTable('imported_quantities', {
  variantId: uuid('variant_id').primaryKey(),
  quantity: integer('quantity').notNull(),
  importId: uuid('import_id').notNull(),
  at: time('at').notNull(),
});
