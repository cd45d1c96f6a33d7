import { addMilliseconds } from '@marketgraph/kernel';
import { and, inArray, isNull, lte } from 'drizzle-orm';
import type { CatalogDeps } from '../deps.ts';
import { importUploads, productImports } from './import.tables.ts';
import { KEPT_MS } from './limits.ts';

const BATCH = 100;

/** Removes uploads that nobody imported and imports that nobody needs to look at any more. */
export function purgeImports({ db }: Pick<CatalogDeps, 'db'>, now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const uploads = await tx.delete(importUploads).where(and(isNull(importUploads.importId), lte(importUploads.expiresAt, now))).returning({ id: importUploads.id });
    const old = await tx.select({ id: productImports.id }).from(productImports).where(lte(productImports.finishedAt, addMilliseconds(now, -KEPT_MS))).limit(BATCH).for('update', { skipLocked: true });
    if (old.length > 0) await tx.delete(productImports).where(inArray(productImports.id, old.map(({ id }) => id)));
    return uploads.length + old.length;
  });
}
