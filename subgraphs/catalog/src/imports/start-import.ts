import { vendorsWith, type UserViewer } from '@marketgraph/contracts';
import type { Reader, Transaction } from '@marketgraph/db';
import { fail, ok, type CurrencyCode, type Id, type Result } from '@marketgraph/kernel';
import { and, count, eq, gt, inArray, isNotNull, isNull } from 'drizzle-orm';
import { includes, vendorScope } from '../access.ts';
import { categories } from '../categories/category.tables.ts';
import type { CatalogDeps } from '../deps.ts';
import { idempotencyConflict, invalidInput, notFound, type IdempotencyConflict, type InvalidInput, type NotFound } from '../failures.ts';
import { readVendor } from '../vendors/vendor.queries.ts';
import { importUploads, productImports, type CategoryMapping, type ProductImportRow } from './import.tables.ts';
import { MOST_TEXT_BYTES, MOST_UNFINISHED } from './limits.ts';
import { hashOf } from './secrets.ts';
import { storeFile } from './store-file.ts';

export interface ImportStart {
  readonly vendorId: Id<'Vendor'>;
  readonly uploadToken: string | null;
  readonly csv: string | null;
  readonly dryRun: boolean;
  /** Null: the vendor's. */
  readonly currency: CurrencyCode | null;
  readonly categoryMap: readonly CategoryMapping[];
  readonly idempotencyKey: string;
}

type Failure = NotFound | InvalidInput | IdempotencyConflict;
type Started = { readonly import: ProductImportRow };

const MOST_MAPPINGS = 500;

/**
 * Orders an import; it runs by itself. The import's own row is the memory of its key: asked again with the same, it is
 * shown as it is by then.
 */
export async function startImport(deps: CatalogDeps, actor: UserViewer, input: ImportStart): Promise<Result<Started, Failure>> {
  if (!includes(vendorScope(actor, 'manage_products'), input.vendorId)) return fail(notFound('vendor', 'vendorId'));
  const problem = problemWith(input);
  if (problem !== null) return fail(problem);
  const bodyHash = hashOf(JSON.stringify([input.vendorId, input.uploadToken, input.csv, input.dryRun, input.currency, input.categoryMap.map(({ type, categoryId }) => [type, categoryId])]));
  const answerOf = (known: ProductImportRow): Result<Started, Failure> => (known.bodyHash === bodyHash ? ok({ import: known }) : fail(idempotencyConflict()));
  try {
    return await deps.db.transaction(async (tx) => {
      const known = await findByKey(tx, actor, input);
      if (known !== undefined) return answerOf(known);
      const ordered = await order(tx, deps, actor, input, bodyHash);
      // Thrown, not answered: what was written before the mistake was found must not stay.
      if (!ordered.ok) throw new Refused(ordered.error);
      return ordered;
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // The same call at the same moment may have been first: it took the file, and its answer is this one's as well.
    const other = await findByKey(deps.db.reader, actor, input);
    return other === undefined ? fail(error.failure) : answerOf(other);
  } finally {
    deps.crash.point('import.after-started');
  }
}

class Refused extends Error {
  override readonly name = 'Refused';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

function problemWith({ csv, uploadToken, categoryMap, idempotencyKey }: ImportStart): InvalidInput | null {
  if (idempotencyKey.trim() === '' || idempotencyKey.length > 200) return invalidInput('A key has 1 to 200 characters.', 'idempotencyKey');
  if ((csv === null) === (uploadToken === null)) return invalidInput('Give exactly one of `uploadToken` and `csv`.', 'uploadToken');
  if (csv?.trim() === '') return invalidInput('The file is empty.', 'csv');
  if (csv !== null && Buffer.byteLength(csv) > MOST_TEXT_BYTES) return invalidInput(`Text within the request has ${MOST_TEXT_BYTES} bytes at most: upload the file.`, 'csv');
  if (categoryMap.length > MOST_MAPPINGS) return invalidInput(`${MOST_MAPPINGS} entries at most.`, 'categoryMap');
  const empty = categoryMap.findIndex(({ type }) => type.trim() === '' || type.length > 255);
  return empty < 0 ? null : invalidInput('A type has 1 to 255 characters.', 'categoryMap', String(empty), 'type');
}

async function findByKey(reader: Reader, { userId }: UserViewer, { idempotencyKey }: ImportStart): Promise<ProductImportRow | undefined> {
  const [row] = await reader.select().from(productImports).where(and(eq(productImports.actorId, userId), eq(productImports.idempotencyKey, idempotencyKey)));
  return row;
}

async function order(tx: Transaction, deps: CatalogDeps, actor: UserViewer, input: ImportStart, bodyHash: string): Promise<Result<Started, Failure>> {
  const { vendorId, dryRun, categoryMap, idempotencyKey } = input;
  const vendor = await readVendor(tx, vendorId);
  if (vendor === undefined) return fail(notFound('vendor', 'vendorId'));
  const ids = [...new Set(categoryMap.map(({ categoryId }) => categoryId))];
  const found = ids.length === 0 ? [] : await tx.select({ id: categories.id }).from(categories).where(inArray(categories.id, ids));
  const astray = categoryMap.findIndex(({ categoryId }) => !found.some(({ id }) => id === categoryId));
  if (astray >= 0) return fail(notFound('category', 'categoryMap', String(astray), 'categoryId'));
  const [unfinished] = await tx.select({ count: count() }).from(productImports).where(and(eq(productImports.vendorId, vendorId), isNotNull(productImports.dueAt)));
  if ((unfinished?.count ?? 0) >= MOST_UNFINISHED) return fail(invalidInput(`${MOST_UNFINISHED} imports of the vendor are waiting already.`, 'vendorId'));

  const id = deps.ids.next('ProductImport');
  const file = await takeFile(tx, deps, actor, input, id);
  if (!file.ok) return file;
  const now = deps.clock.now();
  const [row] = await tx
    .insert(productImports)
    .values({
      ...file.value,
      id,
      vendorId,
      actorId: actor.userId,
      traceId: actor.traceId,
      idempotencyKey,
      bodyHash,
      status: 'QUEUED',
      stage: 'READ',
      dryRun,
      categoryMap,
      currency: input.currency ?? vendor.currency,
      mayAdjust: vendorsWith(actor, 'manage_inventory').includes(vendorId),
      createdAt: now,
      dueAt: now,
    })
    .onConflictDoNothing()
    .returning();
  return row === undefined ? fail(idempotencyConflict()) : ok({ import: row });
}

interface TakenFile {
  readonly uploadId: string;
  readonly byteSize: number;
}

async function takeFile(tx: Transaction, deps: CatalogDeps, { userId }: UserViewer, { vendorId, uploadToken, csv }: ImportStart, importId: string): Promise<Result<TakenFile, InvalidInput>> {
  const now = deps.clock.now();
  if (csv !== null) {
    const bytes = Buffer.from(csv);
    const upload = { id: deps.ids.next('ProductImport'), vendorId, userId, byteSize: bytes.length, importId, createdAt: now, expiresAt: now };
    await tx.insert(importUploads).values(upload);
    await storeFile(tx, upload.id, bytes);
    return ok({ uploadId: upload.id, byteSize: bytes.length });
  }
  const isWaiting = and(eq(importUploads.tokenHash, hashOf(uploadToken ?? '')), eq(importUploads.vendorId, vendorId), isNull(importUploads.importId), gt(importUploads.expiresAt, now));
  const [upload] = await tx.update(importUploads).set({ importId }).where(isWaiting).returning();
  if (upload === undefined) return fail(invalidInput('No upload of this vendor waits under the token: it is used, or its time is over.', 'uploadToken'));
  return upload.byteSize === null ? fail(invalidInput('No file has been uploaded under the token yet.', 'uploadToken')) : ok({ uploadId: upload.id, byteSize: upload.byteSize });
}
