import type { UserViewer } from '@marketgraph/contracts';
import { lockRows, type Transaction } from '@marketgraph/db';
import { fail, ok, type Id, type Result } from '@marketgraph/kernel';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { CommandDeps } from '../deps.ts';
import { publishViewersChanged } from '../sessions/live-sessions.ts';
import { existingUser, type UserRow } from './account.queries.ts';
import { emailCodes, users } from './account.tables.ts';
import { CODE_ATTEMPTS, codeHash, sameHash } from './email-code.ts';

export interface EmailCodeInvalid {
  readonly type: 'EmailCodeInvalid';
  readonly message: string;
  readonly path: readonly string[];
}

export interface EmailAlreadyVerified {
  readonly type: 'EmailAlreadyVerified';
  readonly message: string;
}

export const alreadyVerified: EmailAlreadyVerified = { type: 'EmailAlreadyVerified', message: 'Your e-mail address is verified already.' };
const codeInvalid: EmailCodeInvalid = { type: 'EmailCodeInvalid', message: 'The code is wrong or too old. Ask for a new one.', path: ['code'] };

/** A wrong guess is counted in the same transaction, behind a lock: guesses at the same time are counted one by one. */
export async function verifyEmail(deps: CommandDeps, actor: UserViewer, input: { code: string }): Promise<Result<{ user: UserRow }, EmailCodeInvalid | EmailAlreadyVerified>> {
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    await lockRows(tx, users, [actor.userId]);
    const user = await existingUser(tx, actor.userId);
    if (user.emailVerifiedAt !== null) return fail(alreadyVerified);
    const [stored] = await tx.select().from(emailCodes).where(eq(emailCodes.userId, actor.userId));
    if (stored === undefined || stored.expiresAt <= now || stored.attempts >= CODE_ATTEMPTS) return fail(codeInvalid);
    if (!sameHash(stored.codeHash, codeHash(deps.secrets, actor.userId, input.code.trim()))) {
      await tx.update(emailCodes).set({ attempts: sql`${emailCodes.attempts} + 1` }).where(eq(emailCodes.userId, actor.userId));
      return fail(codeInvalid);
    }
    await markEmailVerified(tx, actor.userId, now);
    await publishViewersChanged(tx, deps, [actor.userId]);
    return ok({ user: await existingUser(tx, actor.userId) });
  });
}

/**
 * Whoever shows something that was mailed to the address has proved it. Open codes are of no use any more. The caller
 * holds the person's row and publishes the change.
 */
export async function markEmailVerified(tx: Transaction, userId: Id<'User'>, now: Date): Promise<void> {
  await tx.delete(emailCodes).where(eq(emailCodes.userId, userId));
  await tx.update(users).set({ emailVerifiedAt: now, updatedAt: now }).where(and(eq(users.id, userId), isNull(users.emailVerifiedAt)));
}
