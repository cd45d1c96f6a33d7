import { addMilliseconds, DAY } from '@marketgraph/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressPrefix } from './address-prefix.rules.ts';
import { deviceName, deviceOf } from './device.rules.ts';
import { decideRefresh, REFRESH_GRACE_MS, SESSION_ABSOLUTE_MS, sessionExpiry } from './session.rules.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const live = { expiresAt: addMilliseconds(now, DAY), revokedAt: null };

describe('refresh (IDN-02)', () => {
  it('rotates a token at its first use', () => {
    expect(decideRefresh({ usedAt: null, graceUsed: false, sameClient: false, session: live }, now)).toBe('ROTATE');
  });

  it('repeats once, for the same client, within the grace', () => {
    const used = { usedAt: addMilliseconds(now, -REFRESH_GRACE_MS), graceUsed: false, sameClient: true, session: live };
    expect(decideRefresh(used, now)).toBe('REPEAT');
    expect(decideRefresh({ ...used, graceUsed: true }, now)).toBe('REUSED');
    expect(decideRefresh({ ...used, sameClient: false }, now)).toBe('REUSED');
    expect(decideRefresh(used, addMilliseconds(now, 1))).toBe('REUSED');
  });

  it('never gives a token for a session that is over, and never hears a used token after the grace', () => {
    const time = fc.integer({ min: -2 * DAY, max: 2 * DAY }).map((offset) => addMilliseconds(now, offset));
    const token = fc.record({
      usedAt: fc.option(fc.integer({ min: 0, max: 2 * DAY }).map((age) => addMilliseconds(now, -age))),
      graceUsed: fc.boolean(),
      sameClient: fc.boolean(),
      session: fc.record({ expiresAt: time, revokedAt: fc.option(time) }),
    });
    fc.assert(
      fc.property(token, (presented) => {
        const decision = decideRefresh(presented, now);
        const over = presented.session.revokedAt !== null || presented.session.expiresAt <= now;
        expect(decision === 'ENDED').toBe(over);
        if (over || presented.usedAt === null) return;
        const age = now.getTime() - presented.usedAt.getTime();
        expect(decision === 'REPEAT').toBe(age <= REFRESH_GRACE_MS && presented.sameClient && !presented.graceUsed);
      }),
    );
  });

  it('moves the end forward, never past the absolute one', () => {
    const age = fc.integer({ min: 0, max: SESSION_ABSOLUTE_MS });
    fc.assert(
      fc.property(age, age, (first, second) => {
        const [earlier, later] = [Math.min(first, second), Math.max(first, second)];
        const ends = [earlier, later].map((used) => sessionExpiry(now, addMilliseconds(now, used)).getTime());
        expect(ends[0]).toBeLessThanOrEqual(ends[1] ?? 0);
        expect(ends[1]).toBeLessThanOrEqual(now.getTime() + SESSION_ABSOLUTE_MS);
      }),
    );
  });
});

describe('place of a session (IDN-02)', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:0db8:0001:0002::1', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
    ['203.0.113.0/24', '203.0.113.0/24'],
    ['2001:db8:1::/48', '2001:db8:1::/48'],
    ['', 'unknown'],
    ['not an address', 'unknown'],
    ['203.0.113.0/24/24', 'unknown'],
  ])('%s is %s', (address, prefix) => {
    expect(addressPrefix(address)).toBe(prefix);
  });

  it('is never a whole address', () => {
    fc.assert(fc.property(fc.ipV4(), (address) => void expect(addressPrefix(address)).toMatch(/\.0\/24$/)));
    fc.assert(fc.property(fc.ipV6(), (address) => void expect(addressPrefix(address)).toMatch(/\/(48|24)$/)));
    fc.assert(fc.property(fc.string(), (text) => void expect(addressPrefix(text).length).toBeLessThan(50)));
  });
});

describe('device of a session (IDN-02)', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0', 'Edge on Windows', 'BROWSER'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0', 'Firefox on Linux', 'BROWSER'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1', 'Safari on iOS', 'BROWSER'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36', 'Chrome on macOS', 'BROWSER'],
    ['Dart/3.5 (dart:io) Android', 'Flutter app on Android', 'APP'],
    ['Dart/3.5 (dart:io)', 'Flutter app', 'APP'],
    ['curl/8.5.0', 'Unknown device', 'OTHER'],
    ['', 'Unknown device', 'OTHER'],
  ])('%s', (userAgent, name, kind) => {
    const device = deviceOf(userAgent);
    expect([deviceName(device), device.kind]).toEqual([name, kind]);
  });
});
