import type { UserViewer } from '@marketgraph/contracts';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { and, eq } from 'drizzle-orm';
import { vendorScope, within } from '../access.ts';
import type { CatalogDeps } from '../deps.ts';
import { notFound, type NotFound } from '../failures.ts';
import { productImports, type ProductImportRow } from './import.tables.ts';
import { noteProgress } from './run/import-process.ts';

export interface ProductImportEnded {
  readonly type: 'ProductImportEnded';
  readonly message: string;
  readonly path: readonly string[];
  readonly import: ProductImportRow;
}

/**
 * Ends an import. It waits for the batch under way, if there is one: what that writes stays, as does what was written
 * before, and nothing is written after. One that is cancelled already is no mistake.
 */
export function cancelImport(deps: CatalogDeps, actor: UserViewer, id: string): Promise<Result<{ import: ProductImportRow }, NotFound | ProductImportEnded>> {
  return deps.db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(productImports)
      .where(and(eq(productImports.id, id), within(vendorScope(actor, 'manage_products'), productImports.vendorId)))
      .for('update');
    if (row === undefined) return fail(notFound('import', 'id'));
    if (row.status === 'CANCELLED') return ok({ import: row });
    if (row.dueAt === null) return fail({ type: 'ProductImportEnded' as const, message: 'The import has ended already.', path: ['id'], import: row });
    return ok({ import: await noteProgress(tx, deps, row, { status: 'CANCELLED' }) });
  });
}
