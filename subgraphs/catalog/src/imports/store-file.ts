import type { Transaction } from '@marketgraph/db';
import { eq } from 'drizzle-orm';
import { importUploadChunks } from './import.tables.ts';

const PIECE_BYTES = 262_144;

/** Keeps a file in pieces, so that whoever reads it holds one of them and not the whole. What was there before goes. */
export async function storeFile(tx: Transaction, uploadId: string, bytes: Buffer): Promise<void> {
  await tx.delete(importUploadChunks).where(eq(importUploadChunks.uploadId, uploadId));
  for (let number = 0; number * PIECE_BYTES < bytes.length; number += 1) {
    await tx.insert(importUploadChunks).values({ uploadId, number, bytes: bytes.subarray(number * PIECE_BYTES, (number + 1) * PIECE_BYTES) });
  }
}
