import { HOUR, MINUTE, SECOND } from '@marketgraph/kernel';

/** At most `maximum` attempts in a window that begins with the first of them. */
export interface AttemptLimit {
  readonly maximum: number;
  readonly windowMs: number;
}

/**
 * The address limit is higher than the account's: an office or a mobile network comes from one prefix. Only failures
 * stay counted at login, a success gives its attempt back.
 */
export const LIMITS = {
  loginByAccount: { maximum: 10, windowMs: 15 * MINUTE },
  loginByAddress: { maximum: 100, windowMs: 15 * MINUTE },
  registerByAccount: { maximum: 5, windowMs: HOUR },
  registerByAddress: { maximum: 30, windowMs: HOUR },
  mailByAccount: { maximum: 5, windowMs: HOUR },
  mailByAddress: { maximum: 30, windowMs: HOUR },
  resetByAddress: { maximum: 30, windowMs: HOUR },
  passwordByUser: { maximum: 10, windowMs: 15 * MINUTE },
  vendorByUser: { maximum: 5, windowMs: 24 * HOUR },
  inviteByMember: { maximum: 50, windowMs: 24 * HOUR },
} as const satisfies Record<string, AttemptLimit>;

export interface Counter {
  readonly count: number;
  readonly windowEndsAt: Date;
}

/** Seconds until the next attempt is heard, of the counter as it stands after this attempt; `undefined`: go on. */
export function secondsToWait(counter: Counter, limit: AttemptLimit, now: Date): number | undefined {
  if (counter.count <= limit.maximum) return undefined;
  return Math.max(1, Math.ceil((counter.windowEndsAt.getTime() - now.getTime()) / SECOND));
}
