import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReplayBuffer } from './replay-buffer.ts';

describe('replay buffer', () => {
  it('covers nothing before it has begun', () => {
    const buffer = createReplayBuffer<number>(3);
    expect(buffer.covers(0)).toBe(false);
    expect(buffer.last).toBeUndefined();
  });

  it('covers the number it began behind, and forgets the oldest', () => {
    const buffer = createReplayBuffer<string>(2);
    buffer.restart(5);
    expect([4, 5, 6].map((seq) => buffer.covers(seq))).toEqual([false, true, false]);
    buffer.push(6, 'six');
    buffer.push(7, 'seven');
    expect(buffer.after(5)).toEqual(['six', 'seven']);
    buffer.push(8, 'eight');
    expect([5, 6, 7, 8, 9].map((seq) => buffer.covers(seq))).toEqual([false, true, true, true, false]);
    expect(buffer.after(6)).toEqual(['seven', 'eight']);
  });

  it('starts over behind a gap', () => {
    const buffer = createReplayBuffer<string>(3);
    buffer.push(1, 'one');
    buffer.restart(9);
    expect(buffer.covers(1)).toBe(false);
    expect(buffer.after(0)).toEqual([]);
    expect(buffer.last).toBe(9);
  });

  it('gives exactly what is missing wherever it says that it covers (property)', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(40), fc.nat(70), fc.integer({ min: 1, max: 10 }), (start, count, asked, capacity) => {
        const buffer = createReplayBuffer<number>(capacity);
        buffer.restart(start);
        for (let seq = start + 1; seq <= start + count; seq += 1) buffer.push(seq, seq);
        if (!buffer.covers(asked)) return;
        const expected = Array.from({ length: start + count - asked }, (_, index) => asked + 1 + index);
        expect(buffer.after(asked)).toEqual(expected);
      }),
    );
  });
});
