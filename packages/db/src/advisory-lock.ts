import { createHash } from 'node:crypto';

/** A 64-bit key for PostgreSQL's advisory locks, as text because JavaScript's numbers end at 53 bits. */
export function advisoryKey(name: string): string {
  return createHash('sha256').update(name).digest().readBigInt64BE(0).toString();
}
