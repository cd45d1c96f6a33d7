import { addMilliseconds, DAY, MINUTE } from '@marketgraph/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCESS_TOKEN_LIFETIME_MS } from '../sessions/session.rules.ts';
import { isPublished, PUBLISHED_AHEAD_MS, rotationTimes, signerAt, type SigningKeyTimes } from './signing-key.rules.ts';

const start = new Date('2026-01-01T00:00:00.000Z');

/** Keys as the command makes them: the first signs at once, each later one ahead of its time. */
function rotated(gaps: readonly number[]): { keys: SigningKeyTimes[]; last: Date } {
  let time = start;
  let keys: SigningKeyTimes[] = [{ kid: 'key-0', signsFrom: start, publishedUntil: null }];
  gaps.forEach((gap, index) => {
    time = addMilliseconds(time, gap);
    const { signsFrom, predecessorPublishedUntil } = rotationTimes(time);
    keys = keys.map((key) => ({ ...key, publishedUntil: key.publishedUntil ?? predecessorPublishedUntil }));
    keys.push({ kid: `key-${index + 1}`, signsFrom, publishedUntil: null });
  });
  return { keys, last: time };
}

describe('rotation of signing keys (IDN-02)', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 40 * DAY }), { maxLength: 6 });

  it('there is always a signer, and its tokens can be verified until they expire', () => {
    fc.assert(
      fc.property(gaps, fc.integer({ min: 0, max: 2 * DAY }), (list, later) => {
        const { keys, last } = rotated(list);
        const now = addMilliseconds(last, later);
        const signer = signerAt(keys, now);
        expect(signer).toBeDefined();
        if (signer === undefined) return;
        expect(isPublished(signer, addMilliseconds(now, ACCESS_TOKEN_LIFETIME_MS))).toBe(true);
      }),
    );
  });

  it('a successor is published before it signs', () => {
    const { keys, last } = rotated([DAY]);
    expect(signerAt(keys, last)?.kid).toBe('key-0');
    expect(keys.every((key) => isPublished(key, last))).toBe(true);
    expect(signerAt(keys, addMilliseconds(last, PUBLISHED_AHEAD_MS))?.kid).toBe('key-1');
  });

  it('the predecessor goes once its last token has expired', () => {
    const { keys, last } = rotated([DAY]);
    const gone = addMilliseconds(last, PUBLISHED_AHEAD_MS + ACCESS_TOKEN_LIFETIME_MS + MINUTE);
    expect(keys.filter((key) => isPublished(key, gone)).map((key) => key.kid)).toEqual(['key-1']);
  });
});
