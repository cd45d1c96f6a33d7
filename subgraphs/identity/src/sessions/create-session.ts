import type { Viewer } from '@marketgraph/contracts';
import { lockRows, type Reader } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { and, eq, isNull } from 'drizzle-orm';
import { credentials } from '../accounts/account.queries.ts';
import { users } from '../accounts/account.tables.ts';
import { credentialsInvalid, type CredentialsInvalid } from '../accounts/credentials-invalid.ts';
import { normaliseEmail } from '../accounts/email.rules.ts';
import { hashPassword, isOutdated, verifyPassword } from '../crypto/password-hash.ts';
import type { CommandDeps } from '../deps.ts';
import type { TooManyAttempts } from '../errors.ts';
import { attempt, forgetAttempts, giveBackAttempts, takeAttempts } from '../throttle/take-attempts.ts';
import { addressPrefix } from './address-prefix.rules.ts';
import { addRefreshToken, signedIn, type IssuedSession, type SignedIn } from './issue-tokens.ts';
import { sessionExpiry } from './session.rules.ts';
import { sessions } from './session.tables.ts';

const USER_AGENT_MAXIMUM_LENGTH = 300;

/** As it is stored: what a client says of itself is cut, since it may say anything. */
export function storedUserAgent(userAgent: string): string {
  return userAgent.toWellFormed().replaceAll(/\p{Cc}/gu, ' ').slice(0, USER_AGENT_MAXIMUM_LENGTH);
}

/**
 * The attempt is counted before the password is compared, the comparison takes as long without an account, and every
 * failure answers alike. Where the account is known to sign in from this network, its attempts are counted apart: a
 * stranger who guesses can lock out himself, not the owner at home.
 */
export async function createSession(
  deps: CommandDeps,
  client: Viewer,
  input: { email: string; password: string },
): Promise<Result<SignedIn, CredentialsInvalid | TooManyAttempts>> {
  // What is no address belongs to nobody: counted under what was typed, looked up as nobody.
  const address = normaliseEmail(input.email);
  const email = address ?? input.email.trim().toLowerCase();
  const place = addressPrefix(client.clientAddress);
  const familiar = address !== undefined && (await isFamiliar(deps.db.reader, address, place));
  const byAccount = attempt(deps, 'loginByAccount', familiar ? `${email} ${place}` : email);
  const byAddress = attempt(deps, 'loginByAddress', place);
  const tooMany = await takeAttempts(deps, [byAccount, byAddress]);
  if (tooMany !== undefined) return fail(tooMany);

  const user = address === undefined ? undefined : await credentials(deps.db.reader, { email: address });
  const matches = await verifyPassword(input.password, user?.passwordHash);
  if (user === undefined || !matches) return fail(credentialsInvalid());
  const better = isOutdated(user.passwordHash) ? await hashPassword(input.password) : undefined;

  const issued = await deps.db.transaction(async (tx): Promise<IssuedSession | undefined> => {
    await lockRows(tx, users, [user.id]);
    const [current] = await tx.select({ passwordHash: users.passwordHash }).from(users).where(eq(users.id, user.id));
    // Changed or reset since it was compared: all sessions were ended then, and none must begin with the old one.
    if (current?.passwordHash !== user.passwordHash) return undefined;
    if (better !== undefined) await tx.update(users).set({ passwordHash: better }).where(eq(users.id, user.id));
    await forgetAttempts(tx, [byAccount]);
    await giveBackAttempts(tx, [byAddress]);
    const now = deps.clock.now();
    const session = { id: deps.ids.next('Session'), userId: user.id, userAgent: storedUserAgent(client.userAgent), addressPrefix: place };
    const expiresAt = sessionExpiry(now, now);
    await tx.insert(sessions).values({ ...session, createdAt: now, lastUsedAt: now, expiresAt });
    const refreshToken = await addRefreshToken(tx, session.id, now);
    return { sessionId: session.id, userId: user.id, emailVerified: user.emailVerifiedAt !== null, refreshToken, expiresAt };
  });
  return issued === undefined ? fail(credentialsInvalid()) : ok(await signedIn(deps, issued));
}

/** Whether the account has signed in from the network before and was not signed out there since. */
async function isFamiliar(db: Reader, email: string, place: string): Promise<boolean> {
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(users.email, email), eq(sessions.addressPrefix, place), isNull(sessions.revokedAt)))
    .limit(1);
  return rows.length > 0;
}
