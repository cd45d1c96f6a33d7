import type { IncomingHttpHeaders } from 'node:http';
import type { HttpRoute, RouteAnswer } from '@marketgraph/server';
import { and, eq } from 'drizzle-orm';
import type { CatalogDeps } from '../deps.ts';
import { UPLOAD_PATH } from './create-upload.ts';
import { importUploads, type ImportUploadRow } from './import.tables.ts';
import { MOST_FILE_BYTES } from './limits.ts';
import { hashOf } from './secrets.ts';
import { storeFile } from './store-file.ts';

/**
 * `POST /uploads/imports`: the file is the body, as it is, and the token says whose it is. Sent again before an import has
 * taken it, it takes the place of the one before. The server in front refuses bodies that are larger than `maxBytes`.
 */
export function importUploadRoute(deps: CatalogDeps): HttpRoute {
  return {
    method: 'POST',
    path: UPLOAD_PATH,
    maxBytes: MOST_FILE_BYTES,
    refuse: async ({ headers }) => {
      const token = tokenOf(headers);
      if (token === undefined) return refusal(401, 'Send the token of the upload in the header x-upload-token.');
      const [upload] = await deps.db.reader.select().from(importUploads).where(eq(importUploads.tokenHash, hashOf(token)));
      return reasonAgainst(upload, deps.clock.now());
    },
    handle: async ({ headers, rawBody }): Promise<RouteAnswer> => {
      const token = tokenOf(headers) ?? '';
      if (rawBody.length === 0) return refusal(400, 'The file is empty.');
      if (rawBody.length > MOST_FILE_BYTES) return refusal(413, `A file has ${MOST_FILE_BYTES} bytes at most.`);
      return deps.db.transaction(async (tx) => {
        const [upload] = await tx.select().from(importUploads).where(eq(importUploads.tokenHash, hashOf(token))).for('update');
        const refused = reasonAgainst(upload, deps.clock.now());
        if (refused !== undefined || upload === undefined) return refused ?? UNKNOWN;
        await storeFile(tx, upload.id, rawBody);
        await tx.update(importUploads).set({ byteSize: rawBody.length }).where(and(eq(importUploads.id, upload.id)));
        return { status: 201, body: { byteSize: rawBody.length } };
      });
    },
  };
}

const UNKNOWN = refusal(401, 'The token is not known, or not any more.');

function tokenOf(headers: IncomingHttpHeaders): string | undefined {
  const token = headers['x-upload-token'];
  return typeof token === 'string' && token !== '' ? token : undefined;
}

/** The same before the file is read and when it is there: much happens in the time that a large one takes. */
function reasonAgainst(upload: ImportUploadRow | undefined, now: Date): RouteAnswer | undefined {
  if (upload === undefined || upload.expiresAt <= now) return UNKNOWN;
  return upload.importId === null ? undefined : refusal(409, 'The file is being imported already.');
}

function refusal(status: number, error: string): RouteAnswer {
  return { status, body: { error } };
}
