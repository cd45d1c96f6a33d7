import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery, replaceTerms, tsqueryOf } from './query.ts';

const wordsIn = (text: string): string[] => parseQuery(text).terms.map(({ word }) => word);

describe('a query', () => {
  it('leaves out what every product has', () => {
    expect(wordsIn('a pair of shoes for the beach')).toEqual(['pair', 'shoes', 'beach']);
  });

  it('keeps it where there is nothing else', () => {
    expect(wordsIn('The The')).toEqual(['the', 'the']);
  });

  it('has its last word open, unless that is one letter', () => {
    expect(parseQuery('red sho').terms.map(({ open }) => open)).toEqual([false, true]);
    expect(parseQuery('red s').terms.map(({ open }) => open)).toEqual([false, false]);
    expect(parseQuery('猫').terms.map(({ open }) => open)).toEqual([true]);
  });

  it('is read for 200 characters and twelve words', () => {
    expect(wordsIn('x'.repeat(10_000))).toEqual(['x'.repeat(60)]);
    expect(wordsIn(Array.from({ length: 50 }, (_, index) => `w${index}`).join(' ')).length).toBe(12);
    expect(parseQuery(`${' '.repeat(200)}shoes`).terms).toEqual([]);
  });

  it('may be the code of a product', () => {
    expect(parseQuery('ABC/12.3').code).toBe('abc123');
    expect(parseQuery('ABC-12').code).toBeNull();
    expect(parseQuery('red shoes').code).toBeNull();
  });

  it('becomes what PostgreSQL reads', () => {
    expect(tsqueryOf(parseQuery('batteries'))).toBe(`('batteries' | 'batteri' | '~batteri' | 'batteries':*)`);
    expect(tsqueryOf(parseQuery('box 4k'))).toBe(`(('box' | '~box') & ('4k' | '~4k' | '#4k' | '4k':*)) | '#box4k'`);
    expect(tsqueryOf(parseQuery('t-shirt'))).toBe(`('tshirt' | '~tshirt' | '#tshirt' | 'tshirt':* | (('t' | '~t') & ('shirt' | '~shirt' | 'shirt':*)))`);
  });

  it('quotes each lexeme, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const query = parseQuery(text);
        if (query.terms.length > 0) expect(tsqueryOf(query).replaceAll(/'[~#]?[\p{L}\p{N}\p{M}]+'(:\*)?/gu, '')).toMatch(/^[ ()&|]*$/);
      }),
    );
  });

  it('keeps all that was not replaced', () => {
    const query = parseQuery('  Best Hedphones, for kids! ');
    const [, wrong] = query.terms;
    expect(wrong?.word).toBe('hedphones');
    expect(replaceTerms(query, new Map(wrong === undefined ? [] : [[wrong, { word: 'headphones' }]]))).toBe('Best headphones, for kids!');
    expect(replaceTerms(query, new Map())).toBe('Best Hedphones, for kids!');
  });
});
