import type { Transaction } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { randomToken, tokenHash } from '../crypto/tokens.ts';
import { signAccessToken, type AccessToken } from '../keys/access-token.ts';
import type { CommandDeps } from '../deps.ts';
import { refreshTokens } from './session.tables.ts';

export interface SessionTokens extends AccessToken {
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: Date;
}

/** What the resolvers of a login and of a refresh give back. */
export interface SignedIn {
  readonly tokens: SessionTokens;
  readonly sessionId: Id<'Session'>;
  readonly userId: Id<'User'>;
  readonly emailVerified: boolean;
}

export interface IssuedSession {
  readonly sessionId: Id<'Session'>;
  readonly userId: Id<'User'>;
  readonly emailVerified: boolean;
  readonly refreshToken: string;
  readonly expiresAt: Date;
}

/** A new member of the session's family of refresh tokens; only its hash is stored. */
export async function addRefreshToken(tx: Transaction, sessionId: Id<'Session'>, now: Date): Promise<string> {
  const token = randomToken();
  await tx.insert(refreshTokens).values({ tokenHash: tokenHash(token), sessionId, issuedAt: now });
  return token;
}

/** After the commit: a token for a session that was rolled back must not exist. */
export async function signedIn(deps: CommandDeps, { sessionId, userId, emailVerified, refreshToken, expiresAt }: IssuedSession): Promise<SignedIn> {
  const access = await signAccessToken(deps, { userId, sessionId });
  return { sessionId, userId, emailVerified, tokens: { ...access, refreshToken, refreshTokenExpiresAt: expiresAt } };
}
