import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS, secondsToWait } from './throttle.rules.ts';

const now = new Date('2026-01-01T00:00:00.000Z');

describe('throttle (IDN-01)', () => {
  it('hears exactly the maximum', () => {
    const limit = LIMITS.loginByAccount;
    const windowEndsAt = new Date(now.getTime() + limit.windowMs);
    expect(secondsToWait({ count: limit.maximum, windowEndsAt }, limit, now)).toBeUndefined();
    expect(secondsToWait({ count: limit.maximum + 1, windowEndsAt }, limit, now)).toBe(900);
  });

  it('never tells a client to come back before the window ends, nor a second too late', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_600_000 }), (left) => {
        const limit = { maximum: 1, windowMs: 3_600_000 };
        const wait = secondsToWait({ count: 2, windowEndsAt: new Date(now.getTime() + left) }, limit, now) ?? 0;
        expect(wait * 1_000).toBeGreaterThanOrEqual(left);
        expect(wait * 1_000 - left).toBeLessThan(1_000);
      }),
    );
  });
});
