import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, wordsOf } from './words.ts';

const texts = (text: string): string[] => wordsOf(text).map((word) => word.text);

describe('words of a text', () => {
  it.each([
    ['Café Crème', ['cafe', 'creme']],
    ['STRASSE Straße', ['strasse', 'strasse']],
    ['Smørrebrød, œuf & Łódź', ['smorrebrod', 'oeuf', 'lodz']],
    ["Men's kids’ T-Shirt", ['men', 'kids', 'tshirt']],
    ['2-in-1 4K ½', ['2in1', '4k', '12']],
    ['ΟΔΟΣ οδός 𝐀', ['οδοσ', 'οδοσ', 'a']],
    ['İstanbul ısı', ['istanbul', 'isi']],
    ['コーヒー 猫', ['コーヒー', '猫']],
    ['हिन्दी', ['हिन्दी']],
    ['ﬁne', ['fine']],
    ['👟 … !? "\'', []],
    ['', []],
  ])('of %j are %j', (text, words) => {
    expect(texts(text)).toEqual(words);
  });

  it('with hyphens know their parts and where they stand', () => {
    expect(wordsOf('a T-Shirts!')[1]).toEqual({
      text: 'tshirts',
      parts: [
        { text: 't', start: 2, end: 3 },
        { text: 'shirts', start: 4, end: 10 },
      ],
      start: 2,
      end: 10,
    });
  });

  it('are cut where they are endless, never within a character', () => {
    expect(texts('a'.repeat(10_000))).toEqual(['a'.repeat(60)]);
    expect(texts('𐐀'.repeat(100))).toEqual(['𐐨'.repeat(60)]);
  });

  it('hold nothing that would need quoting, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const word of wordsOf(text)) {
          expect(word.text).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
          expect(word.text.isWellFormed()).toBe(true);
          expect(text.slice(word.start, word.end).length).toBe(word.end - word.start);
          for (const part of word.parts) expect(part.text).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('come out the same when they are read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const { text: word } of wordsOf(text)) expect(fold(word)).toBe(word);
      }),
    );
  });
});
