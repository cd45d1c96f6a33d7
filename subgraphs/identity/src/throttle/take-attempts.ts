import { addMilliseconds } from '@marketgraph/kernel';
import type { Transaction } from '@marketgraph/db';
import { inArray, sql } from 'drizzle-orm';
import type { CommandDeps } from '../deps.ts';
import type { TooManyAttempts } from '../errors.ts';
import { LIMITS, secondsToWait, type AttemptLimit } from './throttle.rules.ts';
import { attemptCounters } from './throttle.tables.ts';

export interface Attempt {
  readonly key: string;
  readonly limit: AttemptLimit;
}

/** `subject` is what is counted: an address, an account. Only a hash of it is stored. */
export function attempt({ secrets, settings }: Pick<CommandDeps, 'secrets' | 'settings'>, limit: keyof typeof LIMITS, subject: string): Attempt {
  const { maximum, windowMs } = LIMITS[limit];
  const factor = limit.endsWith('ByAddress') ? settings.addressLimitFactor : 1;
  return { key: `${limit}:${secrets.keyedHash('throttle', subject)}`, limit: { maximum: maximum * factor, windowMs } };
}

/**
 * Counts the attempts before the work is done, in a transaction of its own: a hundred that come at once are a hundred,
 * and a crash in between forgets none. Answers an error where one of them is too many.
 */
export async function takeAttempts(deps: CommandDeps, attempts: readonly Attempt[]): Promise<TooManyAttempts | undefined> {
  const now = deps.clock.now();
  const counters = await deps.db.transaction((tx) => count(tx, attempts, now));
  const waits = attempts.map(({ key, limit }) => {
    const counter = counters.get(key);
    return counter === undefined ? undefined : secondsToWait(counter, limit, now);
  });
  const longest = Math.max(0, ...waits.filter((wait) => wait !== undefined));
  if (longest === 0) return undefined;
  deps.log.warn({ limits: attempts.map(({ key }) => key.split(':')[0]), retryAfter: longest }, 'too many attempts');
  return { type: 'TooManyAttempts', message: `Too many attempts. Try again in ${longest} seconds.`, retryable: true, retryAfter: longest };
}

/** After a success: what was counted was no guess. */
export async function giveBackAttempts(tx: Transaction, attempts: readonly Attempt[]): Promise<void> {
  for (const { key } of inLockOrder(attempts)) {
    await tx.update(attemptCounters).set({ count: sql`greatest(${attemptCounters.count} - 1, 0)` }).where(inArray(attemptCounters.key, [key]));
  }
}

/** After a success that makes earlier failures irrelevant. */
export async function forgetAttempts(tx: Transaction, attempts: readonly Attempt[]): Promise<void> {
  for (const { key } of inLockOrder(attempts)) await tx.delete(attemptCounters).where(inArray(attemptCounters.key, [key]));
}

async function count(tx: Transaction, attempts: readonly Attempt[], now: Date): Promise<Map<string, { count: number; windowEndsAt: Date }>> {
  const counters = new Map<string, { count: number; windowEndsAt: Date }>();
  for (const { key, limit } of inLockOrder(attempts)) {
    const windowEndsAt = addMilliseconds(now, limit.windowMs);
    const over = sql`${attemptCounters.windowEndsAt} <= ${now.toISOString()}::timestamptz`;
    const [counter] = await tx
      .insert(attemptCounters)
      .values({ key, count: 1, windowEndsAt })
      .onConflictDoUpdate({
        target: attemptCounters.key,
        set: {
          count: sql`case when ${over} then 1 else ${attemptCounters.count} + 1 end`,
          windowEndsAt: sql`case when ${over} then ${windowEndsAt.toISOString()}::timestamptz else ${attemptCounters.windowEndsAt} end`,
        },
      })
      .returning({ count: attemptCounters.count, windowEndsAt: attemptCounters.windowEndsAt });
    if (counter !== undefined) counters.set(key, counter);
  }
  return counters;
}

/** Two logins from one address to two accounts touch counters in the same order. */
function inLockOrder(attempts: readonly Attempt[]): Attempt[] {
  return attempts.toSorted((left, right) => (left.key < right.key ? -1 : 1));
}
