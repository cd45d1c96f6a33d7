import { timingSafeEqual } from 'node:crypto';
import type { Transaction } from '@marketgraph/db';
import { addMilliseconds, MINUTE, type Id } from '@marketgraph/kernel';
import type { IdentitySecrets } from '../crypto/secrets.ts';
import { randomCode } from '../crypto/tokens.ts';
import type { CommandDeps } from '../deps.ts';
import { verificationMail } from '../mail/account-mails.ts';
import { mail } from '../mail/queue.ts';
import { emailCodes } from './account.tables.ts';

export const CODE_VALID_MS = 30 * MINUTE;
/** Wrong ones that a code survives: five guesses of a million. */
export const CODE_ATTEMPTS = 5;

/** Makes a new code, which replaces the one before, and queues its mail. Answers when it ceases to work. */
export async function issueEmailCode(tx: Transaction, deps: CommandDeps, user: { id: Id<'User'>; email: string; name: string }): Promise<Date> {
  const now = deps.clock.now();
  const code = randomCode();
  const expiresAt = addMilliseconds(now, CODE_VALID_MS);
  const row = { codeHash: codeHash(deps.secrets, user.id, code), attempts: 0, expiresAt, sentAt: now };
  await tx.insert(emailCodes).values({ userId: user.id, ...row }).onConflictDoUpdate({ target: emailCodes.userId, set: row });
  await mail(tx, deps, 'email-code', user.email, verificationMail(deps.settings, { name: user.name, code, validMs: CODE_VALID_MS }), expiresAt);
  return expiresAt;
}

/** The person is part of what is hashed: two people with the same code have different hashes. */
export function codeHash(secrets: IdentitySecrets, userId: Id<'User'>, code: string): string {
  return secrets.keyedHash('email-code', `${userId}:${code}`);
}

export function sameHash(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
