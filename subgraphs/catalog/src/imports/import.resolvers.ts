import { asId, encodeId, type CurrencyCode } from '@marketgraph/kernel';
import { idArgument, inputId, notFound, requireUser, toUnion, type LiveEvent, type PageRequest } from '@marketgraph/server';
import { includes, vendorScope } from '../access.ts';
import type { CatalogContext } from '../context.ts';
import { cancelImport } from './cancel-import.ts';
import { createUpload } from './create-upload.ts';
import { ISSUE_SEVERITIES, type IssueCode } from './file/issues.rules.ts';
import { listImports, readProgress, type ImportIssue, type ImportProgress } from './import.queries.ts';
import type { ProductImportRow } from './import.tables.ts';
import { startImport } from './start-import.ts';
import { productImportTopic } from './topic.ts';

interface StartInput {
  readonly vendorId: string;
  readonly uploadToken?: string | null;
  readonly csv?: string | null;
  readonly dryRun?: boolean | null;
  readonly currency?: CurrencyCode | null;
  readonly categoryMap?: readonly { readonly type: string; readonly categoryId: string }[] | null;
  readonly idempotencyKey: string;
}

export const importResolvers = {
  Query: {
    productImport: (_: unknown, { id }: { id: string }, { loaders }: CatalogContext): Promise<ProductImportRow | null> => loaders.imports.import.load(idArgument('ProductImport', id)),
    productImports: (_: unknown, { vendorId: text, ...page }: PageRequest & { vendorId: string }, { viewer, deps }: CatalogContext) => {
      const vendorId = idArgument('Vendor', text, ['vendorId']);
      if (!includes(vendorScope(viewer, 'manage_products'), vendorId)) throw notFound();
      return listImports(deps.db.reader, vendorId, page);
    },
  },

  Mutation: {
    productImportUploadCreate: async (_: unknown, { input }: { input: { vendorId: string } }, { viewer, deps }: CatalogContext) =>
      toUnion('ProductImportUploadCreate', await createUpload(deps, requireUser(viewer), inputId('Vendor', input.vendorId, 'vendorId'))),
    productImportStart: async (_: unknown, { input }: { input: StartInput }, { viewer, deps, imports }: CatalogContext) => {
      const result = await startImport(deps, requireUser(viewer), {
        vendorId: inputId('Vendor', input.vendorId, 'vendorId'),
        uploadToken: input.uploadToken ?? null,
        csv: input.csv ?? null,
        dryRun: input.dryRun ?? false,
        currency: input.currency ?? null,
        categoryMap: (input.categoryMap ?? []).map(({ type, categoryId }, index) => ({
          type,
          categoryId: idArgument('Category', categoryId, ['input', 'categoryMap', String(index), 'categoryId']),
        })),
        idempotencyKey: input.idempotencyKey,
      });
      imports.wake();
      return toUnion('ProductImportStart', result);
    },
    productImportCancel: async (_: unknown, { input }: { input: { id: string } }, { viewer, deps, imports }: CatalogContext) => {
      const result = await cancelImport(deps, requireUser(viewer), inputId('ProductImport', input.id));
      // Another of the vendor may have waited for it.
      imports.wake();
      return toUnion('ProductImportCancel', result);
    },
  },

  Subscription: {
    productImportProgressed: {
      subscribe: async (_: unknown, { importId: text, since }: { importId: string; since?: number | null }, { deps, loaders }: CatalogContext) => {
        const importId = idArgument('ProductImport', text, ['importId']);
        if ((await loaders.imports.import.load(importId)) === null) throw notFound();
        return deps.live.subscribe<ImportProgress>({ topic: productImportTopic(importId), since, snapshot: () => readProgress(deps.db.reader, importId) });
      },
      resolve: ({ payload, ...event }: LiveEvent<ImportProgress>, { importId }: { importId: string }) => ({ ...event, ...payload, importId: idArgument('ProductImport', importId, ['importId']) }),
    },
  },

  ProductImportProgress: {
    import: ({ importId }: { importId: string }, _: unknown, { loaders }: CatalogContext): Promise<ProductImportRow | null> => loaders.imports.import.load(importId),
  },

  ProductImport: {
    id: ({ id }: ProductImportRow): string => encodeId('ProductImport', asId('ProductImport', id)),
    vendor: ({ vendorId }: ProductImportRow) => ({ id: vendorId }),
    startedBy: ({ actorId }: ProductImportRow) => ({ id: encodeId('User', asId('User', actorId)) }),
    canCancel: ({ dueAt }: ProductImportRow): boolean => dueAt !== null,
    issueCounts: ({ issueCodes }: ProductImportRow) =>
      Object.entries(issueCodes)
        .map(([code, count]) => ({ code, severity: ISSUE_SEVERITIES[code as IssueCode], count }))
        .toSorted((left, right) => left.code.localeCompare(right.code)),
    errors: ({ id }: ProductImportRow, { first, after }: PageRequest, { loaders }: CatalogContext) => loaders.imports.issues.load({ importId: id, severity: 'ERROR', first, after }),
    warnings: ({ id }: ProductImportRow, { first, after }: PageRequest, { loaders }: CatalogContext) => loaders.imports.issues.load({ importId: id, severity: 'WARNING', first, after }),
  },

  ProductImportIssue: {
    row: ({ row }: ImportIssue): number | null => (row === 0 ? null : row),
  },
};
