import type { Clock } from '@marketgraph/kernel';
import { rateLimited } from '@marketgraph/server';
import type { GraphQLError } from 'graphql';
import { createLru } from '../lru.ts';

/** How often one address, and one user, may ask. */
export interface RateLimit {
  /** Operations a second in the long run. */
  readonly perSecond: number;
  /** Operations at once, after a pause. */
  readonly burst: number;
}

/** Counts an operation of `who`; says so where it is one too many. */
export type CountRate = (who: string) => GraphQLError | undefined;

interface Bucket {
  tokens: number;
  at: number;
}

/** Whoever has not been seen for longest is forgotten first, which only strangers gain from, and one operation each. */
const REMEMBERED = 100_000;

/** A bucket for each, in this process only. */
export function createRateLimiter({ perSecond, burst }: RateLimit, clock: Clock): CountRate {
  const buckets = createLru<string, Bucket>(REMEMBERED);
  return (who) => {
    const now = clock.now().getTime();
    const bucket = buckets.get(who) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1_000) * perSecond);
    bucket.at = now;
    buckets.set(who, bucket);
    if (bucket.tokens < 1) return rateLimited('Too many requests: wait a moment.', Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond)));
    bucket.tokens -= 1;
    return undefined;
  };
}
