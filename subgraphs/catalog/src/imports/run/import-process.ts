import { publishLive } from '@marketgraph/server';
import { insertRows, type Transaction } from '@marketgraph/db';
import { addMilliseconds } from '@marketgraph/kernel';
import { and, eq } from 'drizzle-orm';
import type { WriteDeps } from '../../deps.ts';
import { ISSUE_SEVERITIES, isError, type Issue, type IssueCode } from '../file/issues.rules.ts';
import { importUploads, productImportIssues, productImportRows, productImports, type ImportStatus, type ProductImportRow } from '../import.tables.ts';
import { LEASE_MS, MOST_ISSUES, TELL_EVERY_MS } from '../limits.ts';
import { productImportTopic } from '../topic.ts';

/** An import that this process has taken up. `runs` is the proof: whoever takes it up later has a higher one. */
export interface Claim {
  readonly importId: string;
  readonly runs: number;
}

/** The import, locked, where it still is ours to work on; undefined where it was cancelled, or taken up by somebody else. */
export async function lockClaimed(tx: Transaction, { importId, runs }: Claim): Promise<ProductImportRow | undefined> {
  const [row] = await tx
    .select()
    .from(productImports)
    .where(and(eq(productImports.id, importId), eq(productImports.status, 'RUNNING'), eq(productImports.runs, runs)))
    .for('update');
  return row;
}

export interface Progress {
  /** Columns of the import that have other values now. */
  readonly set?: Partial<typeof productImports.$inferInsert>;
  readonly issues?: readonly Issue[];
  readonly status?: Exclude<ImportStatus, 'QUEUED' | 'RUNNING'>;
}

/**
 * Notes how far an import has come, in the transaction that brought it there: counts, issues, and what watchers are told.
 * The row is locked. Answers it as it is now.
 */
export async function noteProgress(tx: Transaction, deps: WriteDeps, row: ProductImportRow, { set = {}, issues = [], status }: Progress): Promise<ProductImportRow> {
  const now = deps.clock.now();
  const isDue = row.toldAt === null || now.getTime() - row.toldAt.getTime() >= TELL_EVERY_MS;
  const isTold = status !== undefined || isDue;
  const errors = issues.filter(isError).length;
  await keepIssues(tx, row, issues);
  const [changed] = await tx
    .update(productImports)
    .set({
      ...set,
      errorCount: row.errorCount + errors,
      warningCount: row.warningCount + issues.length - errors,
      issueCodes: addedUp(row.issueCodes, issues),
      ...(isTold ? { toldAt: now } : {}),
      ...(status === undefined ? { dueAt: addMilliseconds(now, LEASE_MS) } : { status, dueAt: null, finishedAt: now }),
    })
    .where(eq(productImports.id, row.id))
    .returning();
  if (changed === undefined) throw new Error(`import ${row.id} is gone`);
  if (status !== undefined) await dropFile(tx, changed);
  if (isTold) await tellProgress(tx, deps, changed);
  return changed;
}

export async function tellProgress(tx: Transaction, deps: WriteDeps, { id, status, totalRows, processedRows }: ProductImportRow): Promise<void> {
  await publishLive(tx, deps, productImportTopic(id), { status, totalRows, processedRows });
}

/** The file itself is of no use once its import has ended. */
async function dropFile(tx: Transaction, { id, uploadId }: ProductImportRow): Promise<void> {
  await tx.delete(productImportRows).where(eq(productImportRows.importId, id));
  await tx.delete(importUploads).where(eq(importUploads.id, uploadId));
}

async function keepIssues(tx: Transaction, row: ProductImportRow, issues: readonly Issue[]): Promise<void> {
  const room = { ERROR: MOST_ISSUES - row.errorCount, WARNING: MOST_ISSUES - row.warningCount };
  const first = row.errorCount + row.warningCount;
  const rows = issues.flatMap(({ code, row: rowNumber, column: columnName, handle, message }, index) => {
    const severity = ISSUE_SEVERITIES[code];
    room[severity] -= 1;
    return room[severity] < 0 ? [] : [{ importId: row.id, number: first + index, severity, rowNumber, columnName, handle, code, message }];
  });
  await insertRows(tx, productImportIssues, rows);
}

function addedUp(before: ProductImportRow['issueCodes'], issues: readonly Issue[]): ProductImportRow['issueCodes'] {
  const counts: Partial<Record<IssueCode, number>> = { ...before };
  for (const { code } of issues) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
