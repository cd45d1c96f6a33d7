import { rowsOf, type Transaction } from '@marketgraph/db';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { CatalogDeps } from '../../deps.ts';
import type { Issue, IssueCode } from '../file/issues.rules.ts';
import { isError } from '../file/issues.rules.ts';
import { readHeader, type Header } from '../file/layout.rules.ts';
import { BrokenCsv, readCsv } from '../file/read-csv.ts';
import { createProductNumbers, stageRow, type StagedRow } from '../file/stage-row.rules.ts';
import { importUploadChunks, productImportRows } from '../import.tables.ts';
import { MOST_ROWS, ROWS_A_BATCH } from '../limits.ts';
import { lockClaimed, noteProgress, type Claim } from './import-process.ts';

type ReadDeps = Pick<CatalogDeps, 'db' | 'clock' | 'ids' | 'log'>;

/** What became of a stage, or a part of it: go on, the import has ended, or it is not ours any more. */
export type StepOutcome = 'next' | 'ended' | 'lost';

class CannotBeRead extends Error {
  readonly issue: Issue;

  constructor(code: IssueCode, row: number, message: string) {
    super(message);
    this.issue = { code, row, column: null, handle: null, message };
  }
}

/**
 * Takes the whole file apart and puts its rows aside, before anything is written: rows of one product need not stand
 * together, and a file that breaks off half-way imports nothing. The same file gives the same rows, so after a crash it is
 * simply read again. Yields whenever some rows have been put aside.
 */
export async function* readFile(deps: ReadDeps, claim: Claim, uploadId: string): AsyncGenerator<'stored', StepOutcome> {
  const numberOf = createProductNumbers();
  let header: Header | undefined;
  let pending: StagedRow[] = [];
  let rows = 0;
  let products = 0;
  try {
    for await (const { row, cells } of readCsv(readPieces(deps, uploadId))) {
      if (header === undefined) {
        header = readHeader(cells);
        const [error] = header.issues.filter(isError);
        if (error !== undefined) return await refuse(deps, claim, error);
        continue;
      }
      const staged = stageRow(cells, { row, columns: header.fields, numberOf });
      if (staged === null) continue;
      rows += 1;
      products = Math.max(products, staged.productNumber);
      if (rows > MOST_ROWS) throw new CannotBeRead('TOO_MANY_ROWS', row, `The file has more than ${MOST_ROWS} rows. Import it in parts; products in different parts do not disturb one another.`);
      pending.push(staged);
      if (pending.length < ROWS_A_BATCH) continue;
      if (!(await storeRows(deps, claim, pending))) return 'lost';
      pending = [];
      yield 'stored';
    }
    if (header === undefined) throw new CannotBeRead('EMPTY_FILE', 0, 'The file is empty.');
  } catch (error) {
    if (error instanceof CannotBeRead) return await refuse(deps, claim, error.issue);
    if (error instanceof BrokenCsv) return await refuse(deps, claim, { code: error.code, row: error.row, column: null, handle: null, message: error.message });
    throw error;
  }
  const { names: layout, issues } = header;
  return await deps.db.transaction(async (tx) => {
    const own = await lockClaimed(tx, claim);
    if (own === undefined) return 'lost';
    await insertStaged(tx, claim.importId, pending);
    await noteProgress(tx, deps, own, { set: { stage: 'WRITE', layout, totalRows: rows, totalProducts: products }, issues });
    return 'next';
  });
}

async function* readPieces({ db }: ReadDeps, uploadId: string): AsyncGenerator<Uint8Array> {
  for (let after = -1; ; ) {
    const [piece] = await db.reader
      .select({ number: importUploadChunks.number, bytes: importUploadChunks.bytes })
      .from(importUploadChunks)
      .where(and(eq(importUploadChunks.uploadId, uploadId), gt(importUploadChunks.number, after)))
      .orderBy(asc(importUploadChunks.number))
      .limit(1);
    if (piece === undefined) return;
    after = piece.number;
    yield piece.bytes;
  }
}

function storeRows(deps: ReadDeps, claim: Claim, rows: readonly StagedRow[]): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    const own = await lockClaimed(tx, claim);
    if (own === undefined) return false;
    await insertStaged(tx, claim.importId, rows);
    await noteProgress(tx, deps, own, {});
    return true;
  });
}

async function insertStaged(tx: Transaction, importId: string, rows: readonly StagedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const given = rows.map(({ rowNumber, productNumber, handle, sku, fields, problem }) => ({ row_number: rowNumber, product_number: productNumber, handle, sku, fields, problem }));
  await tx.execute(sql`
    insert into ${productImportRows} (import_id, row_number, product_number, handle, sku, fields, problem)
    select ${importId}::uuid, row_number, product_number, handle, sku, fields, problem
    from ${rowsOf(given, 'row_number integer, product_number integer, handle text, sku text, fields jsonb, problem jsonb')}
    on conflict do nothing`);
}

function refuse(deps: ReadDeps, claim: Claim, issue: Issue): Promise<StepOutcome> {
  return deps.db.transaction(async (tx) => {
    const own = await lockClaimed(tx, claim);
    if (own === undefined) return 'lost';
    await noteProgress(tx, deps, own, { status: 'FAILED', issues: [issue] });
    return 'ended';
  });
}
