import { addMilliseconds, DAY, MINUTE, SECOND } from '@marketgraph/kernel';

export const ACCESS_TOKEN_LIFETIME_MS = 5 * MINUTE;
/** How far apart the clocks of identity and of those who verify may be. */
export const CLOCK_SKEW_MS = MINUTE;
/** A session that is not used for this long ends. */
export const SESSION_IDLE_MS = 30 * DAY;
/** A session ends after this long, however much it is used. */
export const SESSION_ABSOLUTE_MS = 180 * DAY;
/**
 * Two tabs wake up and refresh with the same token, or the answer of a refresh is lost on the way: within this time, and
 * once for each token, the same client is given another pair instead of being taken for a thief.
 */
export const REFRESH_GRACE_MS = 10 * SECOND;

export type RevokedReason = 'LOGGED_OUT' | 'PASSWORD_CHANGED' | 'PASSWORD_RESET' | 'REFRESH_TOKEN_REUSED';

/** When the session ends if it is not used again. */
export function sessionExpiry(createdAt: Date, now: Date): Date {
  const idle = addMilliseconds(now, SESSION_IDLE_MS);
  const absolute = addMilliseconds(createdAt, SESSION_ABSOLUTE_MS);
  return idle < absolute ? idle : absolute;
}

export function sessionIsLive(session: { expiresAt: Date; revokedAt: Date | null }, now: Date): boolean {
  return session.revokedAt === null && session.expiresAt > now;
}

/** Access tokens of sessions revoked before this have all expired: nobody needs to be told of them any more. */
export function revocationsMatterSince(now: Date): Date {
  return addMilliseconds(now, -(ACCESS_TOKEN_LIFETIME_MS + CLOCK_SKEW_MS));
}

export interface PresentedToken {
  readonly usedAt: Date | null;
  readonly graceUsed: boolean;
  readonly session: { readonly expiresAt: Date; readonly revokedAt: Date | null };
  /** Same user agent and address prefix as at the session's last use. */
  readonly sameClient: boolean;
}

/**
 * ROTATE: the first use. REPEAT: the second use by the same client within the grace. REUSED: somebody has a copy, so the
 * whole family ends. ENDED: the session is over, for whatever reason.
 */
export type RefreshDecision = 'ROTATE' | 'REPEAT' | 'REUSED' | 'ENDED';

export function decideRefresh(token: PresentedToken, now: Date): RefreshDecision {
  if (!sessionIsLive(token.session, now)) return 'ENDED';
  if (token.usedAt === null) return 'ROTATE';
  const withinGrace = now.getTime() - token.usedAt.getTime() <= REFRESH_GRACE_MS;
  return withinGrace && !token.graceUsed && token.sameClient ? 'REPEAT' : 'REUSED';
}
