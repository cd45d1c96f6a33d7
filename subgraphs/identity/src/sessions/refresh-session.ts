import type { Viewer } from '@marketgraph/contracts';
import { lockRows, type Reader, type Transaction } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import { existingUser } from '../accounts/account.queries.ts';
import { tokenHash } from '../crypto/tokens.ts';
import type { CommandDeps } from '../deps.ts';
import { sessionStolenMail } from '../mail/account-mails.ts';
import { mail } from '../mail/queue.ts';
import { addressPrefix } from './address-prefix.rules.ts';
import { storedUserAgent } from './create-session.ts';
import { deviceName, deviceOf } from './device.rules.ts';
import { endSessions } from './end-sessions.ts';
import { addRefreshToken, signedIn, type IssuedSession, type SignedIn } from './issue-tokens.ts';
import { decideRefresh, sessionExpiry } from './session.rules.ts';
import { refreshTokens, sessions } from './session.tables.ts';

export interface RefreshTokenInvalid {
  readonly type: 'RefreshTokenInvalid';
  readonly message: string;
  readonly path: readonly string[];
}

const invalid: RefreshTokenInvalid = { type: 'RefreshTokenInvalid', message: 'The session is over. Sign in again.', path: ['refreshToken'] };

/**
 * The session's row is locked first: two refreshes with one token come one after the other, and the second is seen for
 * what it is. Ending a stolen family is an outcome, not an error, so that it is committed.
 */
export async function refreshSession(deps: CommandDeps, client: Viewer, input: { refreshToken: string }): Promise<Result<SignedIn, RefreshTokenInvalid>> {
  const hash = tokenHash(input.refreshToken.trim());
  const issued = await deps.db.transaction(async (tx) => {
    const known = await tokenByHash(tx, hash);
    if (known === undefined) return undefined;
    await lockRows(tx, sessions, [known.session.id]);
    const token = await tokenByHash(tx, hash);
    return token === undefined ? undefined : exchange(tx, deps, client, token);
  });
  return issued === undefined ? fail(invalid) : ok(await signedIn(deps, issued));
}

type StoredToken = NonNullable<Awaited<ReturnType<typeof tokenByHash>>>;

async function exchange(tx: Transaction, deps: CommandDeps, client: Viewer, { token, session }: StoredToken): Promise<IssuedSession | undefined> {
  const now = deps.clock.now();
  const place = addressPrefix(client.clientAddress);
  const userAgent = storedUserAgent(client.userAgent);
  const sameClient = session.addressPrefix === place && session.userAgent === userAgent;
  const decision = decideRefresh({ usedAt: token.usedAt, graceUsed: token.graceUsed, sameClient, session }, now);
  switch (decision) {
    case 'ENDED':
      return undefined;
    case 'REUSED':
      await endStolen(tx, deps, session);
      return undefined;
    case 'ROTATE':
      await tx.update(refreshTokens).set({ usedAt: now }).where(eq(refreshTokens.tokenHash, token.tokenHash));
      break;
    case 'REPEAT':
      await tx.update(refreshTokens).set({ graceUsed: true }).where(eq(refreshTokens.tokenHash, token.tokenHash));
      break;
  }
  const expiresAt = sessionExpiry(session.createdAt, now);
  await tx.update(sessions).set({ lastUsedAt: now, expiresAt, addressPrefix: place, userAgent }).where(eq(sessions.id, session.id));
  const refreshToken = await addRefreshToken(tx, session.id, now);
  const user = await existingUser(tx, session.userId);
  return { sessionId: session.id, userId: user.id, emailVerified: user.emailVerifiedAt !== null, refreshToken, expiresAt };
}

async function endStolen(tx: Transaction, deps: CommandDeps, session: StoredToken['session']): Promise<void> {
  deps.log.warn({ sessionId: session.id, userId: session.userId }, 'refresh token reused: session ended');
  const { email, name } = await existingUser(tx, session.userId);
  const device = deviceName(deviceOf(session.userAgent));
  await mail(tx, deps, 'session-stolen', email, sessionStolenMail(deps.settings, { name, device, place: session.addressPrefix }));
  await endSessions(tx, deps, { userId: session.userId, only: session.id }, 'REFRESH_TOKEN_REUSED');
}

async function tokenByHash(db: Reader, hash: string) {
  const [row] = await db
    .select({ token: refreshTokens, session: sessions })
    .from(refreshTokens)
    .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
    .where(eq(refreshTokens.tokenHash, hash));
  return row;
}
