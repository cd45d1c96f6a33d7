import { createHash, randomBytes, randomInt } from 'node:crypto';

/** 256 random bits as text that may stand in a link. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a {@link randomToken}: nobody guesses 256 bits, so a fast hash is enough. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Six digits, each of the million equally likely. */
export function randomCode(): string {
  return randomInt(1_000_000).toString().padStart(6, '0');
}
