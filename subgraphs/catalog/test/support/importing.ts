import type { UserViewer } from '@marketgraph/contracts';
import { encodeId, type Id } from '@marketgraph/kernel';
import { vendorMember } from '@marketgraph/testing';
import { runImports } from '../../src/imports/run/run-imports.ts';
import type { Harness } from './harness.ts';

export interface ImportView {
  readonly id: string;
  readonly status: string;
  readonly totalRows: number | null;
  readonly processedRows: number;
  readonly skippedRows: number;
  readonly errorCount: number;
  readonly warningCount: number;
  readonly issueCounts: readonly { readonly code: string; readonly severity: string; readonly count: number }[];
  readonly [field: string]: unknown;
}

export interface IssueView {
  readonly row: number | null;
  readonly column: string | null;
  readonly handle: string | null;
  readonly code: string;
  readonly message: string;
}

export const COUNTS = `id status dryRun currency totalRows totalProducts processedRows skippedRows productsCreated productsUpdated productsUnchanged productsSkipped
  variantsCreated variantsUpdated variantsUnchanged variantsRemoved imagesAdded errorCount warningCount issueCounts { code severity count }`;

export const START = `mutation($input: ProductImportStartInput!) {
  productImportStart(input: $input) { __typename ... on ProductImportStartSuccess { import { ${COUNTS} } } ... on UserError { code message path } }
}`;

let serial = 0;

export interface Importer {
  readonly harness: Harness;
  readonly vendorId: Id<'Vendor'>;
  readonly viewer?: UserViewer;
}

type StartAnswer = { __typename: string; import?: ImportView; code?: string; message?: string; path?: string[] };

/** Orders an import and does not run it. */
export async function order({ harness, vendorId, viewer = vendorMember(vendorId) }: Importer, input: Readonly<Record<string, unknown>>): Promise<StartAnswer> {
  const given = { vendorId: encodeId('Vendor', vendorId), idempotencyKey: `key-${(serial += 1)}`, ...input };
  const { productImportStart } = await harness.client.as(viewer).mutate<{ productImportStart: StartAnswer }>(START, { input: given });
  return productImportStart;
}

/** Orders an import, runs it to its end, and answers what it is then. */
export async function importCsv(importer: Importer, csv: string, more: Readonly<Record<string, unknown>> = {}): Promise<ImportView> {
  const { import: started, message } = await order(importer, { csv, ...more });
  if (started === undefined) throw new Error(`the import was refused: ${message}`);
  await runImports(importer.harness.deps);
  return readImport(importer, started.id);
}

export async function readImport({ harness, vendorId }: Importer, id: string): Promise<ImportView> {
  const { productImport } = await harness.client.as(vendorMember(vendorId)).query<{ productImport: ImportView | null }>(`query($id: ID!) { productImport(id: $id) { ${COUNTS} } }`, { id });
  if (productImport === null) throw new Error('there is no such import');
  return productImport;
}

export async function readIssues({ harness, vendorId }: Importer, id: string, which: 'errors' | 'warnings'): Promise<IssueView[]> {
  const document = `query($id: ID!) { productImport(id: $id) { issues: ${which}(first: 100) { nodes { row column handle code message } } } }`;
  const { productImport } = await harness.client.as(vendorMember(vendorId)).query<{ productImport: { issues: { nodes: IssueView[] } } }>(document, { id });
  return productImport.issues.nodes;
}

export function countsByCode({ issueCounts }: ImportView): Record<string, number> {
  return Object.fromEntries(issueCounts.map(({ code, count }) => [code, count]));
}

/** A file of the layout: each row an object by column. Columns are those that any row names. */
export function csvOf(...rows: readonly Readonly<Record<string, string | number>>[]): string {
  const columns = [...new Set(['Handle', 'Title', 'Variant Price', ...rows.flatMap((row) => Object.keys(row))])];
  const line = (cells: readonly (string | number)[]) => cells.map((cell) => (/[",\r\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell))).join(',');
  return [line(columns), ...rows.map((row) => line(columns.map((column) => row[column] ?? '')))].join('\n');
}
