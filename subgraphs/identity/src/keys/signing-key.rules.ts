import { addMilliseconds, DAY, MINUTE } from '@marketgraph/kernel';
import { ACCESS_TOKEN_LIFETIME_MS, CLOCK_SKEW_MS } from '../sessions/session.rules.ts';

/** A new key is published this long before it signs: who verifies has fetched it by then, however long it caches. */
export const PUBLISHED_AHEAD_MS = 10 * MINUTE;
/** How old the newest key may be before the sweeper makes a successor. */
export const ROTATE_AFTER_MS = 30 * DAY;

export interface SigningKeyTimes {
  readonly kid: string;
  readonly signsFrom: Date;
  readonly publishedUntil: Date | null;
}

export function isPublished(key: SigningKeyTimes, now: Date): boolean {
  return key.publishedUntil === null || key.publishedUntil > now;
}

/** The key that signs at `now`: the newest whose time has come. */
export function signerAt<Key extends SigningKeyTimes>(keys: readonly Key[], now: Date): Key | undefined {
  return keys
    .filter((key) => isPublished(key, now) && key.signsFrom <= now)
    .toSorted((left, right) => right.signsFrom.getTime() - left.signsFrom.getTime())[0];
}

/** When a successor made at `now` begins to sign, and until when its predecessor must stay published. */
export function rotationTimes(now: Date): { signsFrom: Date; predecessorPublishedUntil: Date } {
  const signsFrom = addMilliseconds(now, PUBLISHED_AHEAD_MS);
  return { signsFrom, predecessorPublishedUntil: addMilliseconds(signsFrom, ACCESS_TOKEN_LIFETIME_MS + CLOCK_SKEW_MS) };
}
