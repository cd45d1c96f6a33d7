import type { Viewer } from '@marketgraph/contracts';
import { lockRows, type Reader, type Transaction } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { and, eq, gt } from 'drizzle-orm';
import { hashPassword } from '../crypto/password-hash.ts';
import { tokenHash } from '../crypto/tokens.ts';
import type { CommandDeps } from '../deps.ts';
import type { TooManyAttempts } from '../errors.ts';
import { passwordChangedMail } from '../mail/account-mails.ts';
import { mail } from '../mail/queue.ts';
import { addressPrefix } from '../sessions/address-prefix.rules.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { publishViewersChanged } from '../sessions/live-sessions.ts';
import { attempt, forgetAttempts, takeAttempts } from '../throttle/take-attempts.ts';
import { usersByIds, type UserRow } from './account.queries.ts';
import { passwordResets, users } from './account.tables.ts';
import { passwordTooWeak, type PasswordTooWeak } from './password.rules.ts';
import { markEmailVerified } from './verify-email.ts';

export interface PasswordResetTokenInvalid {
  readonly type: 'PasswordResetTokenInvalid';
  readonly message: string;
  readonly path: readonly string[];
}

const tokenInvalid: PasswordResetTokenInvalid = { type: 'PasswordResetTokenInvalid', message: 'The link is wrong, used or too old. Ask for a new mail.', path: ['token'] };

interface ResetInput {
  readonly token: string;
  readonly newPassword: string;
}

/**
 * The token is looked up before the slow hash, so that made-up tokens cost nothing, and taken in the transaction of the
 * change: of two uses at the same time one wins.
 */
export async function resetPassword(
  deps: CommandDeps,
  client: Viewer,
  input: ResetInput,
): Promise<Result<{ email: string }, PasswordResetTokenInvalid | PasswordTooWeak | TooManyAttempts>> {
  const tooMany = await takeAttempts(deps, [attempt(deps, 'resetByAddress', addressPrefix(client.clientAddress))]);
  if (tooMany !== undefined) return fail(tooMany);
  const hash = tokenHash(input.token.trim());
  const user = await personOfToken(deps.db.reader, hash, deps.clock.now());
  if (user === undefined) return fail(tokenInvalid);
  const weak = passwordTooWeak(input.newPassword, user, 'newPassword');
  if (weak !== undefined) return fail(weak);
  const passwordHash = await hashPassword(input.newPassword);
  const taken = await deps.db.transaction((tx) => setByToken(tx, deps, { user, hash, passwordHash }));
  return taken ? ok({ email: user.email }) : fail(tokenInvalid);
}

async function setByToken(tx: Transaction, deps: CommandDeps, { user, hash, passwordHash }: { user: UserRow; hash: string; passwordHash: string }): Promise<boolean> {
  const now = deps.clock.now();
  await lockRows(tx, users, [user.id]);
  const used = await tx.delete(passwordResets).where(isLiveToken(hash, now)).returning({ userId: passwordResets.userId });
  if (used.length === 0) return false;
  await tx.update(users).set({ passwordHash, updatedAt: now }).where(eq(users.id, user.id));
  await markEmailVerified(tx, user.id, now);
  await forgetAttempts(tx, [attempt(deps, 'loginByAccount', user.email)]);
  await mail(tx, deps, 'password-changed', user.email, passwordChangedMail(deps.settings, user));
  await endSessions(tx, deps, { userId: user.id }, 'PASSWORD_RESET');
  if (user.emailVerifiedAt === null) await publishViewersChanged(tx, deps, [user.id]);
  return true;
}

async function personOfToken(db: Reader, hash: string, now: Date): Promise<UserRow | undefined> {
  const [row] = await db.select({ userId: passwordResets.userId }).from(passwordResets).where(isLiveToken(hash, now));
  return row === undefined ? undefined : (await usersByIds(db, [row.userId]))[0];
}

function isLiveToken(hash: string, now: Date) {
  return and(eq(passwordResets.tokenHash, hash), gt(passwordResets.expiresAt, now));
}
