import type { UserViewer } from '@marketgraph/contracts';
import { addMilliseconds, fail, ok, type Result } from '@marketgraph/kernel';
import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { includes, vendorScope } from '../access.ts';
import type { CatalogDeps } from '../deps.ts';
import { notFound, type NotFound } from '../failures.ts';
import { lockVendor } from '../vendors/vendor.queries.ts';
import { importUploads } from './import.tables.ts';
import { MOST_FILE_BYTES, MOST_UPLOADS, UPLOAD_LASTS_MS } from './limits.ts';
import { hashOf, newUploadToken } from './secrets.ts';

export const UPLOAD_PATH = '/uploads/imports';

export interface ImportUpload {
  /** Shown once; kept as a hash. */
  readonly token: string;
  readonly path: string;
  readonly maxBytes: number;
  readonly expiresAt: Date;
}

/** Opens the door for one file of the vendor. Of those that wait for a file, or for an import, the oldest gives way. */
export async function createUpload(deps: CatalogDeps, actor: UserViewer, vendorId: string): Promise<Result<ImportUpload, NotFound>> {
  if (!includes(vendorScope(actor, 'manage_products'), vendorId)) return fail(notFound('vendor', 'vendorId'));
  const token = newUploadToken();
  const now = deps.clock.now();
  const expiresAt = addMilliseconds(now, UPLOAD_LASTS_MS);
  return deps.db.transaction(async (tx) => {
    if ((await lockVendor(tx, vendorId)) === undefined) return fail(notFound('vendor', 'vendorId'));
    const waiting = and(eq(importUploads.vendorId, vendorId), isNull(importUploads.importId));
    const older = await tx.select({ id: importUploads.id }).from(importUploads).where(waiting).orderBy(desc(importUploads.createdAt), desc(importUploads.id)).offset(MOST_UPLOADS - 1);
    if (older.length > 0) await tx.delete(importUploads).where(inArray(importUploads.id, older.map(({ id }) => id)));
    await tx.insert(importUploads).values({ id: deps.ids.next('ProductImport'), vendorId, userId: actor.userId, tokenHash: hashOf(token), createdAt: now, expiresAt });
    return ok({ token, path: UPLOAD_PATH, maxBytes: MOST_FILE_BYTES, expiresAt });
  });
}
