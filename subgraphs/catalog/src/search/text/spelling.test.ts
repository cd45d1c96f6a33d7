import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctionOf, slipsBetween, wordsOneSlipFrom } from './spelling.ts';

const used = (...words: string[]) => words.map((word, index) => ({ word, uses: words.length - index }));

describe('slips', () => {
  it.each([
    ['shoes', 'shoes', 0], ['shoes', 'shoe', 1], ['hedphones', 'headphones', 1], ['sihrt', 'shirt', 1], ['jakcet', 'jacket', 1],
    ['umbrela', 'umbrella', 1], ['blnakte', 'blanket', 2], ['', 'abc', 3], ['abc', '', 3], ['kitten', 'sitting', 3],
  ])('between %s and %s: %d', (typed, word, slips) => {
    expect(slipsBetween(typed, word)).toBe(slips);
  });

  it('of a word still being typed are those of the beginning', () => {
    expect(slipsBetween('hedph', 'headphones', true)).toBe(1);
    expect(slipsBetween('head', 'headphones', true)).toBe(0);
  });

  it('are as many one way as the other, and never more than there are letters', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(slipsBetween(a, b)).toBe(slipsBetween(b, a));
        expect(slipsBetween(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(slipsBetween(a, b) === 0).toBe(a === b);
        expect(slipsBetween(a, b, true)).toBeLessThanOrEqual(slipsBetween(a, b));
      }),
    );
  });
});

describe('words one slip away', () => {
  it('are that, and all of them', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'z'), minLength: 3, maxLength: 6 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(wordsOneSlipFrom(one).includes(other)).toBe(slipsBetween(one, other) === 1);
      }),
    );
    for (const near of wordsOneSlipFrom('shirt')) expect(slipsBetween('shirt', near)).toBe(1);
  });

  it('are some hundred', () => {
    expect(wordsOneSlipFrom('shirt').length).toBe(5 + 4 + 5 * 25 + 6 * 26 - 5);
    expect(wordsOneSlipFrom('a'.repeat(60))).toEqual([]);
    expect(wordsOneSlipFrom('tv')).toEqual([]);
    expect(wordsOneSlipFrom('ipx7')).toEqual([]);
  });
});

describe('a correction', () => {
  it('is the nearest word', () => {
    expect(correctionOf('hedphones', used('earphones', 'headphones', 'phones'), false)?.word).toBe('headphones');
  });
  it('is the most used of several', () => {
    expect(correctionOf('blue', used('bluf', 'glue', 'blum'), false)?.word).toBe('bluf');
  });
  it('may be of another number', () => {
    expect(correctionOf('bateries', used('battery'), false)?.word).toBe('battery');
  });
  it('begins as the word does, unless nothing else is wrong', () => {
    expect(correctionOf('zither', used('other'), false)).toBeUndefined();
    expect(correctionOf('jeadphones', used('headphones'), false)?.word).toBe('headphones');
    expect(correctionOf('ehadphones', used('headphones'), false)?.word).toBe('headphones');
  });
  it('is not guessed for short words, numbers and nothing alike', () => {
    expect(correctionOf('tv', used('tx'), false)).toBeUndefined();
    expect(correctionOf('4k', used('8k'), false)).toBeUndefined();
    expect(correctionOf('ipx7', used('ipx8'), false)).toBeUndefined();
    expect(correctionOf('shoe', used('shirt'), false)).toBeUndefined();
    expect(correctionOf('zebra', [], false)).toBeUndefined();
  });
});
