import type { UserViewer } from '@marketgraph/contracts';
import { lockRows } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import type { CommandDeps } from '../deps.ts';
import type { TooManyAttempts } from '../errors.ts';
import { attempt, takeAttempts } from '../throttle/take-attempts.ts';
import { existingUser } from './account.queries.ts';
import { users } from './account.tables.ts';
import { issueEmailCode } from './email-code.ts';
import { alreadyVerified, type EmailAlreadyVerified } from './verify-email.ts';

/** Mails another code. How many is limited, since each comes with five guesses more. */
export async function sendEmailVerification(deps: CommandDeps, actor: UserViewer): Promise<Result<{ expiresAt: Date }, EmailAlreadyVerified | TooManyAttempts>> {
  const { email, emailVerifiedAt } = await existingUser(deps.db.reader, actor.userId);
  if (emailVerifiedAt !== null) return fail(alreadyVerified);
  const tooMany = await takeAttempts(deps, [attempt(deps, 'mailByAccount', email)]);
  if (tooMany !== undefined) return fail(tooMany);
  return deps.db.transaction(async (tx) => {
    await lockRows(tx, users, [actor.userId]);
    const user = await existingUser(tx, actor.userId);
    return user.emailVerifiedAt === null ? ok({ expiresAt: await issueEmailCode(tx, deps, user) }) : fail(alreadyVerified);
  });
}
