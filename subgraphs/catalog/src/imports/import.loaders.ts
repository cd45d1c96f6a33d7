import type { Viewer } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import type { Connection } from '@marketgraph/server';
import DataLoader from 'dataloader';
import { findImports, readIssuePages, type ImportIssue, type IssuePage } from './import.queries.ts';
import type { ProductImportRow } from './import.tables.ts';

export interface ImportLoaders {
  /** As far as the viewer may see it. */
  readonly import: DataLoader<string, ProductImportRow | null>;
  readonly issues: DataLoader<IssuePage, Connection<ImportIssue>, string>;
}

export function createImportLoaders(reader: Reader, viewer: Viewer): ImportLoaders {
  return {
    import: new DataLoader(async (ids) => {
      const rows = await findImports(reader, viewer, ids);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    issues: new DataLoader((pages) => readIssuePages(reader, pages), {
      cacheKeyFn: ({ importId, severity, first, after }) => JSON.stringify([importId, severity, first, after]),
    }),
  };
}
