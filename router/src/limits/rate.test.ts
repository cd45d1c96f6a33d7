import { createFakeClock, SECOND } from '@marketgraph/kernel';
import { describe, expect, it } from 'vitest';
import { createRateLimiter } from './rate.ts';

describe('rate limit (PLT-05)', () => {
  it('lets a burst through, then as many as come back with time, each for itself', () => {
    const clock = createFakeClock();
    const count = createRateLimiter({ perSecond: 2, burst: 3 }, clock);
    expect([1, 2, 3].map(() => count('a'))).toEqual([undefined, undefined, undefined]);
    expect(count('a')?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 1 });
    expect(count('b')).toBeUndefined();
    clock.advance(SECOND);
    expect([1, 2].map(() => count('a'))).toEqual([undefined, undefined]);
    expect(count('a')).toBeDefined();
    clock.advance(60 * SECOND);
    expect([1, 2, 3].map(() => count('a'))).toEqual([undefined, undefined, undefined]);
    expect(count('a')).toBeDefined();
  });

  it('does not punish for asking while refused', () => {
    const clock = createFakeClock();
    const count = createRateLimiter({ perSecond: 1, burst: 1 }, clock);
    count('a');
    for (let tries = 0; tries < 50; tries += 1) count('a');
    clock.advance(SECOND);
    expect(count('a')).toBeUndefined();
  });
});
