import type { Viewer } from '@marketgraph/contracts';
import { addMilliseconds, fail, MINUTE, ok, type Result } from '@marketgraph/kernel';
import { randomToken, tokenHash } from '../crypto/tokens.ts';
import type { CommandDeps } from '../deps.ts';
import { invalidInput, type InvalidInput, type TooManyAttempts } from '../errors.ts';
import { passwordResetMail } from '../mail/account-mails.ts';
import { mail } from '../mail/queue.ts';
import { addressPrefix } from '../sessions/address-prefix.rules.ts';
import { attempt, takeAttempts } from '../throttle/take-attempts.ts';
import { userByEmail } from './account.queries.ts';
import { passwordResets } from './account.tables.ts';
import { normaliseEmail } from './email.rules.ts';

export const RESET_VALID_MS = 60 * MINUTE;

/** Answers alike whether the address has an account. A newer mail replaces the link of an older one. */
export async function requestPasswordReset(deps: CommandDeps, client: Viewer, input: { email: string }): Promise<Result<{ email: string }, InvalidInput | TooManyAttempts>> {
  const email = normaliseEmail(input.email);
  if (email === undefined) return fail(invalidInput('This is not an e-mail address.', 'email'));
  // Counted for the address as typed, so that being refused tells nothing either.
  const tooMany = await takeAttempts(deps, [attempt(deps, 'mailByAccount', email), attempt(deps, 'mailByAddress', addressPrefix(client.clientAddress))]);
  if (tooMany !== undefined) return fail(tooMany);
  const now = deps.clock.now();
  const token = randomToken();
  const row = { tokenHash: tokenHash(token), expiresAt: addMilliseconds(now, RESET_VALID_MS), createdAt: now };
  await deps.db.transaction(async (tx) => {
    const user = await userByEmail(tx, email);
    if (user === undefined) return;
    await tx.insert(passwordResets).values({ userId: user.id, ...row }).onConflictDoUpdate({ target: passwordResets.userId, set: row });
    await mail(tx, deps, 'password-reset', email, passwordResetMail(deps.settings, { name: user.name, token, validMs: RESET_VALID_MS }), row.expiresAt);
  });
  return ok({ email });
}
