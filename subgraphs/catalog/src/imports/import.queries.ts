import type { Viewer } from '@marketgraph/contracts';
import { rowsOf, type Reader } from '@marketgraph/db';
import { badUserInput, encodeCursor, notFound, pageArguments, toConnection, type Connection, type PageRequest } from '@marketgraph/server';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { vendorScope, within } from '../access.ts';
import { connectionOf, timeKey, windowOf, type Sort } from '../lists/keyset.ts';
import type { IssueCode } from './file/issues.rules.ts';
import { productImportIssues, productImports, type ImportStatus, type ProductImportRow } from './import.tables.ts';

/** As far as the viewer may see them: the vendor's team that manages its products, and operators. */
export async function findImports(reader: Reader, viewer: Viewer, ids: readonly string[]): Promise<ProductImportRow[]> {
  return reader.select().from(productImports).where(and(inArray(productImports.id, [...ids]), within(vendorScope(viewer, 'manage_products'), productImports.vendorId)));
}

const newest: Sort<ProductImportRow> = {
  name: 'imports.newest', column: productImports.createdAt, id: productImports.id, direction: 'desc',
  keyOf: ({ createdAt }) => timeKey.from(createdAt),
  valueOf: timeKey.to,
};

export async function listImports(reader: Reader, vendorId: string, page: PageRequest): Promise<Connection<ProductImportRow>> {
  const window = windowOf(page, newest);
  const rows = await reader.select().from(productImports).where(and(eq(productImports.vendorId, vendorId), window.where)).orderBy(...window.orderBy).limit(window.limit + 1);
  return connectionOf(rows, window, newest, ({ id }) => id);
}

/** What a live event tells; the import itself is read when the event is shown. */
export type ImportProgress = { readonly status: ImportStatus; readonly totalRows: number | null; readonly processedRows: number };

export async function readProgress(reader: Reader, importId: string): Promise<ImportProgress> {
  const { status, totalRows, processedRows } = productImports;
  const [row] = await reader.select({ status, totalRows, processedRows }).from(productImports).where(eq(productImports.id, importId));
  if (row === undefined) throw notFound();
  return row;
}

/** A page of one import's issues. */
export interface IssuePage extends PageRequest {
  readonly importId: string;
  readonly severity: 'ERROR' | 'WARNING';
}

export interface ImportIssue {
  readonly number: number;
  /** 0 for the file as a whole. */
  readonly row: number;
  readonly column: string | null;
  readonly handle: string | null;
  readonly code: IssueCode;
  readonly message: string;
}

const ISSUES = 'import.issues';

/** Pages of issues of several imports, each by row. One statement. */
export async function readIssuePages(reader: Reader, pages: readonly IssuePage[]): Promise<Connection<ImportIssue>[]> {
  const windows = pages.map((page) => ({ ...page, ...pageArguments(page, ISSUES) }));
  const given = windows.map(({ importId, severity, limit, after }, slot) => {
    const [row, number] = keyOf(after?.key);
    return { slot, import_id: importId, severity, row, number, wanted: limit + 1 };
  });
  const rows = await reader.execute<{ slot: number; number: number; row: number; column: string | null; handle: string | null; code: IssueCode; message: string }>(sql`
    select given.slot, i.number, i.row_number as row, i.column_name as column, i.handle, i.code, i.message
    from ${rowsOf(given, 'slot integer, import_id uuid, severity text, row integer, number integer, wanted integer')}
    cross join lateral (
      select * from ${productImportIssues} i
      where i.import_id = given.import_id and i.severity = given.severity and (i.row_number, i.number) > (given.row, given.number)
      order by i.row_number, i.number limit given.wanted
    ) i
    order by given.slot, i.row_number, i.number`);
  const bySlot = Map.groupBy(rows, ({ slot }) => slot);
  return windows.map(({ importId, limit, after }, slot) =>
    toConnection(bySlot.get(slot) ?? [], limit, ({ row, number }) => encodeCursor({ sort: ISSUES, key: [row, number], id: importId }), after !== null),
  );
}

function keyOf(key: unknown): readonly [row: number, number: number] {
  if (key === undefined) return [-1, -1];
  const [row, number] = Array.isArray(key) ? (key as unknown[]) : [];
  if (!isPlace(row) || !isPlace(number)) throw badUserInput('Not a cursor of this list.', ['after']);
  return [row, number];
}

function isPlace(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}
