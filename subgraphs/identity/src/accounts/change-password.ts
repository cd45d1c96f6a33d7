import type { UserViewer } from '@marketgraph/contracts';
import { lockRows } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { and, eq } from 'drizzle-orm';
import { hashPassword, verifyPassword } from '../crypto/password-hash.ts';
import type { CommandDeps } from '../deps.ts';
import type { TooManyAttempts } from '../errors.ts';
import { passwordChangedMail } from '../mail/account-mails.ts';
import { mail } from '../mail/queue.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { attempt, forgetAttempts, takeAttempts } from '../throttle/take-attempts.ts';
import { credentials } from './account.queries.ts';
import { passwordResets, users } from './account.tables.ts';
import { credentialsInvalid, type CredentialsInvalid } from './credentials-invalid.ts';
import { passwordTooWeak, type PasswordTooWeak } from './password.rules.ts';

interface ChangeInput {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** A stolen access token is not enough: the current password is asked for, and guesses at it are counted. */
export async function changePassword(
  deps: CommandDeps,
  actor: UserViewer,
  input: ChangeInput,
): Promise<Result<{ endedSessions: number }, CredentialsInvalid | PasswordTooWeak | TooManyAttempts>> {
  const attempts = [attempt(deps, 'passwordByUser', actor.userId)];
  const tooMany = await takeAttempts(deps, attempts);
  if (tooMany !== undefined) return fail(tooMany);
  const user = await credentials(deps.db.reader, { id: actor.userId });
  if (user === undefined || !(await verifyPassword(input.currentPassword, user.passwordHash))) return fail(credentialsInvalid('currentPassword'));
  const weak = passwordTooWeak(input.newPassword, user, 'newPassword');
  if (weak !== undefined) return fail(weak);
  const passwordHash = await hashPassword(input.newPassword);
  return deps.db.transaction(async (tx) => {
    await lockRows(tx, users, [user.id]);
    // Somebody may have changed it since it was compared: then what was typed is no longer the current one.
    const changed = await tx
      .update(users)
      .set({ passwordHash, updatedAt: deps.clock.now() })
      .where(and(eq(users.id, user.id), eq(users.passwordHash, user.passwordHash)))
      .returning({ id: users.id });
    if (changed.length === 0) return fail(credentialsInvalid('currentPassword'));
    await tx.delete(passwordResets).where(eq(passwordResets.userId, user.id));
    await forgetAttempts(tx, attempts);
    await mail(tx, deps, 'password-changed', user.email, passwordChangedMail(deps.settings, user));
    const ended = await endSessions(tx, deps, { userId: user.id, except: actor.sessionId }, 'PASSWORD_CHANGED');
    return ok({ endedSessions: ended.length });
  });
}
