import { isUniqueViolation } from '@marketgraph/db';
import { addMilliseconds } from '@marketgraph/kernel';
import { and, asc, eq, isNotNull, lte, notExists, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { CatalogDeps } from '../../deps.ts';
import { productImports } from '../import.tables.ts';
import { LEASE_MS } from '../limits.ts';
import { tellProgress, type Claim } from './import-process.ts';

type ClaimDeps = Pick<CatalogDeps, 'db' | 'clock' | 'ids' | 'log'>;

/**
 * Takes up one import that is due: new, to be tried again, or abandoned by a process that died. Imports of one vendor run
 * one after the other, in the order in which they were ordered.
 */
export async function claimImport(deps: ClaimDeps): Promise<Claim | null> {
  try {
    return await claim(deps);
  } catch (error) {
    // Somebody else has just begun with another import of the vendor; this one's turn comes.
    if (isUniqueViolation(error, 'product_imports_one_running')) return null;
    throw error;
  }
}

function claim(deps: ClaimDeps): Promise<Claim | null> {
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    const earlier = alias(productImports, 'earlier');
    const isFirst = notExists(
      tx.select({ one: sql`1` }).from(earlier).where(
        and(eq(earlier.vendorId, productImports.vendorId), isNotNull(earlier.dueAt), sql`(${earlier.createdAt}, ${earlier.id}) < (${productImports.createdAt}, ${productImports.id})`),
      ),
    );
    const [row] = await tx
      .select()
      .from(productImports)
      .where(and(isNotNull(productImports.dueAt), lte(productImports.dueAt, now), or(eq(productImports.status, 'RUNNING'), isFirst)))
      .orderBy(asc(productImports.dueAt), asc(productImports.id))
      .limit(1)
      .for('update', { skipLocked: true });
    if (row === undefined) return null;
    const [claimed] = await tx
      .update(productImports)
      .set({ status: 'RUNNING', runs: row.runs + 1, dueAt: addMilliseconds(now, LEASE_MS), startedAt: row.startedAt ?? now, toldAt: now })
      .where(eq(productImports.id, row.id))
      .returning();
    if (claimed === undefined) throw new Error(`import ${row.id} is gone`);
    if (row.status === 'QUEUED') await tellProgress(tx, deps, claimed);
    return { importId: claimed.id, runs: claimed.runs };
  });
}
