import { createHash, randomBytes } from 'node:crypto';

/** Lets one file in: 256 bits that nobody guesses. */
export function newUploadToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept in place of a secret, and of anything that is only to be compared. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
