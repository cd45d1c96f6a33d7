import { createHash, randomBytes } from 'node:crypto';

/** 256 bits: whoever has it has the cart, so it cannot be guessed. */
export function newCartToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token. No salt is needed: there is nothing to guess. */
export function hashCartToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
