import { addMilliseconds, SECOND } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import type { CatalogDeps } from '../../deps.ts';
import { productImports } from '../import.tables.ts';
import { MOST_FAILURES, MOST_RUNS } from '../limits.ts';
import { claimImport } from './claim-import.ts';
import { lockClaimed, noteProgress, type Claim } from './import-process.ts';
import { readFile, type StepOutcome } from './read-file.ts';
import { refreshFileStatistics, refreshShopStatistics } from './refresh-statistics.ts';
import { writeBatch } from './write-batch.ts';

type RunDeps = Pick<CatalogDeps, 'db' | 'clock' | 'ids' | 'log' | 'crash'>;

/**
 * Works off imports that are due, one after the other, each to its end. False `goesOn` ends it after the step under way,
 * and whoever comes next goes on from there. Answers how many it took up.
 */
export async function runImports(deps: RunDeps, goesOn: () => boolean = () => true): Promise<number> {
  for (let count = 0; ; count += 1) {
    const claim = goesOn() ? await claimImport(deps) : null;
    if (claim === null) return count;
    deps.crash.point('import.after-claimed');
    await runImport(deps, claim, goesOn);
  }
}

async function runImport(deps: RunDeps, claim: Claim, goesOn: () => boolean): Promise<void> {
  const work: Work = { claim, reading: undefined };
  for (let batches = 0; ; ) {
    const outcome = await step(deps, work);
    if (outcome === 'lost') return;
    if (outcome === 'read') await refreshFileStatistics(deps.db);
    if (outcome === 'batch') await refreshShopStatistics(deps.db, (batches += 1));
    deps.crash.point(CRASH_AFTER[outcome]);
    if (outcome === 'finished') return;
    if (goesOn()) continue;
    await work.reading?.return('lost');
    return release(deps, claim);
  }
}

interface Work {
  readonly claim: Claim;
  /** The file as far as it has been read, while it is. */
  reading: ReturnType<typeof readFile> | undefined;
}

type Stepped = 'rows-read' | 'read' | 'batch' | 'finished' | 'lost';
const CRASH_AFTER = { 'rows-read': 'import.after-rows-read', read: 'import.after-read', batch: 'import.after-batch', finished: 'import.after-finished' } as const;

/** A step that fails leaves nothing behind: it is tried again later, a few times, and then the import has failed where it stands. */
async function step(deps: RunDeps, work: Work): Promise<Stepped> {
  const { claim } = work;
  const [row] = await deps.db.reader.select().from(productImports).where(eq(productImports.id, claim.importId));
  if (row === undefined) return 'lost';
  try {
    if (claim.runs > MOST_RUNS) return await giveUp(deps, claim);
    if (row.stage === 'WRITE') return named(await writeBatch(deps, claim), 'batch');
    work.reading ??= readFile(deps, claim, row.uploadId);
    const read = await work.reading.next();
    return read.done === true ? named(read.value, 'read') : 'rows-read';
  } catch (error) {
    deps.log.error({ err: error, importId: claim.importId, traceId: row.traceId, stage: row.stage }, 'an import failed');
    return row.failures + 1 >= MOST_FAILURES ? giveUp(deps, claim) : tryLater(deps, claim);
  }
}

function named(outcome: StepOutcome, next: 'read' | 'batch'): Stepped {
  if (outcome === 'ended') return 'finished';
  return outcome === 'next' ? next : 'lost';
}

/** 2 s, 4 s, 8 s, 16 s. */
function tryLater(deps: RunDeps, claim: Claim): Promise<Stepped> {
  return deps.db.transaction(async (tx): Promise<Stepped> => {
    const row = await lockClaimed(tx, claim);
    if (row === undefined) return 'lost';
    const failures = row.failures + 1;
    await tx.update(productImports).set({ failures, dueAt: addMilliseconds(deps.clock.now(), 2 ** failures * SECOND) }).where(eq(productImports.id, row.id));
    return 'lost';
  });
}

function giveUp(deps: RunDeps, claim: Claim): Promise<Stepped> {
  return deps.db.transaction(async (tx) => {
    const row = await lockClaimed(tx, claim);
    if (row === undefined) return 'lost';
    const done = row.processedRows === 0 || row.dryRun ? 'Nothing was imported.' : 'What was counted until then is imported.';
    await noteProgress(tx, deps, row, {
      status: 'FAILED',
      issues: [{ code: 'INTERNAL', row: 0, column: null, handle: null, message: `Something went wrong on our side. ${done} Import the file again: nothing is doubled.` }],
    });
    return 'finished';
  });
}

/** Due at once, for the process that comes after this one. */
async function release(deps: RunDeps, claim: Claim): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const row = await lockClaimed(tx, claim);
    if (row !== undefined) await tx.update(productImports).set({ dueAt: deps.clock.now(), runs: row.runs - 1 }).where(eq(productImports.id, row.id));
  });
}
